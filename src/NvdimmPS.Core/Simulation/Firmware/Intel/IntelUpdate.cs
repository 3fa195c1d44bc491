namespace NvdimmPS.Simulation.Firmware;

/// <summary>
/// Firmware update: functions 12 to 16 of the Intel family. Start, send, finish, query until verified; the new image runs
/// after a restart or a runtime activation. An image that starts with "BAD" fails authentication, for tests.
/// </summary>
internal sealed class IntelUpdate(DimmState state, TimeProvider time)
{
    private const uint StorageSize = 0x10_0000, MaxSend = 0xFFEC;
    private const uint QueryIntervalMicroseconds = 250_000, MaxQueryMicroseconds = 3_000_000;

    private static readonly TimeSpan VerifyTime = TimeSpan.FromSeconds(1);

    private readonly DimmUpdate _update = state.Update;

    // Specific codes; their meaning depends on the function.
    private static readonly uint Busy = IntelStatus.Specific(1), BadContext = IntelStatus.Specific(1);
    private static readonly uint AlreadyStaged = IntelStatus.Specific(2), StillVerifying = IntelStatus.Specific(2);
    private static readonly uint NotAuthentic = IntelStatus.Specific(3);
    private static readonly uint Aborted = IntelStatus.Specific(4), OutOfSequence = IntelStatus.Specific(4);

    public byte[] Evaluate(int function, ReadOnlySpan<byte> input) => function switch
    {
        12 => Information(),
        13 => Start(),
        14 => Send(input),
        15 => Finish(input),
        _ => Query(input),
    };

    private byte[] Information()
    {
        var answer = new byte[44];
        answer.U32(4, StorageSize);
        answer.U32(8, MaxSend);
        answer.U32(12, QueryIntervalMicroseconds);
        answer.U32(16, MaxQueryMicroseconds);
        answer.U32(24, state.FisVersion);
        answer.U64(28, _update.RunningVersion);
        answer.U64(36, _update.StagedVersion);
        return answer;
    }

    private byte[] Start()
    {
        // The context is valid with "already in progress" too.
        var answer = new byte[8];
        if (_update.Stage == DimmUpdateStage.Staged)
        {
            return Answer.Status(AlreadyStaged);
        }

        if (_update.Stage != DimmUpdateStage.None)
        {
            answer.U32(0, Busy);
            answer.U32(4, _update.Context);
            return answer;
        }

        _update.Stage = DimmUpdateStage.Sending;
        _update.Context++;
        _update.Received = 0;
        (_update.ComingVersion, _update.Expected) = (0, 0);
        _update.Authentic = true;
        answer.U32(4, _update.Context);
        return answer;
    }

    private byte[] Send(ReadOnlySpan<byte> input)
    {
        if (_update.Stage != DimmUpdateStage.Sending || input.U32(0) != _update.Context)
        {
            return Answer.Status(BadContext);
        }

        var (offset, length) = (input.U32(4), input.U32(8));
        var data = input[12..];
        if (length > MaxSend || (ulong)offset + length > StorageSize || length != data.Length)
        {
            return Answer.Status(IntelStatus.InvalidInput);
        }

        _update.Authentic &= offset != 0 || !data.StartsWith("BAD"u8);
        _update.Received += length;
        if (offset == 0)
        {
            ReadHeader(data);
        }

        return Answer.Success();
    }

    /// <summary>Intel's CSS header (ipmctl, FwUtility.h): module type 6, vendor 0x8086, size in words of four bytes, version.</summary>
    private void ReadHeader(ReadOnlySpan<byte> data)
    {
        const int headerSize = 128, vendor = 16, size = 24, version = 41;
        if (data.Length >= headerSize && data.U32(0) == 6 && data.U32(vendor) == 0x8086)
        {
            _update.Expected = (ulong)data.U32(size) * sizeof(uint);
            _update.ComingVersion = data.U32(version) | ((ulong)data[version + 4] << 32);
        }
    }

    private byte[] Finish(ReadOnlySpan<byte> input)
    {
        const byte finish = 0, abort = 1;
        if (_update.Stage == DimmUpdateStage.Staged)
        {
            return Answer.Status(AlreadyStaged);
        }

        if (_update.Stage == DimmUpdateStage.None || input.U32(4) != _update.Context)
        {
            return Answer.Status(BadContext);
        }

        if (input[0] is not (finish or abort) || (input[0] == finish && _update.Stage != DimmUpdateStage.Sending))
        {
            return Answer.Status(IntelStatus.InvalidInput);
        }

        if (input[0] == abort)
        {
            _update.Stage = DimmUpdateStage.None;
            return Answer.Status(Aborted);
        }

        _update.Stage = DimmUpdateStage.Verifying;
        _update.VerifyEnd = time.GetTimestamp() + (long)(VerifyTime.TotalSeconds * time.TimestampFrequency);
        return Answer.Success();
    }

    private byte[] Query(ReadOnlySpan<byte> input)
    {
        if (input.U32(0) != _update.Context || _update.Context == 0)
        {
            return Answer.Status(BadContext);
        }

        if (_update.Stage == DimmUpdateStage.Verifying)
        {
            if (time.GetTimestamp() < _update.VerifyEnd)
            {
                return Answer.Status(StillVerifying);
            }

            if (!_update.Authentic || _update.Received == 0 || _update.Received < _update.Expected)
            {
                _update.Stage = DimmUpdateStage.None;
                return Answer.Status(NotAuthentic);
            }

            _update.Stage = DimmUpdateStage.Staged;
            _update.StagedVersion = _update.ComingVersion != 0 ? _update.ComingVersion : _update.RunningVersion + 1;
            _update.MissedActivation = false;
        }

        if (_update.Stage != DimmUpdateStage.Staged)
        {
            return Answer.Status(OutOfSequence);
        }

        var answer = new byte[12];
        answer.U64(4, _update.StagedVersion);
        return answer;
    }
}
