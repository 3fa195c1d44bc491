using System.Buffers.Binary;
using NvdimmPS.Simulation.Firmware;
using NvdimmPS.Simulation.Providers;

namespace NvdimmPS.Simulation.Machines;

/// <summary>
/// A guest whose labels are broken, each DIMM or pair of DIMMs in another way: one for each finding about labels. Otherwise its labels
/// are whole, of version 1.2 and of two namespaces a region.
/// </summary>
internal static class BrokenLabelsMachine
{
    public const string Name = "broken-labels";

    private const ulong MiB = 1 << 20, Size = 256 * MiB, Part = 64 * MiB, FirstAddress = 0x10_0000_0000;
    private const int LabelArea = 128 << 10, LabelSize = 256, Checksum = 64, LabelChecksum = 248;

    /// <summary>What is broken on one DIMM, in the order of the DIMMs, with the finding that it gives.</summary>
    private static readonly (string Finding, Action<byte[]> Break)[] Single =
    [
        ("NV1601", area => area.AsSpan().Clear()),
        ("NV1602", area => (area[0], area[Geometry.IndexSize]) = (0, 0)),
        ("NV1603", area => Index(area, 0, index => index[0] = (byte)'X')),
        ("NV1604", area => Index(area, 0, index => index[19] = 2)),
        ("NV1605", area => area[Checksum] ^= 1),
        ("NV1606", area => Index(area, 0, index => index[20] = 2)),
        ("NV1607", area => Index(area, 0, index => index[25] = 1)),
        ("NV1608", area => Index(area, 0, index => Put(index, 32, LabelGeometry.HeaderSize - 1))),
        ("NV1611", area => Label(area, 1, label => label[120] = 7)),
        ("NV1612", area => Slot(area, 1)[40] ^= 1),
        ("NV1613", area => Slot(area, 0).Clear()),
        ("NV1614", area => Label(area, 1, label => Put(label, 104, Size))),
        ("NV1615", area => Label(area, 1, label => Put(label, 104, Part / 2))),
        ("NV1616", area => Label(area, 1, label => label[80] = 8)),
        ("NV1617", area => Label(area, 1, label => Slot(area, 0)[..80].CopyTo(label))),
        ("NV1618", area => Label(area, 1, label => Put(label, 96, 100))),
        ("NV1621", area => Label(area, 1, label => label[88] ^= 1)),
        ("NV1622", area => Label(area, 1, label => label[84] = 2)),
    ];

    /// <summary>The same of the second DIMM of a pair.</summary>
    private static readonly (string Finding, Action<byte[]> Break)[] Pairs =
    [
        ("NV1623", area => area.AsSpan().Clear()), // its labels are those of the other DIMM; see below
        ("NV1624", area => Label(area, 1, label => label[16] ^= 0x20)),
        ("NV1690", _ => { }), // of another version than the other DIMM's
    ];

    private static LabelGeometry Geometry { get; } = LabelGeometry.For(LabelArea, LabelSize);

    /// <summary>The findings, in the order of the DIMMs, two DIMMs each for the last ones.</summary>
    public static IReadOnlyList<string> Findings { get; } = [.. Single.Select(s => s.Finding), .. Pairs.Select(p => p.Finding)];

    /// <summary>The DIMMs that a finding is about: the last one is broken.</summary>
    public static int[] DimmsOf(string finding)
    {
        var pair = Array.FindIndex(Pairs, p => p.Finding == finding);
        return pair < 0
            ? [Array.FindIndex(Single, s => s.Finding == finding)]
            : [Single.Length + (2 * pair), Single.Length + (2 * pair) + 1];
    }

    public static SimulatorTopology Make()
    {
        var dimms = Enumerable.Range(0, Single.Length + (2 * Pairs.Length)).Select(Dimm).ToArray();
        var regions = Findings.Select((finding, i) => Region(i, finding, dimms)).ToArray();
        foreach (var (finding, breaks) in Single)
        {
            var number = DimmsOf(finding)[0];
            var labels = Labels(regions[number], number, position: 0, cookie: regions[number].Cookie);
            dimms[number] = dimms[number] with { WriteLabels = area => Write(area, labels, breaks) };
        }

        for (var i = 0; i < Pairs.Length; i++)
        {
            Pair(i, regions[Single.Length + i], dimms);
        }

        return new SimulatorTopology(Name, [QemuMachine.Bus(dimms, regions)]);
    }

