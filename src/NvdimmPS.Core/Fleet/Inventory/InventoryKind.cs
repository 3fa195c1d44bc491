using NvdimmPS.Health;

namespace NvdimmPS.Fleet.Inventory;

/// <summary>A kind of object whose likes ought to be alike on all hosts.</summary>
/// <param name="Name">What it is called: <c>Firmware</c>.</param>
/// <param name="TypeName">The type's full name.</param>
/// <param name="Key">The property that tells it from the others of its host.</param>
/// <param name="Marks">Properties that together no other kind has, for objects that have lost their type.</param>
/// <param name="Properties">What is compared; nothing that is unique by nature or changes by the hour.</param>
internal sealed record InventoryKind(string Name, string TypeName, string Key, IReadOnlyList<string> Marks,
    IReadOnlyList<string> Properties)
{
    private static readonly string[] FirstOfHealth =
    [
        nameof(NvdimmHealth.Family), nameof(NvdimmHealth.HealthStatus), nameof(NvdimmHealth.HealthDetail), nameof(NvdimmHealth.Reason),
        nameof(NvdimmHealth.FirmwareVersion),
    ];

    /// <summary>The kinds, those with the strongest marks first.</summary>
    public static IReadOnlyList<InventoryKind> All { get; } =
    [
        new("Health", typeof(NvdimmHealth).FullName!, nameof(NvdimmHealth.Dimm), [nameof(NvdimmHealth.HealthStatus)],
        [
            .. FirstOfHealth.Union(HealthTable.All.Where(p => p.IsAlike).Select(p => p.Name)),
        ]),
        new("Firmware", typeof(NvdimmFirmware).FullName!, nameof(NvdimmFirmware.Dimm), [nameof(NvdimmFirmware.RunningVersion)],
        [
            nameof(NvdimmFirmware.Family), nameof(NvdimmFirmware.RunningVersion), nameof(NvdimmFirmware.StagedVersion),
                nameof(NvdimmFirmware.RunningSlot),
            nameof(NvdimmFirmware.UpdateCapability), nameof(NvdimmFirmware.CanUpdate),
        ]),
        new("Threshold", typeof(NvdimmThreshold).FullName!, nameof(NvdimmThreshold.Dimm), [nameof(NvdimmThreshold.LifeWarning)],
        [
            nameof(NvdimmThreshold.Family), nameof(NvdimmThreshold.MediaTemperature), nameof(NvdimmThreshold.ControllerTemperature),
                nameof(NvdimmThreshold.SparesRemaining),
            nameof(NvdimmThreshold.LifeWarning), nameof(NvdimmThreshold.LifeError), nameof(NvdimmThreshold.EnergySourceLifetimeWarning),
                nameof(NvdimmThreshold.EnergySourceLifetimeError),
            nameof(NvdimmThreshold.EnergySourceTemperatureWarning), nameof(NvdimmThreshold.EnergySourceTemperatureError),
                nameof(NvdimmThreshold.AlarmsEnabled),
            nameof(NvdimmThreshold.MediaThrottlingStart), nameof(NvdimmThreshold.MediaThrottlingStop),
                nameof(NvdimmThreshold.MediaShutdown),
            nameof(NvdimmThreshold.ControllerThrottlingStart), nameof(NvdimmThreshold.ControllerThrottlingStop),
                nameof(NvdimmThreshold.ControllerShutdown),
        ]),
        new("Capacity", typeof(NvdimmCapacity).FullName!, nameof(NvdimmCapacity.Dimm),
            [nameof(NvdimmCapacity.Unconfigured), nameof(NvdimmCapacity.Inaccessible)],
        [
            nameof(NvdimmCapacity.Family), nameof(NvdimmCapacity.PartNumber), nameof(NvdimmCapacity.Features),
                nameof(NvdimmCapacity.FisVersion),
            nameof(NvdimmCapacity.Total), nameof(NvdimmCapacity.MemoryMode), nameof(NvdimmCapacity.AppDirect),
                nameof(NvdimmCapacity.Unconfigured), nameof(NvdimmCapacity.Reserved), nameof(NvdimmCapacity.Inaccessible),
        ]),
        new(DeviceName, typeof(NvdimmDevice)
            .FullName!, nameof(NvdimmDevice.Name), [nameof(NvdimmDevice.Handle), nameof(NvdimmDevice.DirtyShutdownCount)],
        [
            nameof(NvdimmDevice.Handle), nameof(NvdimmDevice.Vendor), nameof(NvdimmDevice.Device), nameof(NvdimmDevice.Revision),
                nameof(NvdimmDevice.SubsystemVendor),
            nameof(NvdimmDevice.SubsystemDevice), nameof(NvdimmDevice.SubsystemRevision), nameof(NvdimmDevice.Format),
                nameof(NvdimmDevice.Family), nameof(NvdimmDevice.DsmMask),
            nameof(NvdimmDevice.State), nameof(NvdimmDevice.Flags), nameof(NvdimmDevice.Security), nameof(NvdimmDevice.SecurityFrozen),
                nameof(NvdimmDevice.Size),
        ]),
        new("Region", typeof(NvdimmRegion).FullName!, nameof(NvdimmRegion.Name), [nameof(NvdimmRegion.InterleaveSetCookie)],
        [
            nameof(NvdimmRegion.Type), nameof(NvdimmRegion.Size), nameof(NvdimmRegion.Alignment), DimmsName, nameof(NvdimmRegion.ReadOnly),
            nameof(NvdimmRegion.PersistenceDomain), nameof(NvdimmRegion.NumaNode), nameof(NvdimmRegion.Enabled),
                nameof(NvdimmRegion.BadBlockCount),
        ]),
        new("Namespace", typeof(NvdimmNamespace)
            .FullName!, nameof(NvdimmNamespace.Name), [nameof(NvdimmNamespace.Mode), nameof(NvdimmNamespace.KernelMode)],
        [
            nameof(NvdimmNamespace.Region), nameof(NvdimmNamespace.Mode), nameof(NvdimmNamespace.Type), nameof(NvdimmNamespace.Size),
                nameof(NvdimmNamespace.SectorSize),
            nameof(NvdimmNamespace.Alignment), nameof(NvdimmNamespace.Map), nameof(NvdimmNamespace.Enabled),
                nameof(NvdimmNamespace.DaxMode),
        ]),
    ];

    /// <summary>DIMMs themselves, which know their handles.</summary>
    public bool IsDevice => Name == DeviceName;

    /// <summary>True where its objects are about a DIMM each.</summary>
    public bool IsOfDimm => IsDevice || Key == nameof(NvdimmHealth.Dimm);

    /// <summary>Regions name their DIMMs.</summary>
    public const string DimmsName = nameof(NvdimmRegion.Dimms);

    private const string DeviceName = "Device";

    /// <summary>
    /// What an object is: by its type names, also those with Deserialized. or Selected. before them, else by its properties.
    /// </summary>
    /// <returns>Null where it is none of these.</returns>
    public static InventoryKind? For(IEnumerable<string> typeNames, Func<string, bool> has)
    {
        var names = typeNames.ToList();
        return All.FirstOrDefault(kind =>
            names.Any(name => name == kind.TypeName || name.EndsWith("." + kind.TypeName, StringComparison.Ordinal)))
            ?? All.FirstOrDefault(kind => has(kind.Key) && kind.Marks.All(has));
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
