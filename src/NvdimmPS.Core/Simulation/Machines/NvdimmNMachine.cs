using NvdimmPS.Simulation.Firmware;
using NvdimmPS.Simulation.Providers;

namespace NvdimmPS.Simulation.Machines;

/// <summary>
/// A server with four 16 GiB NVDIMM-N of the Microsoft family, without label areas: each is a region that one namespace
/// fills. The energy source of nmem2 is near its end.
/// </summary>
internal static class NvdimmNMachine
{
    public const string Name = "nvdimm-n";

    private const ulong Size = 16UL << 30;
    private const ulong FirstAddress = 0x20_8000_0000;
    private const int Count = 4, Failing = 2;

    public static SimulatorTopology Make() => new(Name,
    [
        new BusDefinition
        {
            Parent = "LNXSYSTM:00/LNXSYBUS:00/ACPI0012:00",
            Provider = "ACPI.NFIT",
            Dimms = [.. Enumerable.Range(0, Count).Select(Dimm)],
            Regions = [.. Enumerable.Range(0, Count).Select(Region)],
            Scrubs = 1,
            MakeProvider = bus => new AcpiNfitProvider(bus, new NfitBusFirmware(bus), intel: null),
        },
    ]);

    private static DimmDefinition Dimm(int number) => new()
    {
        Handle = (uint)(number / 2 << 12 | (number % 2) << 4),
        PhysId = 0x30 + number,
        Vendor = 0x802C,
        Device = 0x4E32,
        Revision = 0x0031,
        SubsystemVendor = 0x8034,
        SubsystemDevice = 0x3132,
        SubsystemRevision = 0x0010,
        Serial = 0x1783_0A10u + (uint)number,
        Made = (0x0F, 0x1733),
        Format = 0x0101,
        Flags = number == Failing ? DimmFlags.SmartEvent | DimmFlags.SmartNotify : DimmFlags.SmartNotify,
        Capacity = Size,
        Start = state =>
        {
            state.MediaTemperature = Sixteenths.Encode(41 + number);
            state.Used = (byte)(1 + number);
            state.EnergySource.Lifetime = number == Failing ? (byte)8 : (byte)(96 - number);
        },
        MakeFirmware = (context, _) => new MsftFirmware(context.State),
    };

    private static RegionDefinition Region(int number)
    {
        var address = FirstAddress + (Size * (ulong)number);
        return new RegionDefinition
        {
            Size = Size,
            Resource = address,
            RangeIndex = number + 1,
            Mappings = [new MappingDefinition(number, 0, Size)],
            NamespaceType = 4,
            DeepFlush = false,
            PersistenceDomain = "memory_controller",
            NumaNode = number / 2,
            TargetNode = number / 2,
            Namespaces =
            [
                new()
                {
                    Id = 0, Size = Size, Resource = address, Seed = true,
                    Block = new($"pmem{number}", number, Size) { MountPoint = number == 0 ? "/mnt/pmem0" : null },
                },
            ],
            Claims = ClaimDefinition.Seeds,
        };
    }
}
