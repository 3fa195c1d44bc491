namespace NvdimmPS.Simulation.Firmware;

/// <summary>Security: functions 19 to 28 of the Intel family. A wrong state is reported before a wrong passphrase (V1.7).</summary>
internal sealed class IntelSecurity(DimmState state, TimeProvider time)
{
    private const int MostWrong = 3;
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

    /// <summary>After too many wrong passphrases it takes none until the next boot, as if it was frozen.</summary>
    private bool Frozen => _security.Has(DimmSecurity.Frozen) || _security.Has(DimmSecurity.UserLimit);

    private bool Locked => _security.Has(DimmSecurity.LockedBit);

    private byte[] State()
    {
        var answer = new byte[12];
        answer[4] = _security.Extended;
        answer[8] = _security.State;
        return answer;
    }

    private byte[] SetUser(ReadOnlySpan<byte> input) =>
        Check(!Frozen && !Locked, input) ?? Do(input, static (s, i) =>
        {
            s.SetUser(i.Slice(Length, Length));
            s.State |= DimmSecurity.Enabled;
        });

    private byte[] Disable(ReadOnlySpan<byte> input) =>
        Check(Enabled && !Frozen && !Locked, input) ?? Do(input, Clear);

    private byte[] Unlock(ReadOnlySpan<byte> input) =>
        Check(Locked && !Frozen, input)
        ?? Do(input, static (s, _) => s.State = DimmSecurity.Enabled);

    private byte[] Freeze() =>
        (Enabled && !Locked ? null : Answer.Status(IntelStatus.InvalidSecurityState))
        ?? Do([], static (s, _) => s.State |= DimmSecurity.Frozen);

    private byte[] Erase(ReadOnlySpan<byte> input) => CheckErase(input) ?? Do(input, Clear);

    private byte[] Overwrite(ReadOnlySpan<byte> input)
    {
        if (CheckErase(input) is { } refusal)
        {
            return refusal;
        }

        _security.SavedState = _security.State;
        _security.State = DimmSecurity.Overwrite;
        state.LongOperation = new LongOperation(LongOperation.Overwrite, time, OverwriteTime);
        return Answer.Success();
    }

    private byte[] QueryOverwrite()
    {
        if (!_security.Has(DimmSecurity.Overwrite))
        {
            return Answer.Status(IntelStatus.Specific(2));
        }

        if (state.LongOperation is { Opcode: LongOperation.Overwrite, Running: true })
        {
            return Answer.Status(IntelStatus.Specific(1));
        }

        _security.State = _security.SavedState;
        Array.Clear(state.Labels);
        return Answer.Success();
    }

    private byte[] SetMaster(ReadOnlySpan<byte> input) =>
        CheckMaster(input) ?? Do(input, static (s, i) => s.SetMaster(i.Slice(Length, Length)));

    private byte[] MasterErase(ReadOnlySpan<byte> input) => CheckMaster(input) ?? Do(input, Clear);

    private byte[]? CheckMaster(ReadOnlySpan<byte> input) =>
        (_security.Extended & DimmSecurity.MasterEnabled) == 0
            ? Answer.Status(IntelStatus.NotSupported)
            : Check(!Frozen && (_security.Extended & DimmSecurity.MasterLimit) == 0, input, isMaster: true);

    /// <summary>Without security every passphrase is right (V1.7).</summary>
    private byte[]? CheckErase(ReadOnlySpan<byte> input) => !Frozen && !Enabled ? null : Check(!Frozen, input);

    private byte[]? Check(bool rightState, ReadOnlySpan<byte> input, bool isMaster = false)
    {
        if (!rightState)
        {
            return Answer.Status(IntelStatus.InvalidSecurityState);
        }

        var which = isMaster ? 1 : 0;
        if (isMaster ? _security.IsMaster(input[..Length]) : _security.IsUser(input[..Length]))
        {
            _security.Wrong[which] = 0;
            return null;
        }

        if (++_security.Wrong[which] >= MostWrong && isMaster)
        {
            _security.Extended |= DimmSecurity.MasterLimit;
        }
        else if (_security.Wrong[which] >= MostWrong && Enabled)
        {
            _security.State |= DimmSecurity.UserLimit;
        }

        return Answer.Status(IntelStatus.InvalidPassphrase);
    }

    private byte[] Do(ReadOnlySpan<byte> input, Change change)
    {
        change(_security, input);
        return Answer.Success();
    }

    private static void Clear(DimmSecurity security, ReadOnlySpan<byte> input)
    {
        security.ClearUser();
        security.State = 0;
    }

    private delegate void Change(DimmSecurity security, ReadOnlySpan<byte> input);
}
