using NvdimmPS.Simulation;

namespace NvdimmPS.Shell.Completers;

/// <summary>Completes simulator topologies.</summary>
public sealed class TopologyCompleter : NvdimmCompleter
{
    private static readonly string[] Servers = ["1x1", "2x6", "8x12"];

    private protected override IEnumerable<Candidate> Candidates(CompletionContext context) =>
        Servers.Select(t => new Candidate(t, $"{t[0]} sockets with {t[2..]} DIMMs each"))
            .Concat(Topologies.Names.Select(n => new Candidate(n, null)))
            .Concat(Topologies.Families.Skip(1)
                .Select(f => new Candidate($"2x6:{f.ToLowerInvariant()}", $"2 sockets with 6 DIMMs of the {f} family each")));
}
