using System.Text;
using NvdimmPS.Simulation.Providers;

namespace NvdimmPS.Simulation.Machines;

/// <summary>
/// The kernel's two test buses under Linux 6.1, right after they were loaded: no labels, so each range is one raw
/// namespace. (The test's fifth DIMM never appears on that kernel: its hot-plug notification fails.)
/// </summary>
internal static class NfitTestMachine
{
    public const string Name = "nfit_test";

    private const ulong MiB = 1 << 20;
    private const int LabelArea = 128 << 10;
    private const ushort BlockAndByteFormat = 0x0201, ByteFormat = 0x0101;

    public static SimulatorTopology Make() => new(Name, [First([Spa0, Spa1]), Second()]);

    internal static RegionDefinition Spa0 { get; } = new()
    {
        Size = 32 * MiB,
        Resource = 0x1_0000_0000,
        RangeIndex = 1,
        Mappings = [new(0, 0, 16 * MiB), new(1, 0, 16 * MiB)],
        DeepFlush = true,
        PersistenceDomain = "memory_controller",
        NumaNode = 0,
        TargetNode = 0,
        Cookie = 0x40E6_2F0C_C00F_58AC,
        LegacyCookie = 0x3FE_0000_00FE,
        AlternateCookie = 0x7F6_0000_00FE,
        Namespaces = [Raw(0x1_0000_0000, 32 * MiB, new("pmem0", 1, 32 * MiB))],
        Claims = ClaimDefinition.Seeds,
    };

    internal static RegionDefinition Spa1 { get; } = Spa0 with
    {
        Size = 64 * MiB,
        Resource = 0x1_0800_0000,
        RangeIndex = 2,
        Mappings = [.. Enumerable.Range(0, 4).Select(d => new MappingDefinition(d, 16 * MiB, 16 * MiB))],
        Cookie = 0xA76C_6907_811F_AE57,
        LegacyCookie = 0xC0F_FADB_0100_FEFB,
        AlternateCookie = 0x803_F6D7_0100_FEFB,
        Namespaces = [Raw(0x1_0800_0000, 64 * MiB, new("pmem1", 0, 64 * MiB))],
    };

    internal static BusDefinition First(IReadOnlyList<RegionDefinition> regions) => new()
    {
        Parent = "platform/nfit_test.0",
        Provider = "nfit_test.0",
        Revision = 0,
        Dimms =
        [
            Dimm(0x0, 0, 0xFFFF_FFFF, "label0"),
            Dimm(0x1, 1, 0xFEFF_FFFF, "label1"),
            Dimm(0x100, 2, 0xFFFE_FFFF, "label2"),
            Dimm(0x101, 3, 0xFEFE_FFFF, "label3"),
        ],
        Regions = regions,
        Scrubs = 1,
        MakeProvider = bus => new NfitTestProvider(bus, first: true),
    };

    /// <param name="pmem2">The minor numbers of the block devices, which go by the order of their appearance.</param>
    /// <param name="pmem3">The same.</param>
    internal static BusDefinition Second(int pmem2 = 2, int pmem3 = 3) => new()
    {
        Parent = "platform/nfit_test.1",
        Provider = "nfit_test.1",
        Revision = 0,
        Dimms =
        [
            Dimm(0x10000, 0, 0xFFFF_FEFF, "label0") with
            {
                Format = ByteFormat,
                Flags = DimmFlags.SaveFail | DimmFlags.RestoreFail | DimmFlags.FlushFail | DimmFlags.NotArmed | DimmFlags.SmartEvent,
            },
            Dimm(0x10001, 0, 0xFEFF_FEFF, "label1") with { Format = ByteFormat, Formats = 0, Flags = DimmFlags.MapFail },
        ],
        Regions =
        [
            Spa0 with
            {
                Resource = 0x1_4000_0000,
                Mappings = [new(0, 0, 32 * MiB)],
                DeepFlush = false,
                PersistenceDomain = null,
                ReadOnly = true,
                Cookie = 0xE03B_0A7B_E006_ABD6,
                LegacyCookie = 0xFFFD_FFFE_FFFE_FFFF,
                AlternateCookie = null,
                Namespaces = [Raw(0x1_4000_0000, 32 * MiB, new("pmem2", pmem2, 32 * MiB))],
            },
            VirtualCd(0xFFFF_C900_0E6E_6000, pmem3),
        ],
        Scrubs = 1,
        MakeProvider = bus => new NfitTestProvider(bus, first: false),
    };

    /// <summary>A volatile range at a kernel address.</summary>
    private static RegionDefinition VirtualCd(ulong address, int minor) => new()
    {
        Size = 4 * MiB,
        Resource = address,
        RangeIndex = 0,
        Volatile = true,
        Align = 4096,
        NumaNode = 0,
        Namespaces = [Raw(address, 4 * MiB, new("pmem3", minor, 4 * MiB) { WriteCache = false })],
        Claims = ClaimDefinition.Seeds,
    };

    private static NamespaceDefinition Raw(ulong address, ulong size, BlockDefinition block) =>
        new() { Id = 0, Size = size, Resource = address, Seed = true, Block = block };

    private static DimmDefinition Dimm(uint handle, int physId, uint serial, string label) => new()
    {
        Handle = handle,
        PhysId = physId,
        Vendor = 0xCDAB,
        Revision = 0x0100,
        Serial = serial,
        Made = (0x0A, 0x07E0),
        Format = BlockAndByteFormat,
        Flags = DimmFlags.SmartNotify,
        ReportsShutdowns = true,
        Capacity = 32 * MiB,
        LabelAreaSize = LabelArea,
        WriteLabels = area => Encoding.ASCII.GetBytes(label, area), // no index: only a text to tell them apart by
        Start = NfitTestSmart.Start,
    };
}
