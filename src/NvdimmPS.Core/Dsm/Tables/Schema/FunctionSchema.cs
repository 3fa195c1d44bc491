using NvdimmPS.Abi;
using NvdimmPS.Files;

namespace NvdimmPS.Dsm.Schema;

/// <summary>Functions in a file.</summary>
internal static class FunctionSchema
{
    public static readonly SchemaTable<DsmFunction> Table = new("a function",
        new("number", (f, n) => f with { Number = (uint)n.Whole(1, DsmCaller.LastFunction, PassedOn) },
            (w, f) => w.Number(f.Number)) { Required = true },
        new("name", (f, n) => f with { Name = n.Identifier(), Title = n.Identifier() }, (w, f) => w.Text(f.Name)) { Required = true },
        new("title", (f, n) => f with { Title = n.AnyText() }, (w, f) => w.Text(f.Title == f.Name ? null : f.Title)),
        new("danger", (f, n) => f with { Danger = n.Choice<DsmDanger>() }, (w, f) => w.Text(f.Danger.ToString())),
        new("sensitive", (f, n) => f with { IsSensitive = n.Flag() }, (w, f) => w.Flag(f.IsSensitive)),
        new("revision", (f, n) => f with { Revision = (uint)n.Whole(maximum: byte.MaxValue) },
            (w, f) => w.Number(f.Revision == 1 ? null : f.Revision)),
        new("legacyCommand", (f, n) => f with { LegacyCommand = Legacy(n) }, (w, f) => w.Text(f.LegacyCommand?.Name)),
        new("source", (f, n) => f with { Source = n.AnyText() }, (w, f) => w.Text(f.Source)),
        new("sizes", (f, n) => f with { Sizes = SizesSchema.Read(n) }, SizesSchema.Write),
        new("input", (f, n) => f with { Input = LayoutSchema.ReadInput(n) }, (w, f) => LayoutSchema.Write(w, f.Input)),
        new("output", (f, n) => f with { Output = LayoutSchema.ReadOutput(n) }, (w, f) => LayoutSchema.Write(w, f.Output)),
        new("getter", (f, n) => f with { Getter = (uint)n.Whole(1, DsmCaller.LastFunction, PassedOn) }, (w, f) => w.Number(f.Getter)),
        new("effectLog", (f, n) => f with { EffectLog = (uint)n.Whole(1, DsmCaller.LastFunction, PassedOn) },
            (w, f) => w.Number(f.EffectLog)),
        new("vendorPayload", (f, n) => f with { HasVendorPayload = n.Flag() }, (w, f) => w.Flag(f.HasVendorPayload)),
        new("generation", (f, n) => f with { Generation = n.AnyText() }, (w, f) => w.Text(f.Generation)),
        new("generationReason", (f, n) => f with { GenerationReason = n.AnyText() }, (w, f) => w.Text(f.GenerationReason)),
        new("generations", (f, n) => f with { Generations = GenerationSchema.Read(n) },
            (w, f) => w.List(f.Generations, GenerationSchema.Table)),
        new("statuses", (f, n) => f with { Statuses = StatusSchema.Read(n) }, (w, f) => w.List(f.Statuses, StatusSchema.Table)),
        new("fieldsWithStatus", (f, n) => f with { FieldsWithStatus = Codes(n) }, WriteCodes),
        new("shortAnswers", (f, n) => f with { ShortAnswers = ShortAnswerSchema.Read(n) },
            (w, f) => w.List(f.ShortAnswers, ShortAnswerSchema.Table)));

    private const string PassedOn = "The kernel keeps function 0 for itself, and passes on 1 to 31.";

    /// <summary>The names of the legacy commands.</summary>
    public static IReadOnlyList<string> LegacyCommands { get; } =
        [.. NdCommands.All.Where(c => c.Number != NdCommands.CallNumber).Select(c => c.Name)];

    /// <summary>A function on its own; how it stands to its family, <see cref="FamilyRules"/> says.</summary>
    public static DsmFunction Read(DataNode node)
    {
        var function = Table.Read(new DsmFunction(0, string.Empty, DsmDanger.Unknown, string.Empty), node);
        if (function is { IsSensitive: false, HasSecret: true })
        {
            throw node.Wrong("sensitive",
                $"{function.Name} has a secret field, so it must be sensitive: its bytes are then kept out of results and asked about",
                    "Add \"sensitive\": true.");
        }

        if (function.Generations.Count > 0)
        {
            GenerationSchema.Check(function, node);
        }

        if ((function.Input, function.Output) is ({ } input, { } output)
            && input.FixedSize + output.FixedSize > NdCommands.MaxLength - NdEnvelope.PackageSize)
        {
            throw node.Wrong($"input and output of {function.Name} are more than one request can carry, {NdCommands.MaxLength:N0} bytes "
                + $"(4 MiB)", "Make them smaller.");
        }

        return function;
    }

    private static NdCommand Legacy(DataNode node)
    {
        var name = node.AnyText();
        return LegacyCommands.Contains(name)
            ? NdCommands.Find(NdNodeKind.Dimm, name) ?? NdCommands.Find(NdNodeKind.Bus, name)!
            : throw node.Wrong($"there is no legacy command '{Suggestion.Shown(name)}'", Suggestion.For(name, LegacyCommands));
    }

    private static uint[] Codes(DataNode node) => [.. node.Items().Select(n => (uint)n.Whole(maximum: uint.MaxValue)).Distinct()];

    private static void WriteCodes(SchemaWriter writer, DsmFunction function)
    {
        if (function.FieldsWithStatus.Count > 0)
        {
            writer.Json.WriteStartArray(writer.Name);
            foreach (var code in function.FieldsWithStatus)
            {
                writer.Json.WriteStringValue(SchemaWriter.HexOf(code));
            }

            writer.Json.WriteEndArray();
        }
    }
}
