using NvdimmPS.Files;

namespace NvdimmPS.Dsm.Schema;

/// <summary>The forms that a function's answer has in other versions of the specification.</summary>
internal static class GenerationSchema
{
    public static readonly SchemaTable<DsmGeneration> Table = new("a generation",
        new("name", (g, n) => g with { Name = n.AnyText() }, (w, g) => w.Text(g.Name)) { Required = true },
        new("source", (g, n) => g with { Source = n.AnyText() }, (w, g) => w.Text(g.Source)),
        new("output", (g, n) => g with { Output = LayoutSchema.ReadOutput(n) },
            (w, g) => LayoutSchema.Write(w, g.Output)) { Required = true },
        new("evidence", (g, n) => g with { Evidence = Evidence(g, n) }, (w, g) => w.OneOrMore(g.Evidence, ConditionSchema.Table)),
        new("functionsBelow", (g, n) => g with { FunctionsBelow = (uint)n.Whole(1, DsmCaller.LastFunction + 1) },
            (w, g) => w.Number(g.FunctionsBelow)),
        new("reason", (g, n) => g with { Reason = n.AnyText() }, (w, g) => w.Text(g.Reason)),
        new("statuses", (g, n) => g with { Statuses = Statuses(n) }, (w, g) => w.List(g.Statuses ?? [], StatusSchema.Table)));

    public static DsmGeneration[] Read(DataNode node) =>
        [.. node.Items().Select(n => Table.Read(new DsmGeneration { Name = string.Empty, Output = DsmLayout.Empty }, n))];

    /// <summary>Each form has a name of its own, that of the newest one too.</summary>
    public static void Check(DsmFunction function, DataNode node)
    {
        if (function.Generation is null || function.Output is null)
        {
            throw node.Wrong("generations", $"{function.Name} has forms of other versions, and does not say of which one its own is",
                "Add \"generation\": \"V2\", and the \"output\".");
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { function.Generation };
        foreach (var (generation, i) in function.Generations.Select((g, i) => (g, i)))
        {
            if (!names.Add(generation.Name))
            {
                throw node["generations"]!.Children[i]
                    .Wrong("name", $"there is a generation '{Suggestion.Shown(generation.Name)}' already", "Give each its own name.");
            }
        }
    }

    private static DsmCondition[] Evidence(DsmGeneration generation, DataNode node)
    {
        var references = ReferenceRules.For(generation.Output);
        return [.. node.OneOrMore().Select(n => references.Condition(ConditionSchema.Read(n), n))];
    }

    private static DsmStatusWord[] Statuses(DataNode node)
    {
        var statuses = StatusSchema.Read(node);
        return statuses.Any(s => s.IsSuccess)
            ? statuses
            : throw node.Wrong("none of the statuses is a success", "Add { \"code\": 0, \"name\": \"Success\", \"success\": true }.");
    }
}
