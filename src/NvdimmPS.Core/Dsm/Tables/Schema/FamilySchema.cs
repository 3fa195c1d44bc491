using NvdimmPS.Abi;
using NvdimmPS.Files;

namespace NvdimmPS.Dsm.Schema;

/// <summary>Families in a file.</summary>
internal static class FamilySchema
{
    /// <summary>The kernel keeps families in a mask of 64 bits.</summary>
    public const uint LastNumber = 63;

    private const uint UsualMask = 0xFFFF;

    public static readonly SchemaTable<FamilyDraft> Table = new("a family",
        new("name", (f, n) => f with { Name = n.Identifier() }, (w, f) => w.Text(f.Name)) { Required = true },
        new("target", (f, n) => f with { Target = n.Choice<NdNodeKind>() }, (w, f) => w.Text(f.Target?.ToString())),
        new("number", (f, n) => f with { Number = (uint)n.Whole(maximum: LastNumber) }, (w, f) => w.Number(f.Number)),
        new("title", (f, n) => f with { Title = n.AnyText() }, (w, f) => w.Text(f.Title)),
        new("guid", (f, n) => f with { Guid = GuidOf(n) }, (w, f) => w.Text(f.Guid?.ToString())),
        new("source", (f, n) => f with { Source = n.AnyText() }, (w, f) => w.Text(f.Source)),
        new("inPlace", (f, n) => f with { InPlace = n.Flag() }, (w, f) => w.Flag(f.InPlace == true)),
        new("statusMask", (f, n) => f with { StatusMask = (uint)n.Whole(1, uint.MaxValue) },
            (w, f) => w.Hex(f.StatusMask == UsualMask ? null : f.StatusMask)),
        new("functionStatusMask", (f, n) => f with { FunctionStatusMask = (uint)n.Whole(1, uint.MaxValue) },
            (w, f) => w.Hex(f.FunctionStatusMask == uint.MaxValue ? null : f.FunctionStatusMask)),
        new("statuses", (f, n) => f with { Statuses = StatusSchema.Read(n) }, (w, f) => w.List(f.Statuses ?? [], StatusSchema.Table)),
        new("functions", (f, n) => f with { Functions = Functions(n) },
            (w, f) => w.All([.. f.Functions.Select(d => d.Function)], FunctionSchema.Table)),
        new("vendorCommands", (f, n) => f with { VendorCommands = VendorCommandSchema.Read(n) },
            (w, f) => w.List([.. f.VendorCommands.Select(d => d.Command)], VendorCommandSchema.Table)));

    public static FamilyDraft Read(DataNode node)
    {
        var draft = Table.Read(new FamilyDraft(node), node);
        return node["functions"] is not null || node["vendorCommands"] is not null ? draft
            : throw node.Wrong("a family needs 'functions', which are not there", "Add \"functions\": ….");
    }

    /// <summary>The family that a draft is on its own.</summary>
    public static DsmFamily Build(FamilyDraft draft, string origin)
    {
        var number = draft.Number
            ?? throw draft.Node.Wrong($"the family {draft.Name} is new and has no number",
                "Add \"number\": …, the kernel's number (nd_family).");
        var statuses = draft.Statuses
            ?? throw draft.Node.Wrong($"the family {draft.Name} is new and has no statuses",
                "Add \"statuses\": [ { \"code\": 0, \"name\": \"Success\", \"success\": true } ].");
        return new DsmFamily(draft.Name, draft.Target ?? NdNodeKind.Dimm, number, draft.Title ?? draft.Name)
        {
            Guid = draft.Guid,
            Source = draft.Source,
            InPlace = draft.InPlace ?? false,
            StatusMask = draft.StatusMask ?? UsualMask,
            FunctionStatusMask = draft.FunctionStatusMask ?? uint.MaxValue,
            Statuses = statuses,
            Origin = origin,
            Tables = [() => [.. draft.Functions.Select(f => f.Function with { Origin = origin })]],
            VendorTable = () =>
                [.. draft.VendorCommands.Select(c => c.Command with { Origin = origin }).OrderBy(c => c.Code, StringComparer.Ordinal)],
        };
    }

    private static Guid GuidOf(DataNode node) => Guid.TryParseExact(node.AnyText(), "D", out var guid) && guid != Guid.Empty
        ? guid
        : throw node.Wrong($"'{Suggestion.Shown(node.AnyText())}' is no GUID", "Write it like 4309ac30-0d11-11e4-9191-0800200c9a66.");

    private static FunctionDraft[] Functions(DataNode node)
    {
        var (numbers, names) = (new Dictionary<uint, string>(), new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        return [.. node.Items().Select(item => Function(item, numbers, names))];
    }

    private static FunctionDraft Function(DataNode node, Dictionary<uint, string> numbers, HashSet<string> names)
    {
        var function = FunctionSchema.Read(node);
        if (!numbers.TryAdd(function.Number, function.Name))
        {
            throw node.Wrong("number", $"function {function.Number} is {numbers[function.Number]} already",
                "Give each function its own number.");
        }

        return names.Add(function.Name)
            ? new FunctionDraft(function, node)
            : throw node.Wrong("name", $"there is a function '{function.Name}' already",
                "Give each function its own name; capitals make no difference.");
    }
}
