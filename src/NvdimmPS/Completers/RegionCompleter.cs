namespace NvdimmPS.Shell.Completers;

/// <summary>Completes region names.</summary>
public sealed class RegionCompleter : NvdimmCompleter
{
    private protected override IEnumerable<Candidate> Candidates(CompletionContext context) =>
        context.Machine.Topology.GetRegions().Select(r => new Candidate(r.Name, $"{r.Name}, {r.Type}, {string.Join(' ', r.Dimms)}"));
}
