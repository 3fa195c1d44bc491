using NvdimmPS.Simulation.Firmware;
using NvdimmPS.Simulation.Providers;

namespace NvdimmPS.Simulation.Machines;

/// <summary>
/// A partition of a POWER server with storage class memory of 32 GiB a piece. papr_scm makes a bus of each; it has labels,
/// and one raw namespace.
/// </summary>
internal static class PaprMachine
{
    public const string Name = "papr";

    private const ulong Size = 32UL << 30;
    private const ulong FirstAddress = 0x4000_0000_0000;
    private const int LabelArea = 128 << 10, LabelSize = 256;
    private const uint FirstConnector = 0x4410_0001;

    public static SimulatorTopology Make() => Make(Name, 2);

    public static SimulatorTopology Make(string name, int dimms) => new(name, [.. Enumerable.Range(0, dimms).Select(Bus)]);

    private static BusDefinition Bus(int number) => new()
    {
        Parent = "",
        Provider = $"ibm,persistent-memory:ibm,pmemory@{FirstConnector + (uint)number:x}",
        HasNfit = false,
        Compatible = "ibm,pmemory",
        Dimms = [Dimm(number)],
        Regions = [Region(number)],
        MakeProvider = bus => new PaprScmProvider(bus),
    };

    private static DimmDefinition Dimm(int number) => new()
    {
        Handle = 0,
        Serial = 0,
        Capacity = Size,
        LabelAreaSize = LabelArea,
        Start = state =>
        {
            state.Used = (byte)(3 + (number % 4));
            state.ShutdownCount = (uint)(1 + (number % 4));
        },
        WriteLabels = area =>
            LabelAreaWriter.Write(area, LabelSize, [new NamespaceLabel { Uuid = Uuid(number), Cookie = Cookie(number), Size = Size }]),
        MakeFirmware = (context, _) => new PaprFirmware(context.State),
    };

    private static RegionDefinition Region(int number)
    {
        var address = FirstAddress + (Size * (ulong)number);
        return new RegionDefinition
        {
            Size = Size,
            Resource = address,
            RangeIndex = 0,
            Mappings = [new MappingDefinition(0, 0, Size)],
            DeepFlush = true,
            PersistenceDomain = "memory_controller",
            NumaNode = 0,
            TargetNode = 0,
            Cookie = Cookie(number),
            LegacyCookie = Cookie(number),
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

    /// <summary>The second half of the memory's own UUID.</summary>
    private static ulong Cookie(int number) => 0xAABC_E8CA_E35B_1D00 + (ulong)number;

    private static Guid Uuid(int number) =>
        new(0x7251_0000 + number, 0x0B3B, 0x42FD, 0x8D, 0x1D, 0x5B, 0xE3, 0xCA, 0xE8, (byte)(number >> 8), (byte)number);
}
