using NvdimmPS.Simulation;

namespace NvdimmPS.Shell.Completers;

/// <summary>Completes simulator topologies.</summary>
public sealed class TopologyCompleter : NvdimmCompleter
{
    private protected override IEnumerable<Candidate> Candidates(CompletionContext context) =>
        Topologies.Examples.Select(t => new Candidate(t, Meaning(t)));

    private static string? Meaning(string topology)
    {
        var parts = topology.Split(':');
        return parts[0].Split('x') is [[>= '0' and <= '9', ..] sockets, var dimms]
            ? $"{sockets} sockets with {dimms} DIMMs each{(parts.Length > 1 ? $", of the family {parts[1]}" : string.Empty)}"
            : null;
    }
}
