using System.Buffers.Binary;
using NvdimmPS.Simulation.Firmware;
using NvdimmPS.Simulation.Providers;

namespace NvdimmPS.Simulation.Machines;

/// <summary>
/// Persistent CXL memory under Linux 6.12: two devices of 512 MiB with label areas of 1 MiB, a region each. The first has labels and a
/// namespace; the second is as it was bought.
/// </summary>
internal static class CxlMachine
{
    public const string Name = "cxl";

    private const ulong Size = 512UL << 20, NamespaceSize = 64UL << 20, FirstAddress = 0x1_9000_0000, FirstSerial = 0x4E56_434C_0001;
    private const int LabelArea = 1 << 20, LabelSize = 128;

    private static readonly Guid Uuid = new("6c0a9f1e-52d3-4a7b-9a34-7d1f5b0c2e11");

    public static SimulatorTopology Make() => new(Name,
    [
        new BusDefinition
        {
            Parent = "platform/ACPI0017:00/root0/nvdimm-bridge0",
            Provider = "CXL",
            HasNfit = false,
            Dimms = [Dimm(0) with { WriteLabels = WriteLabels }, Dimm(1)],
            Regions = [Region(0), Region(1)],
            MakeProvider = bus => new CxlPmemProvider(bus),
        },
    ]);

    private static DimmDefinition Dimm(int number) => new()
    {
        Handle = 0,
        Serial = 0,
        Cxl = new CxlIdentity(FirstSerial + (ulong)number, $"pmem{number}"),
        Capacity = Size,
        LabelAreaSize = LabelArea,
    };

    private static RegionDefinition Region(int number) => new()
    {
        Size = Size,
        Resource = FirstAddress + (Size * (ulong)number),
        RangeIndex = 0,
        Mappings = [new MappingDefinition(number, 0, Size)],
        DeepFlush = false,
        PersistenceDomain = "memory_controller",
        NumaNode = 0,
        TargetNode = 0,
        Cookie = Cookie(number),
        LegacyCookie = Cookie(number),
    };

    /// <summary>ndctl's init-labels makes version 1.1, and so does the field.</summary>
    private static void WriteLabels(byte[] area) => LabelAreaWriter.Write(area, LabelSize,
        [new NamespaceLabel { Uuid = Uuid, Name = "cxl", Cookie = Cookie(0), Size = NamespaceSize }]);

    /// <summary><c>cxl_pmem_region_probe</c>: where the device's part starts, and its serial number.</summary>
    private static ulong Cookie(int number)
    {
        Span<byte> record = stackalloc byte[16];
        record.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(record[8..], FirstSerial + (ulong)number);
        return Fletcher64.Compute(record);
    }
}
