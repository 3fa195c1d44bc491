using NvdimmPS.Dsm.Vendor;

namespace NvdimmPS.Shell.Completers;

/// <summary>Completes the names of vendor commands.</summary>
public sealed class VendorCommandCompleter : NvdimmCompleter
{
    private protected override IEnumerable<Candidate> Candidates(CompletionContext context) => VendorCommands.All.Select(c =>
        new Candidate(c.Name,
            $"{c.Code} {c.Title} ({c.Danger.ToString().ToLowerInvariant()}{(c.IsSensitive ? ", sensitive" : string.Empty)})"));
}
