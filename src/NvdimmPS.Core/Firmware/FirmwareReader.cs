using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;

namespace NvdimmPS.Firmware;

/// <summary>
/// Asks DIMMs which firmware they run. By the DSM functions alone: reading <c>firmware/*</c> in sysfs makes the kernel call the
/// firmware, and it hides whom it asked for what.
/// </summary>
public sealed class FirmwareReader
{
    /// <summary>How each family is asked: with its activation, and for what runs only.</summary>
    private static readonly Dictionary<string, Action<FirmwareReading, bool, bool>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(NdFamily.Intel)] = IntelFirmwareVersions.Read,
        [nameof(NdFamily.Msft)] = (reading, _, runningOnly) => SlotFirmwareVersions.Msft(reading, runningOnly),
        [nameof(NdFamily.Hpe1)] = (reading, _, _) => SlotFirmwareVersions.Hpe1(reading),
    };

    private readonly DsmCaller _caller;
    private readonly TimeProvider _time;

    /// <summary>The families that report which firmware runs.</summary>
    internal static IEnumerable<string> Families => Known.Keys;

    /// <summary>Asks through a caller, which keeps its nodes open.</summary>
    public FirmwareReader(DsmCaller caller, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(caller);
        (_caller, _time) = (caller, time ?? TimeProvider.System);
    }

    /// <summary>The firmware of a DIMM.</summary>
    /// <param name="device">The DIMM.</param>
    /// <param name="activation">Asks for the state of a runtime activation too.</param>
    /// <exception cref="NvdimmException">Its family does not report it, or it could not be read.</exception>
    public NvdimmFirmware Read(NvdimmDevice device, bool activation = false)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return Ask(device, activation, runningOnly: false).ToFirmware(now);
    }

    /// <summary>What runs and nothing else, by the one function that says it.</summary>
    /// <exception cref="NvdimmException">Its family does not report it, or it could not be read.</exception>
    internal FirmwareReading AskRunning(NvdimmDevice device) => Ask(device, activation: false, runningOnly: true);

    private FirmwareReading Ask(NvdimmDevice device, bool activation, bool runningOnly)
    {
        ArgumentNullException.ThrowIfNull(device);
        var target = NvdimmMachine.Target(device);
        var reading = new FirmwareReading(_caller, device, target);
        if (target.Family is not { } family || !Known.TryGetValue(family.Name, out var read))
        {
            throw FirmwareErrors.NoVersion(device.Name, device.Family, target.FamilyReason);
        }

        read(reading, activation, runningOnly);
        return reading;
    }
}
