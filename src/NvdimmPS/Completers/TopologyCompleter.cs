using NvdimmPS.Simulation;

namespace NvdimmPS.Shell.Completers;

/// <summary>Completes simulator topologies.</summary>
public sealed class TopologyCompleter : NvdimmCompleter
{
    private protected override IEnumerable<Candidate> Candidates(CompletionContext context) =>
        Topologies.Examples.Select(t => new Candidate(t, Meaning(t)));

    private static string? Meaning(string topology) => topology.Split(':') is [var size, ..] and var parts && size.Split('x') is [var sockets, var dimms]
        && char.IsAsciiDigit(sockets[0])
            ? $"{sockets} sockets with {dimms} DIMMs each{(parts.Length > 1 ? $", of the family {parts[1]}" : string.Empty)}"
            : null;
}
