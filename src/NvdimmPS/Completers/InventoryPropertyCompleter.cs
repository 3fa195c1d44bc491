using NvdimmPS.Fleet.Inventory;

namespace NvdimmPS.Shell.Completers;

/// <summary>Completes the properties that hosts can be compared by.</summary>
public sealed class InventoryPropertyCompleter : NvdimmCompleter
{
    private protected override IEnumerable<Candidate> Candidates(CompletionContext context) => InventoryKind.All
        .SelectMany(k => k.Properties.Select(p => (Property: p, Kind: k.Name)))
        .GroupBy(p => p.Property, p => p.Kind, StringComparer.Ordinal)
        .OrderBy(g => g.Key, StringComparer.Ordinal)
        .Select(g => new Candidate(g.Key, $"{g.Key} of {string.Join(", ", g)}"));
}
