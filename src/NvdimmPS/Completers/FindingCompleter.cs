using NvdimmPS.Findings;

namespace NvdimmPS.Shell.Completers;

/// <summary>Completes the ids of findings.</summary>
public sealed class FindingCompleter : NvdimmCompleter
{
    private protected override IEnumerable<Candidate> Candidates(CompletionContext context) =>
        FindingKinds.All.Values.Select(k => new Candidate(k.Id, $"{k.Severity}: {k.Meaning}"));
}
