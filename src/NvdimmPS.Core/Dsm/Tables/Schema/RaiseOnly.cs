using NvdimmPS.Dsm.Vendor;

namespace NvdimmPS.Dsm.Schema;

/// <summary>
/// What a file says of a function that is known can make calls more dangerous, more sensitive or more secret, and never less:
/// people are asked and bytes are hidden by it. What would make them less stays as it is known.
/// </summary>
internal static class RaiseOnly
{
    /// <summary>What people are asked by.</summary>
    private readonly record struct Asked(string Name, string Title, DsmDanger Danger, bool IsSensitive);

    /// <summary>The function as the file has it, and what of the known one stays.</summary>
    public static (DsmFunction Function, IReadOnlyList<string> Kept) Merge(DsmFamily family, DsmFunction known, DsmFunction claimed)
    {
        if (family.Functions.FirstOrDefault(f => f.EffectLog == known.Number) is { } judged)
        {
            return (known, [$"all that it was, since the opcodes of {judged} are judged by its answer"]);
        }

        var kept = new List<string>();
        var asked = Merge(new Asked(known.Name, known.Title, known.Danger, known.IsSensitive),
            new Asked(claimed.Name, claimed.Title, claimed.Danger, claimed.IsSensitive), kept);
        var merged = claimed with
        {
            Name = asked.Name,
            Title = asked.Title,
            Danger = asked.Danger,
            IsSensitive = asked.IsSensitive,
            HasVendorPayload = Keep(kept, known.HasVendorPayload && !claimed.HasVendorPayload, "that its payload is the vendor's",
                true, claimed.HasVendorPayload),
            EffectLog = Keep(kept, known.EffectLog != claimed.EffectLog,
                known.EffectLog is null ? "that no effect log makes it harmless" : $"its effect log {known.EffectLog}",
                known.EffectLog, claimed.EffectLog),
        };
        return (Layouts(known, merged, kept), kept);
    }

    /// <summary>The same of a vendor's command; its fields are as the file has them.</summary>
    public static VendorCommand Merge(VendorCommand known, VendorCommand claimed, List<string> kept)
    {
        var asked = Merge(new Asked(known.Name, known.Title, known.Danger, known.IsSensitive),
            new Asked(claimed.Name, claimed.Title, claimed.Danger, claimed.IsSensitive), kept);
        return claimed with { Name = asked.Name, Title = asked.Title, Danger = asked.Danger, IsSensitive = asked.IsSensitive };
    }

    /// <summary>By its name people confirm a call; a title that the file leaves out is the name.</summary>
    private static Asked Merge(Asked known, Asked claimed, List<string> kept)
    {
        var isAskedAbout = known.IsSensitive || known.Danger != DsmDanger.Read;
        var isOtherTitle = claimed.Title != known.Title && claimed.Title != claimed.Name;
        return new Asked(
            Keep(kept, isAskedAbout && claimed.Name != known.Name, $"its name {known.Name}", known.Name, claimed.Name),
            Keep(kept, isAskedAbout && isOtherTitle, "its title", known.Title, isAskedAbout ? known.Title : claimed.Title),
            Keep(kept, Rank(claimed.Danger) < Rank(known.Danger), $"its danger {known.Danger}", known.Danger,
                Rank(claimed.Danger) == Rank(known.Danger) ? known.Danger : claimed.Danger),
            Keep(kept, known.IsSensitive && !claimed.IsSensitive, "that it is sensitive", true, claimed.IsSensitive));
    }

    private static T Keep<T>(List<string> kept, bool lowers, string what, T known, T claimed)
    {
        if (lowers)
        {
            kept.Add(what);
        }

        return lowers ? known : claimed;
    }

    /// <summary>A layout of the file is taken where it hides what the known one hides.</summary>
    private static DsmFunction Layouts(DsmFunction known, DsmFunction merged, List<string> kept)
    {
        // Where an opcode stands decides which one is judged.
        var isOther = FunctionSchema.Table.TextOf(known) != FunctionSchema.Table.TextOf(known with { Input = merged.Input });
        if ((known.EffectLog is not null && isOther) || !HidesInput(known, merged))
        {
            merged = merged with { Input = known.Input };
            kept.Add("its input");
        }

        if (HidesOutput(known, merged))
        {
            return merged;
        }

        kept.Add("its output");
        return merged with
        {
            Output = known.Output,
            Generation = known.Generation,
            GenerationReason = known.GenerationReason,
            Generations = known.Generations,
        };
    }

    private static bool HidesInput(DsmFunction known, DsmFunction merged) =>
        (merged.Input is not null || known.Input is null || !known.MayHoldSecret) && ByteRange.Cover(Input(merged), Input(known));

    private static bool HidesOutput(DsmFunction known, DsmFunction merged)
    {
        ByteRange[] hidden = [.. known.Outputs.SelectMany(form => Output(known, form))];
        return merged.Outputs.All(form =>
            (form is not null || known.Output is null || hidden.Length == 0) && ByteRange.Cover(Output(merged, form), hidden));
    }

    private static IEnumerable<ByteRange> Input(DsmFunction function) =>
        SecretRanges.OfInput(function).Concat(Vendors(function, function.Input?.FixedSize ?? 0));

    private static IEnumerable<ByteRange> Output(DsmFunction function, DsmLayout? form) =>
        SecretRanges.OfOutput(function, form).Concat(Vendors(function, form?.FixedSize ?? sizeof(uint)));

    private static ByteRange[] Vendors(DsmFunction function, int start) => function.HasVendorPayload ? [ByteRange.From(start)] : [];

    /// <summary>An unknown function counts as destructive.</summary>
    private static int Rank(DsmDanger danger) => danger == DsmDanger.Unknown ? (int)DsmDanger.Destructive : (int)danger;
}
