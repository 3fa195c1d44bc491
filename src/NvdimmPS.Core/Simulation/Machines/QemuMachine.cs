using NvdimmPS.Simulation.Firmware;
using NvdimmPS.Simulation.Providers;

namespace NvdimmPS.Simulation.Machines;

/// <summary>
/// QEMU 7.2 with two NVDIMMs of 256 MiB, the second not armed, under Linux 6.1 at its first boot: no labels, so each DIMM
/// is one raw namespace.
/// </summary>
internal static class QemuMachine
{
    public const string Name = "qemu";

    private const ulong DimmSize = 256 << 20;
    private const int LabelArea = 128 << 10;

    public static SimulatorTopology Make() => new(Name, [Bus(Dimms, [Second, First])]);

    internal static DimmDefinition[] Dimms => [Dimm(1, 0x5634_1200), Dimm(2, 0x5734_1200) with { Flags = DimmFlags.NotArmed }];

    /// <summary>The first DIMM's region.</summary>
    internal static RegionDefinition First { get; } = new()
    {
        Size = DimmSize,
        Resource = 0x1_0000_0000,
        RangeIndex = 2,
        Mappings = [new MappingDefinition(0, 0, DimmSize)],
        DeepFlush = false,
        PersistenceDomain = "cpu_cache",
        NumaNode = 0,
        TargetNode = 0,
        Cookie = 0xBA_9012_0012_B4DC,
        LegacyCookie = 0x24_68AC_0012_3456,
        Namespaces = [Raw(0x1_0000_0000, new("pmem1", 1, DimmSize) { WriteCache = false })],
        Claims = ClaimDefinition.Seeds,
    };

    /// <summary>The second DIMM's region; the kernel lists it first.</summary>
    internal static RegionDefinition Second { get; } = First with
    {
        Resource = 0x1_1000_0000,
        RangeIndex = 4,
        Mappings = [new MappingDefinition(1, 0, DimmSize)],
        ReadOnly = true,
        Cookie = 0xBA_901C_0012_B4DD,
        LegacyCookie = 0x24_68AE_0012_3457,
        Namespaces = [Raw(0x1_1000_0000, new("pmem0", 0, DimmSize) { WriteCache = false })],
    };

    internal static BusDefinition Bus(IReadOnlyList<DimmDefinition> dimms, IReadOnlyList<RegionDefinition> regions) => new()
    {
        Parent = "LNXSYSTM:00/LNXSYBUS:00/ACPI0012:00",
        Provider = "ACPI.NFIT",
        Dimms = dimms,
        Regions = regions,
        MakeProvider = bus => new AcpiNfitProvider(bus, nfit: null, intel: null),
    };

    private static DimmDefinition Dimm(uint handle, uint serial) => new()
    {
        Handle = handle,
        Vendor = 0x8680,
        Device = 0x0100,
        Revision = 0x0100,
        Serial = serial,
        Capacity = DimmSize,
        LabelAreaSize = LabelArea,
        MakeFirmware = (context, _) => new QemuFirmware(context.State),
    };

    private static NamespaceDefinition Raw(ulong address, BlockDefinition block) =>
        new() { Id = 0, Size = DimmSize, Resource = address, Seed = true, Block = block };
}
