using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace NvdimmPS.Labels;

/// <summary>A field of an index block or a label: where it stands, and its value as text.</summary>
internal sealed record LabelField(string Name, int Offset, int Length, LabelFieldKind Kind = LabelFieldKind.Number)
{
    /// <summary>The fields of an index block, the free map last; its length is that of the block.</summary>
    public static IReadOnlyList<LabelField> OfIndex(int size) =>
    [
        new("Signature", 0, 16, LabelFieldKind.Text), new("Flags", 16, 3, LabelFieldKind.Bytes), new("LabelSize", 19, 1),
        new("Sequence", 20, 4),
        new("Offset", 24, 8), new("Size", 32, 8), new("OtherOffset", 40, 8), new("LabelOffset", 48, 8), new("Slots", 56, 4),
        new("Major", 60, 2), new("Minor", 62, 2), new("Checksum", 64, 8, LabelFieldKind.Bytes),
        new("FreeMap", LabelLayout.HeaderSize, size - LabelLayout.HeaderSize, LabelFieldKind.Bytes),
    ];

    /// <summary>The fields of a label.</summary>
    public static IReadOnlyList<LabelField> OfLabel(LabelForm form) => form switch
    {
        LabelForm.CxlNamespace =>
        [
            new("Type", 0, 16, LabelFieldKind.Uuid), new("Uuid", 16, 16, LabelFieldKind.Uuid), new("Name", 32, 64, LabelFieldKind.Text),
            new("Flags", 96, 4), new("Count", 100, 2), new("Position", 102, 2), new("Start", 104, 8), new("Size", 112, 8),
            new("Slot", 120, 4), new("Alignment", 124, 4), new("Region", 128, 16, LabelFieldKind.Uuid),
            new("AbstractionGuid", 144, 16, LabelFieldKind.Uuid), new("SectorSize", 160, 2), new("Reserved", 162, 86, LabelFieldKind.Bytes),
            Checksum,
        ],
        LabelForm.CxlRegion =>
        [
            new("Type", 0, 16, LabelFieldKind.Uuid), new("Uuid", 16, 16, LabelFieldKind.Uuid), new("Flags", 32, 4), new("Count", 36, 2),
            new("Position", 38, 2), new("Start", 40, 8), new("Size", 48, 8), new("Address", 56, 8), new("Slot", 64, 4),
            new("Granularity", 68, 4), new("Alignment", 72, 4), new("Reserved", 76, 172, LabelFieldKind.Bytes), Checksum,
        ],
        _ =>
        [
            new("Uuid", 0, 16, LabelFieldKind.Uuid), new("Name", 16, 64, LabelFieldKind.Text), new("Flags", 80, 4), new("Count", 84, 2),
            new("Position", 86, 2), new("InterleaveSetCookie", 88, 8, LabelFieldKind.Hex), new("SectorSize", 96, 8), new("Start", 104, 8),
            new("Size", 112, 8), new("Slot", 120, 4), .. form == LabelForm.Efi11
                ? (LabelField[])[new("Reserved", 124, 4, LabelFieldKind.Bytes)]
                :
                [
                    new("Alignment", 124, 1), new("Reserved", 125, 3, LabelFieldKind.Bytes), new("TypeGuid", 128, 16, LabelFieldKind.Guid),
                    new("AbstractionGuid", 144, 16, LabelFieldKind.Guid), new("Reserved", 160, 88, LabelFieldKind.Bytes), Checksum,
                ],
        ],
    };

    /// <summary>Its value in a block; it can be shown.</summary>
    public string Show(ReadOnlySpan<byte> block)
    {
        var bytes = block.Slice(Offset, Length);
        switch (Kind)
        {
            case LabelFieldKind.Text:
                var end = bytes.IndexOf((byte)0);
                return Printable.Line(Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]));
            case LabelFieldKind.Uuid:
                return new Guid(bytes, bigEndian: true).ToString();
            case LabelFieldKind.Guid:
                return new Guid(bytes).ToString();
            case LabelFieldKind.Bytes:
                return Hex(bytes);
            default:
                Span<byte> wide = stackalloc byte[sizeof(ulong)];
                bytes.CopyTo(wide);
                var number = BinaryPrimitives.ReadUInt64LittleEndian(wide);
                return Kind == LabelFieldKind.Hex ? string.Create(CultureInfo.InvariantCulture, $"0x{number:x}")
                    : number.ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Bytes as digits, shortened where they are many.</summary>
    public static string Hex(ReadOnlySpan<byte> bytes)
    {
        const int most = 32;
        return bytes.Length <= most ? Convert.ToHexString(bytes).ToLowerInvariant()
            : string.Create(CultureInfo.InvariantCulture,
                $"{Convert.ToHexString(bytes[..most]).ToLowerInvariant()}… ({bytes.Length} bytes)");
    }

    private static LabelField Checksum => new("Checksum", 248, 8, LabelFieldKind.Bytes);
}

/// <summary>How a field is shown.</summary>
internal enum LabelFieldKind
{
    Number,
    Hex,
    Text,
    Uuid,
    Guid,
    Bytes,
}
