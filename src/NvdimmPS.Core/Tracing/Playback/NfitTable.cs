using System.Buffers.Binary;
using System.Globalization;

namespace NvdimmPS.Tracing.Playback;

/// <summary>A DIMM as the firmware's table of NVDIMMs (NFIT) has it. Numbers are as they stand in the table.</summary>
internal sealed record NfitDimm(uint Handle)
{
    public ushort PhysicalId { get; init; }

    public ushort Vendor { get; init; }

    public ushort Device { get; init; }

    public ushort Revision { get; init; }

    public ushort SubsystemVendor { get; init; }

    public ushort SubsystemDevice { get; init; }

    public ushort SubsystemRevision { get; init; }

    public bool HasManufacturing { get; init; }

    public byte Location { get; init; }

    public ushort Date { get; init; }

    public uint Serial { get; init; }

    public ushort Format { get; init; }

    /// <summary>The id as the kernel shows it: each part in the order of its bytes.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Swap(Vendor):x4}-")
        + (HasManufacturing ? string.Create(CultureInfo.InvariantCulture, $"{Location:x2}-{Swap(Date):x4}-") : string.Empty)
        + string.Create(CultureInfo.InvariantCulture, $"{BinaryPrimitives.ReverseEndianness(Serial):x8}");

    /// <summary>The kernel shows most numbers in the order of their bytes.</summary>
    public static ushort Swap(ushort number) => BinaryPrimitives.ReverseEndianness(number);
}

/// <summary>Reads and writes the parts of the NFIT that say which DIMMs there are.</summary>
internal static class NfitTable
{
    private const int Head = 40, Length = 4, Revision = 8, Checksum = 9;
    private const int Mapping = 1, MappingSize = 48, ControlRegion = 4, ControlRegionSize = 80, ControlRegionLeast = 32;
    private const int MostStructures = 100_000;

    /// <summary>The DIMMs in the order of their handles; or what is wrong, with the offset in the table.</summary>
    public static List<NfitDimm>? Read(ReadOnlySpan<byte> table, out (int Offset, string Why) problem)
    {
        problem = default;
        if (table.Length < Head || !table[..4].SequenceEqual("NFIT"u8))
        {
            problem = (0, "the table is no NFIT");
            return null;
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(table[Length..]);
        if (length < Head || length > table.Length)
        {
            problem = (Length, $"the NFIT says that it has {length} bytes, and {table.Length} are there");
            return null;
        }

        table = table[..(int)length];
        if (Sum(table) != 0)
        {
            problem = (Checksum, "the checksum of the NFIT is wrong");
            return null;
        }

        var regions = new Dictionary<ushort, NfitDimm>();
        var mappings = new List<(uint Handle, ushort PhysicalId, ushort Region)>();
        var count = 0;
        for (var at = Head; at < table.Length;)
        {
            var rest = table[at..];
            if (rest.Length < 4 || BinaryPrimitives.ReadUInt16LittleEndian(rest[2..]) is var size && (size < 4 || size > rest.Length)
                || ++count > MostStructures)
            {
                problem = (at, "a structure of the NFIT has no size that fits");
                return null;
            }

            rest = rest[..size];
            switch (BinaryPrimitives.ReadUInt16LittleEndian(rest))
            {
                case Mapping when size >= MappingSize:
                    mappings.Add((BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]), U16(rest, 8), U16(rest, 14)));
                    break;
                case ControlRegion when size >= ControlRegionLeast:
                    regions.TryAdd(U16(rest, 4), Dimm(rest));
                    break;
            }

            at += size;
        }

        return [.. mappings.DistinctBy(m => m.Handle).OrderBy(m => m.Handle)
            .Select(m => (regions.GetValueOrDefault(m.Region) ?? new NfitDimm(0)) with { Handle = m.Handle, PhysicalId = m.PhysicalId })];
    }

    /// <summary>A table with these DIMMs and nothing else: a mapping of nothing and a control region each.</summary>
    public static byte[] Write(IReadOnlyList<NfitDimm> dimms)
    {
        var table = new byte[Head + (dimms.Count * (MappingSize + ControlRegionSize))];
        "NFIT"u8.CopyTo(table);
        BinaryPrimitives.WriteInt32LittleEndian(table.AsSpan(Length), table.Length);
        table[Revision] = 1;
        "NVDMPSNVDIMMPS "u8.CopyTo(table.AsSpan(10));
        for (var i = 0; i < dimms.Count; i++)
        {
            var dimm = dimms[i];
            var mapping = table.AsSpan(Head + (i * (MappingSize + ControlRegionSize)), MappingSize);
            Put(mapping, (0, Mapping), (2, MappingSize), (8, dimm.PhysicalId), (14, (ushort)(i + 1)), (42, 1));
            BinaryPrimitives.WriteUInt32LittleEndian(mapping[4..], dimm.Handle);
            var region = table.AsSpan(Head + (i * (MappingSize + ControlRegionSize)) + MappingSize, ControlRegionSize);
            Put(region, (0, ControlRegion), (2, ControlRegionSize), (4, (ushort)(i + 1)), (6, dimm.Vendor), (8, dimm.Device),
                (10, dimm.Revision), (12, dimm.SubsystemVendor), (14, dimm.SubsystemDevice), (16, dimm.SubsystemRevision),
                (20, dimm.Date), (28, dimm.Format));
            region[18] = dimm.HasManufacturing ? (byte)1 : (byte)0;
            region[19] = dimm.Location;
            BinaryPrimitives.WriteUInt32LittleEndian(region[24..], dimm.Serial);
        }

        table[Checksum] = (byte)-Sum(table);
        return table;
    }

    private static NfitDimm Dimm(ReadOnlySpan<byte> region) => new(0)
    {
        Vendor = U16(region, 6),
        Device = U16(region, 8),
        Revision = U16(region, 10),
        SubsystemVendor = U16(region, 12),
        SubsystemDevice = U16(region, 14),
        SubsystemRevision = U16(region, 16),
        HasManufacturing = (region[18] & 1) != 0,
        Location = region[19],
        Date = U16(region, 20),
        Serial = BinaryPrimitives.ReadUInt32LittleEndian(region[24..]),
        Format = U16(region, 28),
    };

    private static void Put(Span<byte> bytes, params ReadOnlySpan<(int At, int Value)> values)
    {
        foreach (var (at, value) in values)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes[at..], (ushort)value);
        }
    }

    private static ushort U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static byte Sum(ReadOnlySpan<byte> table)
    {
        byte sum = 0;
        foreach (var part in table)
        {
            sum += part;
        }

        return sum;
    }
}
