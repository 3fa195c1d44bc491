using NvdimmPS.Simulation.Firmware;
using NvdimmPS.Simulation.Providers;

namespace NvdimmPS.Simulation.Machines;

/// <summary>A Hyper-V guest with virtual NVDIMMs of 4 GiB, labels by ACPI's methods, one raw namespace each.</summary>
internal static class HyperVMachine
{
    public const string Name = "hyperv";

    private const ulong Size = 4UL << 30;
    private const ulong FirstAddress = 0x10_0000_0000;
    private const int LabelArea = 64 << 10, LabelSize = 256;

    public static SimulatorTopology Make() => Make(Name, 2);

    public static SimulatorTopology Make(string name, int dimms) => new(name,
    [
        new BusDefinition
        {
            Parent = "LNXSYSTM:00/LNXSYBUS:00/ACPI0012:00",
            Provider = "ACPI.NFIT",
            Dimms = [.. Enumerable.Range(0, dimms).Select(Dimm)],
            Regions = [.. Enumerable.Range(0, dimms).Select(Region)],
            MakeProvider = bus => new AcpiNfitProvider(bus, nfit: null, intel: null),
        },
    ]);

    private static DimmDefinition Dimm(int number)
    {
        var identity = new DimmDefinition
        {
            Handle = (uint)number + 1,
            PhysId = 0,
            Vendor = 0x1414,
            Device = 0x0100,
            Revision = 0x0100,
            Serial = 0x5C00_0001u + (uint)number,
            Format = 0x1901,
            Capacity = Size,
            LabelAreaSize = LabelArea,
            Start = state => state.ShutdownCount = 3,
            MakeFirmware = (context, _) => new HyperVFirmware(context.State),
        };
        var label = new NamespaceLabel { Uuid = Uuid(number), Cookie = InterleaveCookie.Compute([identity], 0), Size = Size };
        return identity with { WriteLabels = area => LabelAreaWriter.Write(area, LabelSize, [label]) };
    }

    private static RegionDefinition Region(int number)
    {
        var address = FirstAddress + (Size * (ulong)number);
        return new RegionDefinition
        {
            Size = Size,
            Resource = address,
            RangeIndex = number + 1,
            Mappings = [new MappingDefinition(number, 0, Size)],
            DeepFlush = false,
            PersistenceDomain = "cpu_cache",
            NumaNode = 0,
            TargetNode = 0,
            Cookie = InterleaveCookie.Compute([Dimm(number)], 0),
            LegacyCookie = InterleaveCookie.ComputeLegacy([Dimm(number)], 0),
            Namespaces =
            [
                new()
                {
                    Id = 0, Size = Size, Resource = address, Uuid = Uuid(number), SectorSize = 512,
                    Block = new($"pmem{number}", number, Size),
                },
                new() { Id = 1, Seed = true },
            ],
            Claims = ClaimDefinition.Seeds,
        };
    }

    private static Guid Uuid(int number) =>
        new(0x6C3D_0000 + number, 0x7781, 0x4B19, 0xA2, 0x5D, 0x76, 0x6E, 0x76, 0x64, (byte)(0x69 + (number >> 8)), (byte)number);
}
