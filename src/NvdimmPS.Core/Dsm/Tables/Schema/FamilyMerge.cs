using NvdimmPS.Abi;
using NvdimmPS.Files;

namespace NvdimmPS.Dsm.Schema;

/// <summary>Adds what a file says of a family to what is known of it. The same said again changes nothing.</summary>
/// <param name="origin">The file.</param>
/// <param name="replace">Whether it may say otherwise than what is known.</param>
/// <param name="kept">Is told of each function of which something stays as it is known, whatever the file says.</param>
internal sealed class FamilyMerge(string origin, bool replace, Action<NvdimmException>? kept)
{
    private const string NextOfIdentity = "Leave it out, or give the family another name.";

    /// <exception cref="NvdimmException">The file says otherwise, and may not replace.</exception>
    public DsmFamily Merge(DsmFamily known, FamilyDraft draft)
    {
        Identity(known, draft);
        Replaced(draft, "title", draft.Title is null || draft.Title == known.Title);
        Replaced(draft, "source", draft.Source is null || draft.Source == known.Source);
        Replaced(draft, "statuses", draft.Statuses is null || draft.Statuses.SequenceEqual(known.Statuses));
        var functions = known.Functions.ToDictionary(f => f.Number);
        foreach (var (function, node) in draft.Functions)
        {
            functions[function.Number] = Function(known, function, node);
        }

        CheckNames(functions.Values, draft);
        var commands = new VendorMerge(origin, replace, kept).Merge(known.VendorCommands, draft.VendorCommands);
        return new DsmFamily(known.Name, known.Node, known.Code, draft.Title ?? known.Title)
        {
            Guid = known.Guid,
            Source = draft.Source ?? known.Source,
            InPlace = known.InPlace,
            StatusMask = known.StatusMask,
            FunctionStatusMask = known.FunctionStatusMask,
            Statuses = draft.Statuses is null ? known.Statuses : Statuses(known, draft, draft.Statuses),
            Origin = known.Origin,
            Tables = [() => [.. functions.Values]],
            VendorTable = () => commands,
        };
    }

    /// <summary>What the kernel goes by cannot change, nor how its answers are read: it would be another family.</summary>
    private static void Identity(DsmFamily known, FamilyDraft draft)
    {
        if (draft.Target is { } target && target != known.Node)
        {
            throw draft.Node.Wrong("target", $"the {known} family goes to a {(known.Node == NdNodeKind.Bus ? "bus" : "DIMM")}",
                NextOfIdentity);
        }

        if (draft.Number is { } number && number != known.Code)
        {
            throw draft.Node.Wrong("number", $"the {known} family has the number {known.Code}", NextOfIdentity);
        }

        if (draft.Guid is { } guid && guid != known.Guid)
        {
            throw draft.Node.Wrong("guid", $"the {known} family has {(known.Guid is { } its ? $"the GUID {its}" : "no GUID")}",
                NextOfIdentity);
        }

        Same(known, draft, "inPlace", draft.InPlace, known.InPlace);
        Same(known, draft, "statusMask", draft.StatusMask, known.StatusMask);
        Same(known, draft, "functionStatusMask", draft.FunctionStatusMask, known.FunctionStatusMask);
    }

    private static void Same<T>(DsmFamily known, FamilyDraft draft, string member, T? claimed, T its)
        where T : struct
    {
        if (claimed is { } value && !value.Equals(its))
        {
            throw draft.Node.Wrong(member, $"the {known} family is there already, with another {member}", NextOfIdentity);
        }
    }

    /// <summary>The statuses in the words of the file. Which of them is a success is known: by that an effect log is believed.</summary>
    private DsmStatusWord[] Statuses(DsmFamily known, FamilyDraft draft, IReadOnlyList<DsmStatusWord> claimed)
    {
        var words = claimed.ToDictionary(s => s.Code);
        foreach (var status in known.Statuses)
        {
            if (words.GetValueOrDefault(status.Code)?.IsSuccess != status.IsSuccess)
            {
                kept?.Invoke(draft.Node["statuses"]!.Kept($"the {known} family keeps that status 0x{status.Code:x} is "
                    + $"{(status.IsSuccess ? "a" : "no")} success"));
            }

            words[status.Code] = (words.GetValueOrDefault(status.Code) ?? status) with { IsSuccess = status.IsSuccess };
        }

        return [.. words.Values];
    }

    private void Replaced(FamilyDraft draft, string member, bool isSame)
    {
        if (!isSame && !replace)
        {
            throw draft.Node[member]!.Taken($"the {draft.Name} family is there already, with another {member}",
                $"Leave it out to add functions, or give {Mention.Force} to replace it.");
        }
    }

    private DsmFunction Function(DsmFamily family, DsmFunction function, DataNode node)
    {
        if (family.Find(function.Number) is not { } known)
        {
            return function with { Origin = origin };
        }

        if (IsSame(function, known))
        {
            return known;
        }

        if (known.LegacyCommand is { } command)
        {
            throw node.Taken($"{known} is the kernel's own '{command.Name}' too, whose layout is fixed", "Leave this function out.");
        }

        if (!replace)
        {
            throw node.Taken($"function {known.Number} is {known} already{(known.Origin is null ? ", which is built in" : string.Empty)}",
                $"Give it another number, or replace the known one with {Mention.ImportSchema}.");
        }

        var (merged, stays) = RaiseOnly.Merge(family, known, function);
        if (stays.Count > 0)
        {
            kept?.Invoke(node.Kept($"{known} keeps {string.Join(", ", stays)}"));
        }

        return IsSame(merged, known) ? known : merged with { Origin = origin };
    }

    private static bool IsSame(DsmFunction one, DsmFunction other) =>
        FunctionSchema.Table.TextOf(one) == FunctionSchema.Table.TextOf(other);

    private static void CheckNames(IEnumerable<DsmFunction> functions, FamilyDraft draft)
    {
        var names = new Dictionary<string, DsmFunction>(StringComparer.OrdinalIgnoreCase);
        foreach (var function in functions)
        {
            if (!names.TryAdd(function.Name, function))
            {
                var node =
                    draft.Functions.Last(d => string.Equals(d.Function.Name, function.Name, StringComparison.OrdinalIgnoreCase)).Node;
                var number = names[function.Name].Number;
                throw node.Taken($"'{function.Name}' is the name of function "
                    + $"{(draft.Functions.Any(d => d.Function.Number == number && d.Node == node) ? function.Number : number)} already",
                        "Give it another name.");
            }
        }
    }
}
