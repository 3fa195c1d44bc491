using NvdimmPS.Abi;
using NvdimmPS.Simulation.Firmware;

namespace NvdimmPS.Simulation.Providers;

/// <summary>One DIMM of the test bus: which function does what.</summary>
internal sealed class NfitTestDimm(DimmState state, SimulatedBus bus)
{
    private const uint LabelSize = 128 << 10, MaxTransfer = 4096;

    private readonly NfitTestSmart _smart = new(state);
    private readonly NfitTestUpdate _update = new(state.Update, bus.Time);
    private readonly NfitTestSecurity _security = new(state.Security, bus.Time);

    /// <summary>The functions that the emulator has a case for; dsm_mask is not asked.</summary>
    public static bool Has(uint function) => function is 1 or 2 or 10 or >= 12 and <= 30;

    public int Call(int function, NfitTestPayload payload) => function switch
    {
        1 or 2 or 17 or 18 => _smart.Run(function, payload),
        10 => Latch(payload),
        <= 16 => _update.Run(function, payload),
        <= 28 => _security.Run(function, payload),
        29 => ActivationStatus(payload),
        _ => Arm(payload),
    };

    /// <summary>The legacy label commands. Transfers longer than the advertised limit are served too.</summary>
    public int Label(int command, NfitTestPayload payload)
    {
        const uint sizeLength = 12, readHeader = 12, writeHeader = 8, status = 4;
        if (payload.Length < (command == 6 ? writeHeader : sizeLength))
        {
            return -Errno.EINVAL;
        }

        if (command == 4)
        {
            payload.Set(0, 0u);
            payload.Set(4, LabelSize);
            payload.Set(8, MaxTransfer);
            return 0;
        }

        var (offset, length) = (payload.U32(0), payload.U32(4));
        var overhead = command == 5 ? readHeader : writeHeader + status;
        if (offset >= LabelSize || unchecked(length + overhead) > payload.Length)
        {
            return -Errno.EINVAL;
        }

        var done = (int)Math.Min(length, LabelSize - offset);
        var area = state.Labels.AsSpan((int)offset, done);
        if (command == 5)
        {
            payload.Set(8, 0u);
            area.CopyTo(payload.Bytes[(int)readHeader..]);
        }
        else
        {
            payload.Set((int)(writeHeader + length), 0u);
            payload.Bytes.Slice((int)writeHeader, done).CopyTo(area);
        }

        return (int)(payload.Length - overhead) - done; // what crosses the area's end is not transferred
    }

    private static int Latch(NfitTestPayload payload)
    {
        if (payload.Length < 5)
        {
            return -Errno.EINVAL;
        }

        payload.Set(1, payload[0] <= 1 ? 0u : 3u);
        return 0;
    }

    private int ActivationStatus(NfitTestPayload payload)
    {
        // The test bus reports the kernel's result codes: 1 nothing staged, 2 success. Intel's document has them swapped.
        const byte idle = 0, armed = 1, busy = 2;
        var activation = bus.Activation;
        var update = state.Update;
        var dimmState = activation.State == busy ? busy : activation.State == armed && update.Armed ? armed : idle;
        var took = dimmState == idle && update.Activation != 0 && update.Activation == activation.Last;
        payload.Bytes[..14].Clear();
        payload.Set(4, (ushort)(!took ? 0 : update.MissedActivation ? 1 : 2));
        payload[6] = dimmState;
        return 0;
    }

    private int Arm(NfitTestPayload payload)
    {
        state.Update.Armed = payload[0] == 1;
        payload.Set(1, 0u);
        return 0;
    }
}
