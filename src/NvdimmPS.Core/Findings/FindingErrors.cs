using NvdimmPS.Files;

namespace NvdimmPS.Findings;

/// <summary>Ids that no finding has.</summary>
internal static class FindingErrors
{
    internal static NvdimmException NotFound(string id) =>
        new("Nvdimm.Finding.NotFound", NvdimmErrorKind.ObjectNotFound, id,
            $"No finding has the id '{Suggestion.Shown(id)}'.", Known(id));

    /// <summary>The nearest id; there are too many to name them all.</summary>
    internal static NextStep Known(string id)
    {
        NextStep all = $"See {Mention.FindingKinds}.";
        return Suggestion.DidYouMean(id, FindingKinds.All.Keys) is { Length: > 0 } question ? question.TrimEnd() : all;
    }
}
