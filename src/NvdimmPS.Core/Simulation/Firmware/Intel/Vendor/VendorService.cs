using NvdimmPS.Simulation.Machines;

namespace NvdimmPS.Simulation.Firmware;

/// <summary>Opcodes 0A and F1: error injection, which is that of the DSM's function 18, and the module's format.</summary>
internal sealed class VendorService(FirmwareContext context, IntelSmart smart)
{
    private const ulong PackageSpare = 1 << 0, Fatal = 1 << 2, Percentage = 1 << 3, DirtyShutdown = 1 << 4;

    private readonly DimmState _state = context.State;
    private readonly DimmDefinition _identity = context.Identity;

    public VendorAnswer Evaluate(ushort word, ReadOnlySpan<byte> input) => word switch
    {
        0x000A => Enable(input[0]),
        0x00F1 => Format(),
        _ when !_state.InjectionEnabled => FisStatus.InjectionDisabled,
        0x010A => Poison(input[0], input[2], input.U64(4)),
        0x020A => Temperature(input),
        0x030A => Trigger(input),
        _ => FisStatus.Unsupported,
    };

    /// <summary>The software triggers that are on.</summary>
    public static ulong Triggers(SmartInjection injection) => (injection.PackageSpare ? PackageSpare : 0) | (injection.Fatal ? Fatal : 0)
        | (injection.Spares is null ? 0 : Percentage) | (injection.DirtyShutdown ? DirtyShutdown : 0);

    private VendorAnswer Enable(byte enable)
    {
        if (enable > 1)
        {
            return FisStatus.InvalidParameter;
        }

        _state.EnableInjection(enable == 1);
        return VendorAnswer.Done;
    }

    /// <summary>A block of the persistent memory; of the module there is nothing else that a host uses.</summary>
    private VendorAnswer Poison(byte enable, byte memory, ulong address)
    {
        const byte clear = 0, inject = 1, appDirect = 2, patrolScrub = 4;
        if (enable > inject || memory is not (appDirect or patrolScrub) || address < VendorPlatform.PersistentStart
            || address >= VendorPlatform.PersistentStart + _identity.Capacity)
        {
            return FisStatus.InvalidParameter;
        }

        if (address % FirmwareContext.PoisonUnit != 0)
        {
            return FisStatus.InvalidAlignment;
        }

        context.Poison(address, enable == inject);
        _state.Logs.PoisonInjections += enable == inject ? 1u : 0;
        _state.Logs.PoisonClears += enable == clear ? 1u : 0;
        return VendorAnswer.Done;
    }

    private VendorAnswer Temperature(ReadOnlySpan<byte> input)
    {
        const ulong field = 1 << 0;
        var function = new byte[15];
        function.U64(0, field);
        input[..3].CopyTo(function.AsSpan(8));
        return input[0] > 1 ? FisStatus.InvalidParameter : VendorAnswer.OfFunction(smart.Evaluate(18, function));
    }

    private VendorAnswer Trigger(ReadOnlySpan<byte> input)
    {
        const ulong spares = 1 << 1, fatal = 1 << 2, dirtyShutdown = 1 << 3;
        var mask = input.U64(0);
        var function = new byte[15];
        function.U64(0, ((mask & Percentage) != 0 ? spares : 0) | ((mask & Fatal) != 0 ? fatal : 0)
            | ((mask & DirtyShutdown) != 0 ? dirtyShutdown : 0));
        (function[11], function[12], function[13], function[14]) = (input[12], (byte)(input[12] >> 1), input[11], input[13]);
        var answer = VendorAnswer.OfFunction(smart.Evaluate(18, function));
        if (answer.Status == FisStatus.Success && (mask & PackageSpare) != 0)
        {
            _state.Injection.PackageSpare = (input[8] & 1) != 0;
            _state.Logs.SoftwareTriggers += input[8] & 1u;
        }

        return answer;
    }

    /// <summary>Labels and the platform's tables are gone.</summary>
    private VendorAnswer Format()
    {
        Array.Clear(_state.Labels);
        _state.PlatformData = [];
        return VendorAnswer.Done;
    }
}
