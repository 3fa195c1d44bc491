using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Firmware;
using NvdimmPS.Health.Families;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;
using static NvdimmPS.Health.HealthCauses;

namespace NvdimmPS.Health;

/// <summary>
/// Asks DIMMs for their health: what the platform says in sysfs first, then exactly the functions that the family needs, one
/// open a DIMM. Whatever goes wrong is a reason on the object, so that one bad DIMM never hides another.
/// </summary>
public sealed class HealthReader(INdKernel kernel, TimeProvider? time = null)
{
    private static readonly (string Flag, HealthCause Cause)[] Platform =
    [
        ("save_fail", SaveFailed), ("restore_fail", RestoreFailed), ("flush_fail", FlushFailed), ("not_armed", NotArmed),
            ("map_fail", MapFailed),
    ];

    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>The default time limit for a DIMM's answer: busy firmware takes seconds.</summary>
    public static readonly TimeSpan UsualLimit = TimeSpan.FromSeconds(30);

    /// <summary>Called with a sentence after each call, on the thread that sends it.</summary>
    public Action<string>? Called { get; init; }

    /// <summary>The families that report health, by name.</summary>
    private static Dictionary<string, IHealthFamily> Families { get; } = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(NdFamily.Intel)] = new IntelHealth(),
        [nameof(NdFamily.Hpe1)] = new HpeHealth(),
        [nameof(NdFamily.Hpe2)] = new HpeHealth(),
        [nameof(NdFamily.Msft)] = new MsftHealth(),
        [nameof(NdFamily.HyperV)] = new HyperVHealth(),
        [nameof(NdFamily.Papr)] = new PaprHealth(),
    };

    /// <summary>The functions that a family is asked; none where it reports no health.</summary>
    public static IReadOnlyList<uint> FunctionsOf(string? family) => family is not null && Families.TryGetValue(family, out var known)
        ? known.Functions
        : [];

    /// <summary>The health of a DIMM.</summary>
    /// <param name="device">The DIMM.</param>
    /// <param name="platformOnly">Asks nothing of the firmware: what sysfs says needs no rights.</param>
    /// <param name="firmware">Asks for the firmware's version too, by one function more.</param>
    public NvdimmHealth Read(NvdimmDevice device, bool platformOnly = false, bool firmware = false)
    {
        ArgumentNullException.ThrowIfNull(device);
        var target = platformOnly ? null : NvdimmMachine.Target(device);
        var reading = new HealthReading { Offered = target?.Mask };
        var now = _time.GetUtcNow().UtcDateTime;
        ReadPlatform(device, reading);
        if (target is null)
        {
            return reading.ToHealth(device, now);
        }

        using var caller = new DsmCaller(kernel, _time) { Called = Called };
        var isOpen = Ask(caller, target, reading);
        if (firmware && isOpen)
        {
            AskVersion(new FirmwareReader(caller, _time), device, reading);
        }
        else if (!firmware)
        {
            reading.Miss(nameof(NvdimmHealth.FirmwareVersion), "it was not asked for");
        }

        return reading.ToHealth(device, now);
    }

    /// <summary>The same within a time limit.</summary>
    /// <param name="limit">How long the DIMM may take.</param>
    /// <param name="device">The DIMM.</param>
    /// <param name="platformOnly">Asks nothing of the firmware.</param>
    /// <param name="firmware">Asks for the firmware's version too.</param>
    /// <param name="stop">Ends the waiting.</param>
    public NvdimmHealth ReadWithin(TimeSpan limit, NvdimmDevice device, bool platformOnly = false, bool firmware = false,
        CancellationToken stop = default) => ReadWithin(limit, [device], platformOnly, firmware, stop)[0];

    /// <summary>
    /// The health of several, each within a time limit. One that does not answer in time is left alone, and its health says so.
    /// </summary>
    /// <param name="limit">How long each DIMM may take.</param>
    /// <param name="devices">The DIMMs.</param>
    /// <param name="platformOnly">Asks nothing of the firmware.</param>
    /// <param name="firmware">Asks for the firmware's version too.</param>
    /// <param name="stop">Ends the waiting.</param>
    internal List<NvdimmHealth> ReadWithin(TimeSpan limit, IReadOnlyList<NvdimmDevice> devices, bool platformOnly = false,
        bool firmware = false, CancellationToken stop = default) =>
        BlockingCall.RunEach(devices, d => d.Name, d => Read(d, platformOnly, firmware), limit, Unanswered, stop);

    /// <summary>The same for DIMMs that are to be found in sysfs first, which may hang too.</summary>
    /// <param name="limit">How long the finding, and then each DIMM, may take.</param>
    /// <param name="find">Finds the DIMMs.</param>
    /// <param name="platformOnly">Asks nothing of the firmware.</param>
    /// <param name="firmware">Asks for the firmware's version too.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <exception cref="NvdimmException">sysfs did not answer in time.</exception>
    internal (IReadOnlyList<NvdimmDevice> Devices, List<NvdimmHealth> Health) ReadWithin(TimeSpan limit,
        Func<IReadOnlyList<NvdimmDevice>> find, bool platformOnly, bool firmware, CancellationToken stop = default) =>
        BlockingCall.RunEach("sysfs", find, d => d.Name, d => Read(d, platformOnly, firmware), limit, Unanswered, stop);

    /// <summary>The health of a DIMM that did not answer in time: what the platform says of it, and that.</summary>
    public NvdimmHealth Unanswered(NvdimmDevice device, NvdimmException why)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(why);
        var reading = new HealthReading();
        ReadPlatform(device, reading);
        reading.Fail(why, Silent, isEssential: true);
        reading.Miss(nameof(NvdimmHealth.HealthDetail), why.Message);
        reading.Add(Silent);
        return reading.ToHealth(device, _time.GetUtcNow().UtcDateTime);
    }

    private static void AskVersion(FirmwareReader reader, NvdimmDevice device, HealthReading reading)
    {
        try
        {
            var firmware = reader.AskRunning(device);
            reading.Latency += firmware.Latency;
            foreach (var function in firmware.Functions)
            {
                reading.Functions.Add(function);
            }

            reading.Set(nameof(NvdimmHealth.FirmwareVersion), firmware.Running.Version);
            reading.Miss(nameof(NvdimmHealth.FirmwareVersion), firmware.Running.Reason ?? "the firmware does not say");
        }
        catch (NvdimmException e)
        {
            reading.Miss(nameof(NvdimmHealth.FirmwareVersion), e.Message);
        }
    }

    private void ReadPlatform(NvdimmDevice device, HealthReading reading)
    {
        if (device.Flags is { } flags)
        {
            reading.Set(nameof(NvdimmHealth.Flags), flags);
            reading.Set(nameof(NvdimmHealth.Armed), !flags.Contains("not_armed"));
            foreach (var (flag, cause) in Platform)
            {
                if (flags.Contains(flag))
                {
                    reading.Add(cause == NotArmed && VirtualDimm.IsReadOnlyImage(device, kernel) ? ReadOnlyImage : cause);
                }
            }
        }
        else
        {
            reading.Miss(nameof(NvdimmHealth.Flags), device.Unavailable.GetValueOrDefault(nameof(NvdimmDevice.Flags)) ?? "sysfs has none");
        }

        reading.Set(nameof(NvdimmHealth.DirtyShutdownCount), device.DirtyShutdownCount);
        reading.Add(Locked, device.Security == SecurityWords.Locked);
    }

    /// <returns>False where the node cannot be opened, so that nothing else could be asked either.</returns>
    private static bool Ask(DsmCaller caller, DsmTarget target, HealthReading reading)
    {
        var family = target.Family is { } known ? Families.GetValueOrDefault(known.Name) : null;
        var functions = family is null ? [] : Offered(family, target);
        if (functions.Count == 0)
        {
            reading.Add(target.IsCxl ? CxlMailbox : NotOffered);
            reading.Miss(nameof(NvdimmHealth.HealthDetail),
                target.FamilyReason ?? "no function of its family that reports health is offered");
            return true;
        }

        // What only adds to the picture may be missing; what draws it may not.
        var first = family!.Functions[0];
        reading.Add(NotOffered, when: functions[0].Number != first);
        if (family.Functions.FirstOrDefault(n => functions.TrueForAll(f => f.Number != n)) is > 0 and var without)
        {
            reading.Failure = $"{target.Name} does not offer {target.Family!.Get(without)}";
        }

        foreach (var function in functions)
        {
            try
            {
                var input = DsmInput.None(function);
                var answer = caller.Invoke(target, new DsmCall(function, input));
                reading.Functions.Add($"{answer.Family} {answer.Function} {answer.FunctionName}");
                reading.Latency += answer.Latency;
                family.Read(answer, reading);
                reading.Add(NotReported, when: function.Number == first && !reading.IsReported);
            }
            catch (NvdimmException e)
            {
                reading.Functions.Add($"{function} (failed)");
                reading.Fail(e, Why(e), isEssential: function.Number == first);
                if (function.Number == first)
                {
                    reading.Miss(nameof(NvdimmHealth.HealthDetail), e.Message);
                }

                reading.Add(Why(e), when: function.Number == first);
                if (e is NdOpenException)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static List<DsmFunction> Offered(IHealthFamily family, DsmTarget target)
    {
        var offered = new List<DsmFunction>();
        foreach (var number in family.Functions)
        {
            if (target.Family!.Find(number) is { } function && target.Offers(function))
            {
                offered.Add(function);
            }
        }

        return offered;
    }

    private static HealthCause Why(NvdimmException failure) => failure switch
    {
        { Kind: NvdimmErrorKind.PermissionDenied } => NoRights,
        { ErrorId: KernelErrors.NoNodeId } => NoNode,
        DsmReplyException => Malformed,
        { Kind: NvdimmErrorKind.NotImplemented } => NotOffered,
        _ => Refused,
    };
}
