using NvdimmPS.Files;

namespace NvdimmPS.Findings;

/// <summary>Ids that no finding has.</summary>
internal static class FindingErrors
{
    internal static NvdimmException NotFound(string id) =>
        new("Nvdimm.Finding.NotFound", NvdimmErrorKind.ObjectNotFound, id,
            $"No finding has the id '{Suggestion.Shown(id)}'.", Suggestion.For(id, [.. FindingKinds.All.Keys]));
}
