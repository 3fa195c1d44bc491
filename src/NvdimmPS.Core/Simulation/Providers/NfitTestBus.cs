using NvdimmPS.Abi;

namespace NvdimmPS.Simulation.Providers;

/// <summary>The test bus's own functions: scrubs, error injection, address translation, firmware activation.</summary>
internal sealed class NfitTestBus(SimulatedBus bus)
{
    private const ulong ClearUnit = 256;
    private const uint Second = 1_000_000;

    private readonly NfitTestScrub _scrub = new(bus);

    /// <summary>The functions that the emulator has a case for.</summary>
    public static bool Has(ulong family, uint function) =>
        family == 0 ? function is 5 or 7 or 8 or 9 : family == 1 && function is 1 or 2;

    public int Call(ulong family, uint function, NfitTestPayload payload) => (family, function) switch
    {
        (1, 1) => ActivationInformation(payload),
        (1, _) => Activate(payload),
        (_, 5) => Translate(payload),
        (_, 7) => Inject(payload),
        (_, 8) => Uninject(payload),
        _ => Injected(payload),
    };

    public int Legacy(int command, NfitTestPayload payload) => command switch
    {
        1 => NfitTestScrub.Capabilities(payload),
        2 => _scrub.Start(payload),
        3 => _scrub.Status(payload),
        _ => Clear(payload),
    };

    private int Clear(NfitTestPayload payload)
    {
        if (payload.Length < 32 || payload.U64(0) % ClearUnit != 0 || payload.U64(8) % ClearUnit != 0)
        {
            return -Errno.EINVAL;
        }

        bus.MemoryErrors.Forget(payload.U64(0), (uint)payload.U64(8)); // badrange_forget's length has 32 bits
        payload.Set(16, 0u);
        payload.Set(24, payload.U64(8));
        return 0;
    }

    /// <summary>The region's last DIMM, and the plain distance as its address; no status is written on success.</summary>
    private int Translate(NfitTestPayload payload)
    {
        const uint invalidAddress = 2;
        if (payload.Length < payload.U64(16))
        {
            return -Errno.EINVAL;
        }

        if (bus.RegionAt(payload.U64(0), 1) is not { Mappings.Count: > 0 } region)
        {
            payload.Set(8, invalidAddress);
            return 0;
        }

        payload.Set(24, 1u);
        payload.Set(28, region.Mappings[^1].Dimm.Handle);
        payload.Set(36, payload.U64(0) - region.Resource);
        return 0;
    }

    private int Inject(NfitTestPayload payload)
    {
        const byte notify = 1;
        if (payload.Length != 21 || payload.U64(8) == 0)
        {
            return -Errno.EINVAL;
        }

        bus.MemoryErrors.Add(payload.U64(0), payload.U64(8));
        if ((payload[16] & notify) != 0)
        {
            bus.CompleteScrub(); // the notification has the kernel scrub
        }

        payload.Set(17, 0u);
        return 0;
    }

    private int Uninject(NfitTestPayload payload)
    {
        if (payload.Length != 20 || payload.U64(8) == 0)
        {
            return -Errno.EINVAL;
        }

        bus.MemoryErrors.Forget(payload.U64(0), (uint)payload.U64(8));
        payload.Set(16, 0u);
        return 0;
    }

    /// <summary>All records are written, whatever room there is.</summary>
    private int Injected(NfitTestPayload payload)
    {
        const int maxRecords = (4096 / 16) + 1;
        var errors = bus.MemoryErrors.All;
        var count = Math.Min(errors.Count, maxRecords);
        if (!payload.Has(8 + (16 * count)))
        {
            return -Errno.EFAULT; // the kernel would write past its buffer's last page and panic
        }

        payload.Set(0, 0u);
        payload.Set(4, (uint)count);
        for (var i = 0; i < count; i++)
        {
            payload.Set(8 + (16 * i), errors[i].Start);
            payload.Set(16 + (16 * i), errors[i].Length);
        }

        return 0;
    }

    private int ActivationInformation(NfitTestPayload payload)
    {
        const byte capabilities = 0b111;
        var timeout = (ulong)bus.Activation.Armed * Second;
        payload.Bytes[..40].Clear();
        payload[6] = bus.Activation.State;
        payload[7] = capabilities;
        payload.Set(8, timeout);
        payload.Set(16, timeout);
        payload.Set(24, timeout);
        payload.Set(32, 3ul * Second);
        return 0;
    }

    private int Activate(NfitTestPayload payload)
    {
        const uint notArmed = 0x1_0006, busy = 0x2_0006, timeout = 0x4_0006;
        var activation = bus.Activation;
        var status = activation.State switch
        {
            2 => busy,
            _ when activation.Armed > 3 => timeout,
            0 => notArmed,
            _ => 0u,
        };
        payload.Set(1, status);
        if (status is 0 or timeout)
        {
            activation.Activate(keepVersions: true); // a timeout is reported, and it activates all the same
        }

        return 0;
    }
}
