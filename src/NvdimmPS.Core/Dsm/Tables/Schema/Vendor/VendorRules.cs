using NvdimmPS.Dsm.Vendor;
using NvdimmPS.Files;

namespace NvdimmPS.Dsm.Schema;

/// <summary>What a vendor command's fields must keep to besides the rules of all fields.</summary>
internal static class VendorRules
{
    private const int MostFields = 256;

    private static readonly string[] OfVendors = ["bits", "form", "scale", "ignored", "fis", "within", "padded"];
    private static readonly string[] NotInInputs = [.. OfVendors.Except(["bits"])];
    private static readonly string[] NotInElements = ["fis", "within", "padded"];

    /// <summary>The names of the words that stand before a payload, each way.</summary>
    private static readonly string[] BeforeInput = ["Opcode", "Length"], BeforeOutput = ["Status", "Length"];

    /// <summary>Every set of fields that an answer may have.</summary>
    public static IEnumerable<DsmField[]> Outputs(VendorCommand command) =>
        command.Forms.Select(f => f.Fields).Append(VendorFunctions.OtherOutput(command));

    /// <summary>A function's fields have nothing that only vendor commands have.</summary>
    /// <exception cref="NvdimmException">They have.</exception>
    public static void CheckFunction(DataNode layout)
    {
        const string reason = "it is for fields of vendor commands";
        Refuse(layout, OfVendors, reason);
        RefuseInElements(layout, OfVendors, reason);
    }

    public static DsmField[] ReadInput(DataNode node, VendorCommand command)
    {
        const string reason = "it is for what comes back";
        Refuse(node, NotInInputs, reason);
        RefuseInElements(node, NotInInputs, reason);
        return Read(node, BeforeInput, VendorCommands.Wraps(command) ? VendorCommands.WrappedStart : 0);
    }

    public static DsmField[] ReadOutput(DataNode node)
    {
        Refuse(node, ["reportedOnFailure"], "a command that failed has no fields");
        RefuseInElements(node, NotInElements, "it is not for fields of records");
        return Read(node, BeforeOutput, 0);
    }

    private static DsmField[] Read(DataNode node, string[] taken, int more)
    {
        var items = node.Items();
        if (items.Count > MostFields)
        {
            throw items[MostFields].Wrong($"there are {items.Count} fields, and {MostFields} are the most", "Use one field of kind Bytes.");
        }

        var fields = items.Select(n => (Field: FieldSchema.Read(n), Node: n)).ToArray();
        foreach (var (field, at) in fields.Where(f => taken.Contains(f.Field.Name, StringComparer.OrdinalIgnoreCase)))
        {
            throw at.Wrong("name", $"'{field.Name}' is a word before the payload already", "Give it another name.");
        }

        var checkedFields = CheckVersions(fields);
        CheckBits(checkedFields, fields);
        var layout = new DsmLayout([.. fields.Where(f => IsFirst(fields, f)).Select(f => f.Field)]);
        var size = VendorFunctions.PayloadSize + more;
        return layout.FixedSize <= size && (layout.Tail?.Size ?? 0) <= size
            ? checkedFields
            : throw node.Wrong($"the payload has {layout.FixedSize + (layout.Tail?.Size ?? 0)} bytes, and {size} are the most",
                "Make it smaller; what has no fixed end may be longer.");
    }

    /// <summary>
    /// Fields of one name are one field, which has a form for each of some versions of the firmware interface. Each choice of these
    /// is a layout.
    /// </summary>
    private static DsmField[] CheckVersions((DsmField Field, DataNode Node)[] fields)
    {
        var groups = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var i = 0; i < fields.Length; i++)
        {
            var (field, node) = fields[i];
            if (field.Kind == DsmFieldKind.Reserved || groups.TryAdd(field.Name, [i]))
            {
                continue;
            }

            var others = groups[field.Name];
            others.ForEach(other => CheckOther(fields[other].Field, field, node));
            others.Add(i);
        }

        var result = Array.ConvertAll(fields, f => f.Field);
        for (var choice = 0; choice < Math.Max(1, groups.Values.Select(g => g.Count).DefaultIfEmpty().Max()); choice++)
        {
            int[] chosen = [.. Enumerable.Range(0, fields.Length)
                .Where(i => fields[i].Field.Kind == DsmFieldKind.Reserved || groups[fields[i].Field.Name][0] == i)
                .Select(i => fields[i].Field.Kind == DsmFieldKind.Reserved ? i : groups[fields[i].Field.Name] is var group
                    ? group[Math.Min(choice, group.Count - 1)] : i)];
            var layout = LayoutRules.Check(Array.ConvertAll(chosen, i => fields[i]));
            for (var i = 0; i < chosen.Length; i++)
            {
                result[chosen[i]] = layout[i];
            }
        }

        return result;
    }

    private static void CheckOther(DsmField one, DsmField other, DataNode node)
    {
        if (one.Fis is not { } first || other.Fis is not { } second || first.Meets(second))
        {
            throw node.Wrong("name", $"there is a field '{one.Name}' already, of the same versions of the firmware interface",
                "Give each field a name of its own, or say of both which versions have them: \"fis\".");
        }

        if (one.Size != other.Size || one.IsTail != other.IsTail || one.IsOverlay != other.IsOverlay || one.Offset != other.Offset)
        {
            throw node.Wrong($"'{other.Name}' has another place or size than in other versions of the firmware interface",
                "Give them the same, or names of their own.");
        }
    }

    private static bool IsFirst((DsmField Field, DataNode Node)[] fields, (DsmField Field, DataNode Node) field) =>
        field.Field.Kind == DsmFieldKind.Reserved || Array.Find(fields, f => f.Field.Name == field.Field.Name).Node == field.Node;

    /// <summary>Bits of one field are none of another.</summary>
    private static void CheckBits(DsmField[] fields, (DsmField Field, DataNode Node)[] drafts)
    {
        var offset = 0;
        var bits = new List<(string Name, int First, int End)>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < fields.Length; i++)
        {
            var field = fields[i];
            var isNew = field.Kind == DsmFieldKind.Reserved || names.Add(field.Name);
            var start = field.IsOverlay ? field.Offset : offset;
            offset += isNew && !field.IsOverlay && !field.IsTail ? field.Size : 0;
            if (!isNew || field.Bits is not { } its)
            {
                continue;
            }

            var (first, end) = ((8 * start) + its.First, (8 * start) + its.First + its.Width);
            if (bits.Find(b => b.First < end && first < b.End) is { Name: { } other })
            {
                throw drafts[i].Node.Wrong("bits", $"'{field.Name}' has bits of '{other}'", "Correct the bits of one of them.");
            }

            bits.Add((field.Name, first, end));
        }
    }

    private static void Refuse(DataNode layout, string[] members, string reason)
    {
        foreach (var field in Items(layout))
        {
            if (field.Children.FirstOrDefault(m => m.Name is { } name && members.Contains(name)) is { } member)
            {
                throw member.Wrong($"'{member.Name}' cannot be here: {reason}", "Leave it out.");
            }
        }
    }

    private static void RefuseInElements(DataNode layout, string[] members, string reason)
    {
        foreach (var element in Items(layout).Select(f => f["element"]).OfType<DataNode>())
        {
            Refuse(element, members, reason);
        }
    }

    private static IReadOnlyList<DataNode> Items(DataNode layout) => (layout["fields"] ?? layout).Children;
}
