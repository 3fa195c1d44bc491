namespace NvdimmPS.Dsm;

/// <summary>Reads what a call would change, where the family has a function for that. Sends nothing that writes.</summary>
public static class DsmChangeReader
{
    /// <summary>Old and new values, field by field.</summary>
    /// <param name="caller">Sends the reading function.</param>
    /// <param name="target">The target of the call.</param>
    /// <param name="call">The call that is not made.</param>
    public static DsmChanges Read(DsmCaller caller, DsmTarget target, DsmCall call)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(call);
        return Getter(call.Function) is { } getter ? Read(caller, target, call, getter) : DsmChanges.None;
    }

    /// <summary>
    /// The same for a call that is about to be made, so that what it takes away unasked can be said first. Nothing is read where it
    /// names all that it sets.
    /// </summary>
    public static DsmChanges ReadLosses(DsmCaller caller, DsmTarget target, DsmCall call)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(call);
        return Getter(call.Function) is { } getter
            && call.Function.Input?.Fields.Any(f => !IsNamed(call, f) && getter.Output?.Find(f.Name) is not null) == true
            ? Read(caller, target, call, getter)
            : DsmChanges.None;
    }

    private static DsmFunction? Getter(DsmFunction function) =>
        function.Getter is { } number && function.Family.Find(number) is { Danger: DsmDanger.Read, IsSensitive: false } getter
            ? getter
            : null;

    private static DsmChanges Read(DsmCaller caller, DsmTarget target, DsmCall call, DsmFunction getter)
    {
        try
        {
            var wanted = DsmDecoder.DecodeInput(call.Function, call.Input);
            var now = caller.Invoke(target, new DsmCall(getter, DsmInput.FromArguments(getter, Place(getter, wanted)))).Fields;
            var pairs = (from field in wanted
                         where IsSet(field, wanted)
                         from old in now
                         where old.Name == field.Name
                         select (Old: old, New: field)).ToList();
            return new DsmChanges
            {
                Values = [.. pairs.Select(p => new ValueChange(p.New.Name, p.Old.Text, p.New.Text))],
                Losses = [.. pairs.Where(p => !IsNamed(call, p.New.Field)).Select(p => Loss(p.Old, p.New)).OfType<string>()],
            };
        }
        catch (NvdimmException e)
        {
            return new DsmChanges { Unread = $"The values of now are not known, since {getter} could not be asked: {e.Message}" };
        }
    }

    /// <summary>What the reading function needs to be told: where, and how much; never a secret.</summary>
    private static Dictionary<string, object?> Place(DsmFunction getter, IReadOnlyList<DsmFieldValue> wanted) =>
        wanted.Where(f => f.Value is not null && getter.Input?.Find(f.Name) is not null).ToDictionary(f => f.Name, f => f.Value);

    /// <summary>False where a bit says that the field is to be ignored, or its value that it is not passed.</summary>
    private static bool IsSet(DsmFieldValue field, IReadOnlyList<DsmFieldValue> all) =>
        field.Valid
            && field.Field.Sets.All(bit => all.FirstOrDefault(f => f.Name == bit.Field) is not { } flags
                || (flags.Number & bit.Mask) == bit.Value);

    /// <summary>True of a field that the caller thought of. Bytes have all of them, but the bits of a mask are easily forgotten.</summary>
    private static bool IsNamed(DsmCall call, DsmField field) => call.RawInput
        ? field.Kind != DsmFieldKind.Flags
        : field.Kind == DsmFieldKind.Reserved || call.Named.Contains(field.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>How a field that was not named would change; null where it keeps its value, or a mask all its bits.</summary>
    private static string? Loss(DsmFieldValue old, DsmFieldValue then) => (old.Value, then.Value) switch
    {
        (string[] words, string[] left) => words.Except(left, StringComparer.Ordinal).ToArray() is { Length: > 0 } lost
            ? $"{(then.Name.StartsWith("Alarm", StringComparison.Ordinal) ? "disarm" : "clear")} {string.Join(", ", lost)} ({then.Name})"
            : null,
        _ => old.Valid && old.Text != then.Text ? $"set {then.Name} from {old.Text} to {then.Text}" : null,
    };
}
