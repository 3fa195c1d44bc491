using NvdimmPS.Files;

namespace NvdimmPS.Dsm.Schema;

/// <summary>Layouts: a list of fields, or <c>{ "requiresAny": true, "fields": [ … ] }</c>.</summary>
internal static class LayoutSchema
{
    private sealed record Draft(bool RequiresAny, DataNode? List, IReadOnlyList<DsmField> Fields);

    private static readonly SchemaTable<Draft> Table = new("a layout",
        new("requiresAny", (d, n) => d with { RequiresAny = n.Flag() }, (w, d) => w.Flag(d.RequiresAny)),
        new("fields", (d, n) => d with { List = n }, (w, d) => w.All(d.Fields, FieldSchema.Table)) { Required = true });

    /// <summary>The names of the object's members.</summary>
    public static IReadOnlyCollection<string> Names => Table.Names;

    public static DsmLayout ReadInput(DataNode node) => ReadOfFunction(node);

    /// <summary>What comes back begins with the status word.</summary>
    public static DsmLayout ReadOutput(DataNode node)
    {
        var layout = ReadOfFunction(node);
        return layout.Fields is [{ Kind: DsmFieldKind.Unsigned, Size: sizeof(uint), IsOverlay: false }, ..]
            ? layout
            : throw node.Wrong("an output begins with the status word, a number of 4 bytes",
                "Make { \"name\": \"Status\", \"size\": 4 } its first field.");
    }

    /// <summary>A repeated structure has a fixed size.</summary>
    public static DsmLayout ReadElement(DataNode node)
    {
        var layout = Read(node);
        return layout.Tail is null && layout.FixedSize > 0
            ? layout
            : throw node.Wrong(layout.Tail is { } tail
                ? $"'{tail.Name}' has no fixed end, and an element must have one"
                : "the element has no bytes", "Give the element fields of fixed size; records within records are not possible.");
    }

    public static void Write(SchemaWriter writer, DsmLayout? layout)
    {
        if (layout is null)
        {
            return;
        }

        if (layout.RequiresAny)
        {
            writer.Json.WritePropertyName(writer.Name);
            Table.Write(writer, new Draft(layout.RequiresAny, null, layout.Fields));
        }
        else
        {
            writer.All(layout.Fields, FieldSchema.Table);
        }
    }

    private static DsmLayout ReadOfFunction(DataNode node)
    {
        VendorRules.CheckFunction(node);
        return Read(node);
    }

    private static DsmLayout Read(DataNode node)
    {
        var draft = node.Value is DataShape.Table ? Table.Read(new Draft(false, null, []), node) : new Draft(false, node, []);
        var fields = LayoutRules.Check([.. draft.List!.Items().Select(n => (FieldSchema.Read(n), n))]);
        return new DsmLayout(fields) { RequiresAny = draft.RequiresAny };
    }
}
