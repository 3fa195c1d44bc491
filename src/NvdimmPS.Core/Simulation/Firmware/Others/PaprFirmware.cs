using NvdimmPS.Abi;
using NvdimmPS.Simulation.Machines;

namespace NvdimmPS.Simulation.Firmware;

/// <summary>
/// The health of a POWER partition's storage class memory, as the hypervisor gives it to papr_scm and papr_scm to its
/// callers (arch/powerpc/platforms/pseries/papr_scm.c, papr_pdsm.h): one package of 192 bytes, changed in place.
/// </summary>
internal sealed class PaprFirmware(DimmState state) : IDsmFirmware
{
    public const int HeaderSize = 8, PackageSize = 192;

    private const int GetHealth = 1, InjectSmart = 2;

    // Counted from the left, as the hypervisor does.
    private const ulong Unarmed = 1UL << 63, Dirty = 1UL << 62, Empty = 1UL << 60, Critical = 1UL << 59, Fatal = 1UL << 58;
    private const ulong Unhealthy = 1UL << 57, Encrypted = 1UL << 55, ScrubbedAndLocked = 1UL << 54;

    public ulong Family => (ulong)NdFamily.Papr;

    /// <summary>The bits that were injected: <c>papr/health_bitmap_inject</c>.</summary>
    public ulong Injected => (state.Injection.Fatal ? Fatal : 0) | (state.Injection.DirtyShutdown ? Dirty : 0);

    /// <summary><c>papr/flags</c>; nothing at all, not even a line, where there are none.</summary>
    public string Flags
    {
        get
        {
            var bits = Bitmap;
            var flags = ((bits & (Unarmed | Unhealthy)) != 0 ? "not_armed " : "") + ((bits & Dirty) != 0 ? "flush_fail " : "")
                + ((bits & Empty) != 0 ? "restore_fail " : "") + ((bits & Encrypted) != 0 ? "encrypted " : "")
                + ((bits & (Critical | Fatal | Unhealthy)) != 0 ? "smart_notify " : "")
                + ((bits & ScrubbedAndLocked) != 0 ? "scrubbed locked " : "");
            return flags.Length == 0 ? "" : flags + "\n";
        }
    }

    /// <summary>How much of its life is left, in percent: the hypervisor's performance statistic "MemLife".</summary>
    public int FuelGauge => 100 - state.Used;

    /// <summary>What its attributes follow from.</summary>
    public (ulong Bits, int FuelGauge) Shown => (Bitmap, FuelGauge);

    public uint Query(int revision) => 1u << GetHealth | 1u << InjectSmart;

    public byte[]? Evaluate(int revision, int function, ReadOnlySpan<byte> input) => function == GetHealth ? Health() : Inject(input);

    private ulong Bitmap => Injected
        | (state.Flags.HasFlag(DimmFlags.NotArmed) ? Unarmed : 0)
        | (state.ShutdownState != 0 ? Dirty : 0)
        | (state.Flags.HasFlag(DimmFlags.RestoreFail) ? Empty : 0)
        | (state.Security.Has(DimmSecurity.Enabled) ? Encrypted : 0)
        | (state.Security.Has(DimmSecurity.LockedBit) ? ScrubbedAndLocked : 0)
        | state.Health switch
        {
            SimulatedHealth.NonCritical => Unhealthy,
            SimulatedHealth.Critical => Critical,
            SimulatedHealth.Fatal => Fatal,
            _ => 0,
        };

    private byte[] Health()
    {
        const uint fuelGaugeValid = 1 << 0, shutdownCountValid = 1 << 1;
        var bits = Bitmap;
        var answer = new byte[PackageSize];
        answer.U32(8, fuelGaugeValid | shutdownCountValid);
        answer[12] = Flag(Unarmed | Unhealthy);
        answer[13] = Flag(Dirty);
        answer[14] = Flag(Empty);
        answer[15] = Flag(ScrubbedAndLocked);
        answer[16] = Flag(ScrubbedAndLocked);
        answer[17] = Flag(Encrypted);
        answer.U16(18,
            (bits & Fatal) != 0 ? (ushort)3 : (bits & Critical) != 0 ? (ushort)2 : (bits & Unhealthy) != 0 ? (ushort)1 : (ushort)0);
        answer.U16(20, (ushort)FuelGauge);
        answer.U64(24, state.ShutdownCount);
        return answer;

        byte Flag(ulong any) => (bits & any) != 0 ? (byte)1 : (byte)0;
    }

    /// <summary>What was asked for is handled, the rest ignored: the flags that come back say which.</summary>
    private byte[] Inject(ReadOnlySpan<byte> input)
    {
        const uint fatal = 1 << 0, dirtyShutdown = 1 << 1;
        var flags = input.U32(8) & (fatal | dirtyShutdown);
        var injection = state.Injection;
        injection.Fatal = (flags & fatal) != 0 ? input[12] != 0 : injection.Fatal;
        injection.DirtyShutdown = (flags & dirtyShutdown) != 0 ? input[13] != 0 : injection.DirtyShutdown;
        var answer = input.ToArray();
        answer.U32(0, 0);
        answer.U32(8, flags);
        return answer;
    }
}
