namespace NvdimmPS.Simulation.Firmware;

/// <summary>Opcode 08: health, firmware, counters, logs.</summary>
internal sealed class VendorLogs(FirmwareContext context, IntelSmart smart, IntelSecurity security, LargeMailbox mailbox)
{
    private readonly DimmState _state = context.State;

    public VendorAnswer Evaluate(ushort word, ReadOnlySpan<byte> input) => word switch
    {
        0x0008 => smart.Log(),
        0x0108 => Images(),
        0x0208 => DebugLog(input),
        0x0308 => Memory(input[0]),
        0x0408 => Operation(),
        0x0508 => Errors(input),
        0xFF08 => Effects(input),
        _ => FisStatus.Unsupported,
    };

    private byte[] Images()
    {
        var answer = new byte[VendorAnswer.Size];
        VendorIdentity.Revision(answer, _state.Update.RunningVersion);
        answer.U16(6, 256);
        VendorIdentity.Revision(answer.AsSpan(16), _state.Update.StagedVersion);
        answer[21] = (byte)(_state.Update.StagedVersion != 0 ? 1 : 0);
        answer[22] = (byte)(_state.Update.StagedVersion != 0 ? 1 : 2);
        answer.U16(24, 5000);
        return answer;
    }

    /// <summary>
    /// The firmware's own log, whose code is not published: a pattern stands here for it. That of the media has 1 MiB and is not
    /// read while the module is locked, the other two have 2 KiB each.
    /// </summary>
    private VendorAnswer DebugLog(ReadOnlySpan<byte> input)
    {
        const byte size = 0, media = 1, spi = 3, small = 1;
        const int mebibyte = 1 << 20, others = 2 << 10;
        var (action, page, payload) = (input[0], input.U32(1), input[5]);
        if (action > spi || payload > small)
        {
            return FisStatus.InvalidParameter;
        }

        if (action == size)
        {
            return VendorAnswer.Of(1);
        }

        if (action == media && _state.Security.Has(DimmSecurity.LockedBit))
        {
            return FisStatus.InvalidSecurityState;
        }

        var log = new byte[action == media ? mebibyte : others];
        for (var i = 0; i < log.Length; i += sizeof(uint))
        {
            log.U32(i, ((uint)action << 24) | (uint)i);
        }

        var offset = (ulong)page * (payload == small ? VendorAnswer.Size : (ulong)mebibyte);
        if (offset >= (ulong)log.Length)
        {
            return FisStatus.InvalidParameter;
        }

        if (payload == small)
        {
            return LargeMailbox.Part(log, offset);
        }

        mailbox.Output = log;
        return VendorAnswer.Of();
    }

    private VendorAnswer Memory(byte page)
    {
        var answer = new byte[VendorAnswer.Size];
        switch (page)
        {
            case 0 or 1:
                var accesses = _state.Logs.Accesses(context.Time, life: page == 1);
                for (var i = 0; i < accesses.Length; i++)
                {
                    answer.U64(16 * i, accesses[i]);
                }

                return answer;
            case 3:
                Injections(answer);
                return answer;
            case 4 when _state.FisVersion >= 0x0200:
                answer.U16(0, 9500);
                answer.U16(2, 7000);
                answer.U16(4, 2500);
                return answer;
            default:
                return FisStatus.InvalidParameter;
        }
    }

    private void Injections(byte[] answer)
    {
        const uint enabled = 1 << 0, temperature = 1 << 1, trigger = 1 << 2;
        var (injection, logs) = (_state.Injection, _state.Logs);
        var triggers = VendorService.Triggers(injection);
        answer.U32(0, (_state.InjectionEnabled ? enabled : 0) | (injection.MediaTemperature is null ? 0 : temperature)
            | (triggers == 0 ? 0 : trigger));
        answer.U32(4, logs.PoisonInjections);
        answer.U32(8, logs.PoisonClears);
        answer.U32(12, logs.TemperatureInjections);
        answer.U32(16, logs.SoftwareTriggers);
        answer.U64(20, triggers);
    }

    /// <summary>How the last long operation stands. Interfaces up to 1.4 call that there was none an internal error.</summary>
    private VendorAnswer Operation()
    {
        const byte running = 0x05, aborted = 0x0B;
        const ushort old = 0x0104;
        if (_state.LongOperation is not { } operation)
        {
            return _state.FisVersion <= old ? FisStatus.InternalError : FisStatus.DataNotSet;
        }

        if (operation.Opcode == LongOperation.Overwrite)
        {
            _ = security.Evaluate(26, []); // one that is through ends when it is asked about
        }

        var answer = new byte[VendorAnswer.Size];
        answer.U16(0, operation.Opcode);
        answer.U16(2, (ushort)(100 * operation.Part));
        answer.U32(4, (uint)Math.Ceiling(operation.Left.TotalSeconds));
        answer[8] = operation.Running ? running : operation.Aborted ? aborted : (byte)0;
        return answer;
    }

    private byte[] Errors(ReadOnlySpan<byte> input)
    {
        const int head = 2;
        var (high, thermal, info, large) = ((input[0] & 1) != 0, (input[0] & 2) != 0, (input[0] & 4) != 0, (input[0] & 8) != 0);
        var (ring, answer) = (_state.Logs.Ring(thermal, high), new byte[VendorAnswer.Size]);
        if (info)
        {
            answer.U16(0, (ushort)ring.Room);
            answer.U16(2, ring.Current);
            answer.U16(4, ring.Oldest);
            ring.First?.AsSpan(0, 8).CopyTo(answer.AsSpan(6));
            ring.Last?.AsSpan(0, 8).CopyTo(answer.AsSpan(14));
            return answer;
        }

        var (size, number) = (thermal ? 16 : 32, 0);
        if (large)
        {
            byte[][] entries = [.. ring.From(input.U16(1), input.U16(3))];
            mailbox.Output = [.. entries.SelectMany(e => e)];
            answer.U16(0, (ushort)entries.Length);
            return answer;
        }

        foreach (var entry in ring.From(input.U16(1), Math.Min(input.U16(3), (VendorAnswer.Size - head) / size)))
        {
            entry.CopyTo(answer, head + (size * number++));
        }

        answer.U16(0, (ushort)number);
        return answer;
    }

    /// <summary>What each command does: sixteen in a small payload, or all.</summary>
    private VendorAnswer Effects(ReadOnlySpan<byte> input)
    {
        const int entry = 8;
        if (input[0] > 1 || input[1] > 1)
        {
            return FisStatus.InvalidParameter;
        }

        var log = IntelEffectLog.Entries(_state.FisVersion);
        if (input[1] == 0)
        {
            return VendorAnswer.Of(BitConverter.GetBytes(log.Length / entry));
        }

        if (input[0] == 0)
        {
            mailbox.Output = log;
            return VendorAnswer.Of();
        }

        return LargeMailbox.Part(log, (ulong)input[2] * entry);
    }
}
