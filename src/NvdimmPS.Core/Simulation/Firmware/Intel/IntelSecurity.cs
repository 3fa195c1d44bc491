namespace NvdimmPS.Simulation.Firmware;

/// <summary>Security: functions 19 to 28 of the Intel family. A wrong state is reported before a wrong passphrase (V1.7).</summary>
internal sealed class IntelSecurity(DimmState state, TimeProvider time)
{
    private const int Length = DimmSecurity.PassphraseLength;

    private static readonly TimeSpan OverwriteTime = TimeSpan.FromSeconds(5);

    private readonly DimmSecurity _security = state.Security;

    public byte[] Evaluate(int function, ReadOnlySpan<byte> input)
    {
        var running = _security.Has(DimmSecurity.Overwrite);
        return function switch
        {
            19 => State(),
            26 => QueryOverwrite(),
            _ when running => Answer.Status(IntelStatus.InvalidSecurityState),
            20 => SetUser(input),
            21 => Disable(input),
            22 => Unlock(input),
            23 => Freeze(),
            24 => Erase(input),
            25 => Overwrite(input),
            27 => SetMaster(input),
            _ => MasterErase(input),
        };
    }

    private bool Enabled => _security.Has(DimmSecurity.Enabled);

    private bool Frozen => _security.Has(DimmSecurity.Frozen);

    private bool Locked => _security.Has(DimmSecurity.LockedBit);

    private byte[] State()
    {
        var answer = new byte[12];
        answer[4] = _security.Extended;
        answer[8] = _security.State;
        return answer;
    }

    private byte[] SetUser(ReadOnlySpan<byte> input) =>
        Check(!Frozen && !Locked, _security.IsUser(input[..Length])) ?? Do(input, static (s, i) =>
        {
            s.SetUser(i.Slice(Length, Length));
            s.State |= DimmSecurity.Enabled;
        });

    private byte[] Disable(ReadOnlySpan<byte> input) =>
        Check(Enabled && !Frozen && !Locked, _security.IsUser(input[..Length])) ?? Do(input, static (s, _) =>
        {
            s.ClearUser();
            s.State = 0;
        });

    private byte[] Unlock(ReadOnlySpan<byte> input) =>
        Check(Locked && !Frozen, _security.IsUser(input[..Length]))
        ?? Do(input, static (s, _) => s.State = DimmSecurity.Enabled);

    private byte[] Freeze() =>
        Check(Enabled && !Locked, true) ?? Do([], static (s, _) => s.State |= DimmSecurity.Frozen);

    private byte[] Erase(ReadOnlySpan<byte> input) =>
        Check(!Frozen, !Enabled || _security.IsUser(input[..Length])) ?? Do(input, static (s, _) =>
        {
            s.ClearUser();
            s.State = 0;
        });

    private byte[] Overwrite(ReadOnlySpan<byte> input)
    {
        if (Check(!Frozen, !Enabled || _security.IsUser(input[..Length])) is { } refusal)
        {
            return refusal;
        }

        _security.SavedState = _security.State;
        _security.State = DimmSecurity.Overwrite;
        _security.OverwriteEnd = time.GetTimestamp() + (long)(OverwriteTime.TotalSeconds * time.TimestampFrequency);
        return Answer.Success();
    }

    private byte[] QueryOverwrite()
    {
        if (!_security.Has(DimmSecurity.Overwrite))
        {
            return Answer.Status(IntelStatus.Specific(2));
        }

        if (time.GetTimestamp() < _security.OverwriteEnd)
        {
            return Answer.Status(IntelStatus.Specific(1));
        }

        _security.State = _security.SavedState;
        Array.Clear(state.Labels);
        return Answer.Success();
    }

    private byte[] SetMaster(ReadOnlySpan<byte> input) =>
        CheckMaster(input) ?? Do(input, static (s, i) => s.SetMaster(i.Slice(Length, Length)));

    private byte[] MasterErase(ReadOnlySpan<byte> input) => CheckMaster(input) ?? Do(input, static (s, _) =>
    {
        s.ClearUser();
        s.State = 0;
    });

    private byte[]? CheckMaster(ReadOnlySpan<byte> input) =>
        (_security.Extended & DimmSecurity.MasterEnabled) == 0
            ? Answer.Status(IntelStatus.NotSupported)
            : Check(!Frozen && (_security.Extended & DimmSecurity.MasterLimit) == 0, _security.IsMaster(input[..Length]));

    private static byte[]? Check(bool rightState, bool rightPassphrase) =>
        !rightState ? Answer.Status(IntelStatus.InvalidSecurityState)
        : !rightPassphrase ? Answer.Status(IntelStatus.InvalidPassphrase)
        : null;

    private byte[] Do(ReadOnlySpan<byte> input, Change change)
    {
        change(_security, input);
        return Answer.Success();
    }

    private delegate void Change(DimmSecurity security, ReadOnlySpan<byte> input);
}
