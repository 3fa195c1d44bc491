using NvdimmPS.Dsm.Vendor;
using NvdimmPS.Files;

namespace NvdimmPS.Dsm.Schema;

/// <summary>Vendor commands in a file: what Intel's pass-through function carries.</summary>
internal static class VendorCommandSchema
{
    private const int MostCommands = 1000, MostForms = 64;

    public static readonly SchemaTable<VendorForm> FormTable = new("a form",
        new("name", (f, n) => f with { Name = n.Text() }, (w, f) => w.Text(f.Name)) { Required = true },
        new("when", (f, n) => f with { When = [.. n.OneOrMore().Select(ConditionSchema.Read)] },
            (w, f) => w.OneOrMore(f.When, ConditionSchema.Table)),
        new("fields", (f, n) => f with { Fields = VendorRules.ReadOutput(n) },
            (w, f) => w.All(f.Fields, FieldSchema.Table)) { Required = true });

    public static readonly SchemaTable<VendorCommand> Table = new("a vendor command",
        new("opcode", (c, n) => c with { Opcode = (byte)n.Whole(maximum: byte.MaxValue) }, (w, c) => w.Hex(c.Opcode)) { Required = true },
        new("subOpcode", (c, n) => c with { SubOpcode = (byte)n.Whole(maximum: byte.MaxValue) },
            (w, c) => w.Hex(c.SubOpcode)) { Required = true },
        new("name", (c, n) => c with { Name = Name(n), Title = Name(n) }, (w, c) => w.Text(c.Name)) { Required = true },
        new("title", (c, n) => c with { Title = n.AnyText() }, (w, c) => w.Text(c.Title == c.Name ? null : c.Title)),
        new("danger", (c, n) => c with { Danger = n.Choice<DsmDanger>() }, (w, c) => w.Text(c.Danger.ToString())),
        new("sensitive", (c, n) => c with { IsSensitive = n.Flag() }, (w, c) => w.Flag(c.IsSensitive)),
        new("fis", (c, n) => c with { Fis = FisSchema.Read(n) }, (w, c) => w.Optional(c.Fis, FisSchema.Table)),
        new("source", (c, n) => c with { Source = n.AnyText() }, (w, c) => w.Text(c.Source)),
        new("input", (c, n) => c with { Input = VendorRules.ReadInput(n, c) }, (w, c) => Fields(w, c.Input)),
        new("output", (c, n) => c with { Output = VendorRules.ReadOutput(n) }, (w, c) => Fields(w, c.Output)),
        new("forms", (c, n) => c with { Forms = Forms(n, c) }, (w, c) => w.List(c.Forms, FormTable)));

    /// <summary>All that a file has, each pair of opcodes and each name once.</summary>
    public static VendorDraft[] Read(DataNode node)
    {
        var items = node.Items();
        if (items.Count > MostCommands)
        {
            throw items[MostCommands].Wrong($"there are {items.Count} vendor commands, and {MostCommands} are the most",
                "Leave out those that nobody needs.");
        }

        var (codes, names) = (new Dictionary<uint, VendorCommand>(), new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        return [.. items.Select(item => Read(item, codes, names))];
    }

    private static VendorDraft Read(DataNode node, Dictionary<uint, VendorCommand> codes, HashSet<string> names)
    {
        var command = Table.Read(new VendorCommand(0, 0, string.Empty, DsmDanger.Unknown, string.Empty), node);
        if (!codes.TryAdd(command.Word, command))
        {
            throw node.Wrong("opcode", $"{command.Code} is {codes[command.Word].Name} already", "Give each command opcodes of its own.");
        }

        if (!names.Add(command.Name))
        {
            throw node.Wrong("name", $"there is a command '{command.Name}' already",
                "Give each command its own name; capitals make no difference.");
        }

        // What carries another command is as sensitive as that one.
        return command.IsSensitive || !HasSecret(command) || VendorCommands.Wraps(command) ? new VendorDraft(command, node)
            : throw node.Wrong("sensitive",
                $"{command.Name} has a secret field, so it must be sensitive: its bytes are then kept out of results and asked about",
                "Add \"sensitive\": true.");
    }

    private static bool HasSecret(VendorCommand command) =>
        command.SendsSecret || VendorRules.Outputs(command).Any(o => o.Any(f => f.HoldsSecret));

    private static string Name(DataNode node) => node.Identifier() is var name && name != VendorCommand.UnknownName ? name
        : throw node.Wrong($"{VendorCommand.UnknownName} is what a command is called that no table has", "Give it another name.");

    /// <summary>Which form an answer has, what was sent says.</summary>
    private static VendorForm[] Forms(DataNode node, VendorCommand command)
    {
        var items = node.Items();
        if (items.Count > MostForms)
        {
            throw items[MostForms].Wrong($"there are {items.Count} forms, and {MostForms} are the most", "Leave some of them out.");
        }

        if (items.Count > 0 && command.Input is not { Length: > 0 })
        {
            throw node.Wrong($"{command.Name} has forms by what is sent, and its input has no fields",
                "Add the \"input\", or make the one form its \"output\".");
        }

        var references = ReferenceRules.For(new DsmLayout(command.Input ?? []));
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. items.Select(item =>
        {
            var form = FormTable.Read(new VendorForm(string.Empty, []), item);
            return names.Add(form.Name)
                ? form with { When = Array.ConvertAll(form.When, c => references.Condition(c, item["when"]!)) }
                : throw item.Wrong("name", $"there is a form '{Suggestion.Shown(form.Name)}' already", "Give each its own name.");
        })];
    }

    private static void Fields(SchemaWriter writer, DsmField[]? fields)
    {
        if (fields is not null)
        {
            writer.All(fields, FieldSchema.Table);
        }
    }
}
