namespace NvdimmPS.Dsm;

/// <summary>Reads what a call would change, where the family has a function for that. Sends nothing that writes.</summary>
public static class DsmChangeReader
{
    /// <summary>Old and new values, field by field.</summary>
    /// <param name="caller">Sends the reading function.</param>
    /// <param name="target">The target of the call.</param>
    /// <param name="call">The call that is not made.</param>
    /// <param name="note">Why the old values are not known, or null.</param>
    public static IReadOnlyList<ValueChange> Read(DsmCaller caller, DsmTarget target, DsmCall call, out string? note)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(call);
        note = null;
        if (call.Function.Getter is not { } number
            || call.Function.Family.Find(number) is not { Danger: DsmDanger.Read, IsSensitive: false } getter)
        {
            return [];
        }

        try
        {
            var wanted = DsmDecoder.DecodeInput(call.Function, call.Input);
            var now = caller.Invoke(target, new DsmCall(getter, DsmInput.FromArguments(getter, Place(getter, wanted)))).Fields;
            return
            [
                .. from field in wanted
                   where IsSet(field, wanted)
                   from old in now
                   where old.Name == field.Name
                   select new ValueChange(field.Name, old.Text, field.Text),
            ];
        }
        catch (NvdimmException e)
        {
            note = $"The values of now are not known, since {getter} could not be asked: {e.Message}";
            return [];
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
}
