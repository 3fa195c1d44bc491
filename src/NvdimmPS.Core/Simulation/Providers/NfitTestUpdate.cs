using NvdimmPS.Abi;
using NvdimmPS.Simulation.Firmware;

namespace NvdimmPS.Simulation.Providers;

/// <summary>Firmware update of the test bus: it verifies for a second, whatever was sent, and always succeeds.</summary>
internal sealed class NfitTestUpdate(DimmUpdate update, TimeProvider time)
{
    private const uint StorageSize = 0x10_0000, MaxSend = 0xFFEC;
    private const ulong StagedVersion = 0xFFFF_FFFF_ABCD;
    private const uint Busy = 0x1_0007, BadContext = 0x1_0007;
    private const uint AlreadyStaged = 0x2_0007, StillVerifying = 0x2_0007;
    private const uint Aborted = 0x4_0007, OutOfSequence = 0x4_0007;

    public int Run(int function, NfitTestPayload payload) => function switch
    {
        12 => Information(payload),
        13 => Start(payload),
        14 => Send(payload),
        15 => Finish(payload),
        _ => Query(payload),
    };

    private int Information(NfitTestPayload payload)
    {
        if (payload.Length < 44)
        {
            return -Errno.EINVAL;
        }

        payload.Set(0, 0u);
        payload.Set(4, StorageSize);
        payload.Set(8, MaxSend);
        payload.Set(12, 250_000u);
        payload.Set(16, 3_000_000u);
        payload[20] = 0; // the three reserved bytes after it stay as they are
        payload.Set(24, 0x0105u);
        payload.Set(28, update.RunningVersion);
        payload.Set(36, update.StagedVersion);
        return 0;
    }

    private int Start(NfitTestPayload payload)
    {
        if (payload.Length < 8)
        {
            return -Errno.EINVAL;
        }

        if (update.Stage != DimmUpdateStage.None)
        {
            payload.Set(0, Busy);
            return 0;
        }

        update.Stage = DimmUpdateStage.Sending;
        update.Context++;
        update.Received = 0;
        payload.Set(0, 0u);
        payload.Set(4, update.Context);
        return 0;
    }

    private int Send(NfitTestPayload payload)
    {
        const uint notStarted = 5, outOfRange = 3;
        if (payload.Length < 12)
        {
            return -Errno.EINVAL;
        }

        var (context, offset, length) = (payload.U32(0), payload.U32(4), payload.U32(8));
        if (!payload.Has(12L + length + sizeof(uint)))
        {
            return -Errno.EFAULT; // the kernel would write out of bounds and panic
        }

        var status = update.Stage != DimmUpdateStage.Sending ? notStarted
            : context != update.Context ? BadContext
            : unchecked(offset + length) > StorageSize || length > MaxSend ? outOfRange
            : 0;
        update.Received += status == 0 ? length : 0;
        payload.Set(12 + (int)length, status);
        return 0;
    }

    private int Finish(NfitTestPayload payload)
    {
        if (update.Stage == DimmUpdateStage.Staged)
        {
            payload.Set(8, AlreadyStaged);
            return 0;
        }

        switch (payload[0])
        {
            case 0 when payload.U32(4) != update.Context:
                payload.Set(8, BadContext);
                return 0;
            case 0:
                payload.Set(8, 0u);
                update.Stage = DimmUpdateStage.Verifying;
                update.VerifyEnd = time.GetTimestamp() + time.TimestampFrequency;
                return 0;
            case 1:
                update.Received = 0;
                payload.Set(8, Aborted);
                update.Stage = DimmUpdateStage.None;
                return 0;
            default:
                return -Errno.EINVAL;
        }
    }

    private int Query(NfitTestPayload payload)
    {
        if (payload.Length < 16)
        {
            return -Errno.EINVAL;
        }

        if (payload.U32(0) != update.Context)
        {
            payload.Set(4, BadContext);
            return 0;
        }

        if (update.Stage == DimmUpdateStage.Verifying && time.GetTimestamp() >= update.VerifyEnd)
        {
            update.Stage = DimmUpdateStage.Staged;
            update.MissedActivation = false;
        }

        if (update.Stage == DimmUpdateStage.Staged)
        {
            update.StagedVersion = StagedVersion;
        }

        payload.Set(4, update.Stage switch
        {
            DimmUpdateStage.Sending => OutOfSequence,
            DimmUpdateStage.Verifying => StillVerifying,
            _ => 0u,
        });
        payload.Set(8, update.Stage == DimmUpdateStage.Staged ? StagedVersion : 0);
        return 0;
    }
}
