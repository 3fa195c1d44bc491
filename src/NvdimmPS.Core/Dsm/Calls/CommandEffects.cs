using NvdimmPS.Dsm.Vendor;

namespace NvdimmPS.Dsm;

/// <summary>
/// How dangerous a vendor opcode is, by the DIMM's own command effect log and by the table of the vendor's commands: the graver of
/// the two. An opcode that the log does not name keeps at least the danger of the function that carries it; in a recording, where
/// nothing can be changed, that of the table.
/// </summary>
public static class CommandEffects
{
    private const string Opcode = "Opcode";

    private static readonly string[] Losing = ["ImmediateDataChange"];
    private static readonly string[] Securing = ["SecurityStateChange"];

    /// <summary>The function as dangerous as this call of it is.</summary>
    /// <param name="caller">Asks for the log.</param>
    /// <param name="target">The DIMM.</param>
    /// <param name="call">The call.</param>
    /// <param name="reason">What the log says, or why it says nothing; null for a function without opcodes.</param>
    public static DsmFunction Judge(DsmCaller caller, DsmTarget target, DsmCall call, out string? reason)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(call);
        var described = VendorFunctions.Describe(call.Function, call.Input.Span);
        var least = described.Vendor is null ? DsmDanger.Read : described.Danger;
        var function = described.Vendor is null ? call.Function : call.Function with
        {
            Danger = caller.IsReplayed && described.Vendor.Origin is null ? described.Danger
                : Graver(DsmDanger.Destructive, described.Danger),
            IsSensitive = described.IsSensitive,
        };
        reason = null;
        if (function.EffectLog is not { } number || function.Family.Find(number) is not { Danger: DsmDanger.Read, IsSensitive: false } log)
        {
            return function;
        }

        try
        {
            var opcode = DsmDecoder.DecodeInput(function, call.Input).FirstOrDefault(f => f.Name == Opcode)?.Number;
            var entries = caller.Invoke(target, new DsmCall(log, DsmInput.None(log)))
                .Fields.Select(f => f.Value).OfType<DsmFieldValue[][]>().FirstOrDefault() ?? [];
            if (opcode is null || Array.Find(entries, e => e.Any(f => f.Name == Opcode && f.Number == opcode)) is not { } entry)
            {
                reason = $"the command effect log of {target.Name} does not name opcode 0x{opcode:x}";
                return function;
            }

            var effects = entry.Select(f => f.Value).OfType<string[]>().FirstOrDefault() ?? [];
            reason =
                $"the command effect log of {target.Name} says of opcode 0x{opcode:x}: "
                    + $"{(effects.Length == 0 ? "nothing" : string.Join(", ", effects))}";
            return effects.Length == 0 ? function : function with
            {
                Danger = Graver(effects is ["NoEffects"] ? DsmDanger.Read : effects.Intersect([.. Losing, .. Securing]).Any()
                    ? DsmDanger.Destructive : DsmDanger.Write, least),
                IsSensitive = function.IsSensitive || effects.Intersect(Securing).Any(),
            };
        }
        catch (NvdimmException e)
        {
            reason = $"the command effect log could not be read: {e.Message}";
            return function;
        }
    }

    private static DsmDanger Graver(DsmDanger one, DsmDanger other) => (DsmDanger)Math.Max((int)one, (int)other);
}
