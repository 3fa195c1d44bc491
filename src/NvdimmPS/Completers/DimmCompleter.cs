namespace NvdimmPS.Shell.Completers;

/// <summary>Completes DIMM names.</summary>
public sealed class DimmCompleter : NvdimmCompleter
{
    private protected override IEnumerable<Candidate> Candidates(CompletionContext context) =>
        context.Machine.Topology.GetDevices()
            .Select(d => new Candidate(d.Name, $"{d.Name}, {d.Family ?? "no family"}, {d.Bus}, {d.State}"));
}
