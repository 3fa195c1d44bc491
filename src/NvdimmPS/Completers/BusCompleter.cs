namespace NvdimmPS.Shell.Completers;

/// <summary>Completes bus names.</summary>
public sealed class BusCompleter : NvdimmCompleter
{
    private protected override IEnumerable<Candidate> Candidates(CompletionContext context) =>
        context.Machine.Topology.GetBuses()
            .Select(b => new Candidate(b.Name, $"{b.Name}, {b.Provider}, {Plural.Of(b.Dimms.Length, "DIMM")}"));
}
