using NvdimmPS.Kernel;

namespace NvdimmPS.Dsm.Schema;

/// <summary>Adds what a file says of a family to what is known of it. The same said again changes nothing.</summary>
internal static class FamilyMerge
{
    /// <exception cref="NvdimmException">The file says otherwise, and may not replace.</exception>
    public static DsmFamily Merge(DsmFamily known, FamilyDraft draft, string origin, bool replace)
    {
        Identity(known, draft);
        Replaced(draft, "title", draft.Title is null || draft.Title == known.Title, replace);
        Replaced(draft, "source", draft.Source is null || draft.Source == known.Source, replace);
        Replaced(draft, "inPlace", draft.InPlace is null || draft.InPlace == known.InPlace, replace);
        Replaced(draft, "statusMask", draft.StatusMask is null || draft.StatusMask == known.StatusMask, replace);
        Replaced(draft, "functionStatusMask", draft.FunctionStatusMask is null || draft.FunctionStatusMask == known.FunctionStatusMask, replace);
        Replaced(draft, "statuses", draft.Statuses is null || draft.Statuses.SequenceEqual(known.Statuses), replace);
        var functions = known.Functions.ToDictionary(f => f.Number);
        foreach (var (function, node) in draft.Functions)
        {
            functions[function.Number] = Function(known, function, node, origin, replace);
        }

        CheckNames(functions.Values, draft);
        return new DsmFamily(known.Name, known.Node, known.Code, draft.Title ?? known.Title)
        {
            Guid = known.Guid,
            Source = draft.Source ?? known.Source,
            InPlace = draft.InPlace ?? known.InPlace,
            StatusMask = draft.StatusMask ?? known.StatusMask,
            FunctionStatusMask = draft.FunctionStatusMask ?? known.FunctionStatusMask,
            Statuses = draft.Statuses ?? known.Statuses,
            Origin = known.Origin,
            Tables = [() => [.. functions.Values]],
        };
    }

    /// <summary>What the kernel goes by cannot change: it would be another family.</summary>
    private static void Identity(DsmFamily known, FamilyDraft draft)
    {
        const string next = "Leave it out, or give the family another name.";
        if (draft.Target is { } target && target != known.Node)
        {
            throw draft.Node.Wrong("target", $"the {known} family goes to a {(known.Node == NdNodeKind.Bus ? "bus" : "DIMM")}", next);
        }

        if (draft.Number is { } number && number != known.Code)
        {
            throw draft.Node.Wrong("number", $"the {known} family has the number {known.Code}", next);
        }

        if (draft.Guid is { } guid && guid != known.Guid)
        {
            throw draft.Node.Wrong("guid", $"the {known} family has {(known.Guid is { } its ? $"the GUID {its}" : "no GUID")}", next);
        }
    }

    private static void Replaced(FamilyDraft draft, string member, bool isSame, bool replace)
    {
        if (!isSame && !replace)
        {
            throw draft.Node[member]!.Taken($"the {draft.Name} family is there already, with another {member}", "Leave it out to add functions, or give -Force to replace it.");
        }
    }

    private static DsmFunction Function(DsmFamily family, DsmFunction function, SchemaNode node, string origin, bool replace)
    {
        if (family.Find(function.Number) is not { } known)
        {
            return function with { Origin = origin };
        }

        if (FunctionSchema.Table.TextOf(function) == FunctionSchema.Table.TextOf(known))
        {
            return known;
        }

        if (known.LegacyCommand is { } command)
        {
            throw node.Taken($"{known} is the kernel's own '{command.Name}' too, whose layout is fixed", "Leave this function out.");
        }

        return replace
            ? function with { Origin = origin }
            : throw node.Taken($"function {known.Number} is {known} already{(known.Origin is null ? ", which is built in" : string.Empty)}",
                "Give it another number, or replace the known one with Import-NvdimmDsmSchema -Force.");
    }

    private static void CheckNames(IEnumerable<DsmFunction> functions, FamilyDraft draft)
    {
        var names = new Dictionary<string, DsmFunction>(StringComparer.OrdinalIgnoreCase);
        foreach (var function in functions)
        {
            if (!names.TryAdd(function.Name, function))
            {
                var node = draft.Functions.Last(d => string.Equals(d.Function.Name, function.Name, StringComparison.OrdinalIgnoreCase)).Node;
                var number = names[function.Name].Number;
                throw node.Taken($"'{function.Name}' is the name of function {(draft.Functions.Any(d => d.Function.Number == number && d.Node == node) ? function.Number : number)} already", "Give it another name.");
            }
        }
    }
}
