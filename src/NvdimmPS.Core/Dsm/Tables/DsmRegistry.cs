using NvdimmPS.Abi;
using NvdimmPS.Dsm.Schema;

namespace NvdimmPS.Dsm;

/// <summary>The families at one moment. It never changes: an import makes another one.</summary>
internal sealed class DsmRegistry
{
    /// <summary>No family: what a file says can be looked at on its own.</summary>
    public static readonly DsmRegistry Empty = new([]);

    /// <summary>What documents and people call a family; a family of that very name comes first.</summary>
    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Microsoft"] = nameof(NdFamily.Msft),
        ["JEDEC"] = nameof(NdFamily.Msft),
        ["NVDIMM-N"] = nameof(NdFamily.Msft),
        ["HPE"] = nameof(NdFamily.Hpe1),
        ["NFIT"] = "NfitBus",
    };

    private readonly DsmFamily[] _all;

    public DsmRegistry(params DsmFamily[] all) => _all = all;

    public IReadOnlyList<DsmFamily> All => _all;

    public DsmFamily? Find(NdNodeKind node, uint code)
    {
        // Asked several times a call: without an object for what is looked for.
        foreach (var family in _all)
        {
            if (family.Node == node && family.Code == code)
            {
                return family;
            }
        }

        return null;
    }

    /// <summary>The family of a name, or of a name that it also goes by.</summary>
    public DsmFamily? Find(string? name) => Named(name)
        ?? (name is not null && OtherNames.TryGetValue(name, out var own) ? Named(own) : null);

    private DsmFamily? Named(string? name) => Array.Find(_all, f => string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The families with those of a file.</summary>
    /// <param name="schema">The file.</param>
    /// <param name="replace">Whether it may say otherwise than what is known.</param>
    /// <param name="kept">Is told what of known functions stays as it is, whatever the file says.</param>
    /// <exception cref="NvdimmException">One of them does not go with what is there; the message names the place in the file.</exception>
    public DsmRegistry With(DsmSchema schema, bool replace, Action<NvdimmException>? kept = null)
    {
        var all = _all.ToList();
        var merge = new FamilyMerge(schema.Name, replace, kept);
        foreach (var draft in schema.Drafts)
        {
            var known = all.FindIndex(f => string.Equals(f.Name, draft.Name, StringComparison.OrdinalIgnoreCase));
            var family = known < 0 ? FamilySchema.Build(draft, schema.Name) : merge.Merge(all[known], draft);
            FamilyRules.Check(family, draft);
            if (known >= 0)
            {
                all[known] = family;
            }
            else if (all.Find(f => f.Node == family.Node && f.Code == family.Code) is { } other)
            {
                throw draft.Node.Wrong("number", $"number {family.Code} is that of the {other} family",
                    $"Correct the number, or name the family {other} to add to it.");
            }
            else
            {
                all.Add(family);
            }
        }

        return new DsmRegistry([.. all]);
    }

    /// <summary>The families with some put back to what they are in another registry, which may be not at all.</summary>
    public DsmRegistry Back(DsmRegistry original, IReadOnlyCollection<string> names) => new(
        [.. _all.Select(f => names.Contains(f.Name) ? original.Find(f.Name) : f).OfType<DsmFamily>()]);
}