    private static void Pair(int pair, RegionDefinition region, DimmDefinition[] dimms)
    {
        var (finding, breaks) = Pairs[pair];
        var numbers = DimmsOf(finding);
        var (first, second) = (Labels(region, numbers[0], 0, region.Cookie), Labels(region, numbers[0], 1, region.Cookie));
        Action<byte[]> writeFirst = area => Write(area, first, _ => { }), writeSecond = area => Write(area, second, breaks);
        if (finding == "NV1623")
        {
            // As if one DIMM's labels had been copied onto the other: both say that they are all of the set.
            NamespaceLabel[] alone = [.. first.Select(label => label with { Count = 1 })];
            writeFirst = writeSecond = area => Write(area, alone, _ => { });
        }
        else if (finding == "NV1690")
        {
            // Of two versions: sysfs shows the cookie in the form of the first DIMM's.
            writeFirst = static area => LabelAreaWriter.Write(area, 128, []);
            NamespaceLabel[] alone = [.. second.Select(label => label with { Count = 1, Position = 0 })];
            writeSecond = area => Write(area, alone, breaks);
        }

        dimms[numbers[0]] = dimms[numbers[0]] with { WriteLabels = writeFirst };
        dimms[numbers[1]] = dimms[numbers[1]] with { WriteLabels = writeSecond };
    }

    private static DimmDefinition Dimm(int number) => new()
    {
        Handle = (uint)number + 1,
        Vendor = 0x8680,
        Device = 0x0100,
        Revision = 0x0100,
        Serial = 0xB0B0_0001u + (uint)number,
        Capacity = Size,
        LabelAreaSize = LabelArea,
        MakeFirmware = (context, _) => new QemuFirmware(context.State),
    };

    private static RegionDefinition Region(int number, string finding, DimmDefinition[] dimms)
    {
        var numbers = DimmsOf(finding);
        DimmDefinition[] own = [.. numbers.Select(n => dimms[n])];
        return new RegionDefinition
        {
            Size = Size * (ulong)own.Length,
            Resource = FirstAddress + (2 * Size * (ulong)number),
            RangeIndex = number + 1,
            Mappings = [.. numbers.Select(n => new MappingDefinition(n, 0, Size))],
            DeepFlush = false,
            PersistenceDomain = "cpu_cache",
            NumaNode = 0,
            TargetNode = 0,
            Cookie = InterleaveCookie.Compute(own, 4096),
            LegacyCookie = InterleaveCookie.ComputeLegacy(own, 4096),
        };
    }

    /// <summary>Two namespaces; <paramref name="seed"/> makes them those of one region.</summary>
    private static NamespaceLabel[] Labels(RegionDefinition region, int seed, int position, ulong cookie) =>
    [
        .. Enumerable.Range(0, 2).Select(i => new NamespaceLabel
        {
            Uuid = new Guid(0x62_6C_00_00 + (seed << 4) + i, 0x1AB, 0x4E1, 0x80, 0, 0, 0, 0, 0, (byte)seed, (byte)i),
            Name = $"broken{seed}.{i}",
            Count = (ushort)region.Mappings.Count,
            Position = (ushort)position,
            Cookie = cookie,
            Start = (ulong)i * Part,
            Size = Part,
        }),
    ];

    private static void Write(byte[] area, IReadOnlyList<NamespaceLabel> labels, Action<byte[]> breaks)
    {
        LabelAreaWriter.Write(area, LabelSize, labels);
        breaks(area);
    }

    private static Span<byte> Slot(byte[] area, int slot) => area.AsSpan((2 * Geometry.IndexSize) + (slot * LabelSize), LabelSize);

    /// <summary>Changes an index block, whose checksum is right again then.</summary>
    private static void Index(byte[] area, int which, SpanAction change) =>
        Sum(area.AsSpan(which * Geometry.IndexSize, Geometry.IndexSize), Checksum, change);

    private static void Label(byte[] area, int slot, SpanAction change) => Sum(Slot(area, slot), LabelChecksum, change);

    private static void Sum(Span<byte> block, int at, SpanAction change)
    {
        change(block);
        block.Slice(at, 8).Clear();
        Put(block, at, Fletcher64.Compute(block));
    }

    private static void Put(Span<byte> block, int at, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(block[at..], value);

    private delegate void SpanAction(Span<byte> bytes);
}
