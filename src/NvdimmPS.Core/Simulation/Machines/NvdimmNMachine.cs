using NvdimmPS.Simulation.EnergyBacked;
using NvdimmPS.Simulation.Firmware;
using NvdimmPS.Simulation.Providers;

namespace NvdimmPS.Simulation.Machines;

/// <summary>A server with 16 GiB NVDIMM-N, without label areas: each is a region that one namespace fills.</summary>
internal static class NvdimmNMachine
{
    public const string MsftName = "nvdimm-n", Hpe1Name = "hpe-nvdimm-n", Hpe2Name = "hpe2-nvdimm-n";

    private const ulong Size = 16UL << 30;
    private const ulong FirstAddress = 0x20_8000_0000;
    private const int Failing = 2;

    private static readonly Func<DimmState, IDsmFirmware> Msft = state => new MsftFirmware(state);
    private static readonly Func<DimmState, IDsmFirmware> Hpe1 = state => new Hpe1Firmware(state);
    private static readonly Func<DimmState, IDsmFirmware> Hpe2 = state => new Hpe2Firmware(state);

    /// <summary>The named machines: four DIMMs, of which the energy source of nmem2 is near its end.</summary>
    public static SimulatorTopology MakeMsft() => Make(MsftName, 2, 2, Msft, Failing);

    public static SimulatorTopology MakeHpe1() => Make(Hpe1Name, 2, 2, Hpe1, Failing);

    public static SimulatorTopology MakeHpe2() => Make(Hpe2Name, 2, 2, Hpe2, Failing);

    public static SimulatorTopology MakeMsft(string name, int sockets, int dimms) => Make(name, sockets, dimms, Msft, failing: null);

    public static SimulatorTopology MakeHpe1(string name, int sockets, int dimms) => Make(name, sockets, dimms, Hpe1, failing: null);

    public static SimulatorTopology MakeHpe2(string name, int sockets, int dimms) => Make(name, sockets, dimms, Hpe2, failing: null);

    private static SimulatorTopology Make(string name, int sockets, int dimms, Func<DimmState, IDsmFirmware> firmware, int? failing)
    {
        var numbers = Enumerable.Range(0, sockets * dimms).ToArray();
        return new SimulatorTopology(name,
        [
            new BusDefinition
            {
                Parent = "LNXSYSTM:00/LNXSYBUS:00/ACPI0012:00",
                Provider = "ACPI.NFIT",
                Dimms = [.. numbers.Select(n => Dimm(n, n / dimms, n % dimms, firmware, n == failing))],
                Regions = [.. numbers.Select(n => Region(n, n / dimms))],
                Scrubs = 1,
                MakeProvider = bus => new AcpiNfitProvider(bus, new NfitBusFirmware(bus), intel: null),
            },
        ]);
    }

    private static DimmDefinition Dimm(int number, int socket, int place, Func<DimmState, IDsmFirmware> firmware, bool failing) => new()
    {
        Handle = Handle(socket, place),
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
        Flags = failing ? DimmFlags.SmartEvent | DimmFlags.SmartNotify : DimmFlags.SmartNotify,
        Capacity = Size,
        Start = state =>
        {
            state.MediaTemperature = Sixteenths.Encode(41 + (number % 4));
            state.Used = (byte)(1 + (number % 4));
            state.NvdimmN = new NvdimmNState(state);
            state.NvdimmN.Source.Lifetime = failing ? (byte)8 : (byte)(96 - (number % 4));
        },
        MakeFirmware = (context, _) => firmware(context.State),
    };

    /// <summary>Six channels a controller, then their second slots, then another controller.</summary>
    private static uint Handle(int socket, int place)
    {
        const int channels = 6, slots = 2;
        return (uint)(socket << 12 | place / (channels * slots) << 8 | place % channels << 4 | place % (channels * slots) / channels);
    }

    private static RegionDefinition Region(int number, int socket)
    {
        var address = FirstAddress + (Size * (ulong)number);
        return new RegionDefinition
        {
            Size = Size,
            Resource = address,
            RangeIndex = number + 1,
            Mappings = [new MappingDefinition(number, 0, Size)],
            DeepFlush = false,
            PersistenceDomain = "memory_controller",
            NumaNode = socket,
            TargetNode = socket,
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
