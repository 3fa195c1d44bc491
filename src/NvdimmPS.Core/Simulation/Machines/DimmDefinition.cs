using NvdimmPS.Simulation.Firmware;

namespace NvdimmPS.Simulation.Machines;

/// <summary>One DIMM of a simulated machine: identity as the NFIT gives it, and how its firmware is made.</summary>
internal sealed record DimmDefinition
{
    public required uint Handle { get; init; }

    public int PhysId { get; init; }

    public ushort Vendor { get; init; }

    public ushort Device { get; init; }

    public ushort Revision { get; init; }

    public ushort SubsystemVendor { get; init; }

    public ushort SubsystemDevice { get; init; }

    public ushort SubsystemRevision { get; init; }

    /// <summary>As the sysfs attribute shows it, so in the byte order opposite to the NFIT's.</summary>
    public required uint Serial { get; init; }

    /// <summary>Its identity where it is CXL memory: the bus's driver then takes it for one with labels from the start.</summary>
    public CxlIdentity? Cxl { get; init; }

    /// <summary>Manufacturing location and date, or null where the NFIT has none; they are part of <c>nfit/id</c>.</summary>
    public (byte Location, ushort Date)? Made { get; init; }

    /// <summary><c>nfit/format</c>.</summary>
    public ushort Format { get; init; } = 0x0301;

    /// <summary><c>nfit/formats</c>; 0 where the DIMM has no persistent range.</summary>
    public int Formats { get; init; } = 1;

    /// <summary>True where the kernel read a shutdown count when it registered the DIMM: <c>nfit/dirty_shutdown</c> is there.</summary>
    public bool ReportsShutdowns { get; init; }

    public ulong Capacity { get; init; }

    public DimmFlags Flags { get; init; }

    /// <summary>0 where there is no label area.</summary>
    public int LabelAreaSize { get; init; }

    /// <summary>Writes labels, if the area is not to start empty.</summary>
    public Action<byte[]>? WriteLabels { get; init; }

    /// <summary>The tables by which it and the platform agree on its capacity; null where it has none.</summary>
    public byte[]? PlatformData { get; init; }

    /// <summary>The state that the DIMM starts in.</summary>
    public Action<DimmState>? Start { get; init; }

    /// <summary>Makes the firmware; null for a provider that emulates it itself.</summary>
    public Func<FirmwareContext, ActivationState, IDsmFirmware>? MakeFirmware { get; init; }
}
