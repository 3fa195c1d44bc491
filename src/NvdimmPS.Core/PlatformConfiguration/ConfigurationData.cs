using System.Buffers.Binary;

namespace NvdimmPS.PlatformConfiguration;

/// <summary>
/// Platform config data, the tables by which the platform and a module agree on how the module's capacity is used: a head that says where
/// the others are, the current configuration, the goal, and what became of the goal.
/// </summary>
/// <param name="Tables">The head and the tables that are there, whole or not.</param>
/// <param name="Problems">What is wrong with them.</param>
/// <param name="IsEmpty">True where nothing was ever written.</param>
internal sealed record ConfigurationData(IReadOnlyList<PlatformTable> Tables, IReadOnlyList<TableProblem> Problems, bool IsEmpty)
{
    /// <summary>The part of the partition that is for these tables; what follows it belongs to others.</summary>
    public const int MaxSize = 64 << 10;

    public const string Head = "DMHD", CurrentName = "CCUR", InputName = "CIN_", OutputName = "COUT";

    private static readonly TableDecoder HeadDecoder = new(Head, PlatformLayouts.ConfigurationHeader);

    private static readonly (TableDecoder Decoder, string Size, string Start)[] Others =
    [
        (Make(CurrentName, PlatformLayouts.Current), "CurrentSize", "CurrentStart"),
        (Make(InputName, PlatformLayouts.Input), "InputSize", "InputStart"),
        (Make(OutputName, PlatformLayouts.Output), "OutputSize", "OutputStart"),
    ];

    /// <summary>The current configuration; null where it is not there or makes no sense.</summary>
    public PlatformTable? Current => Whole(CurrentName);

    /// <summary>The goal.</summary>
    public PlatformTable? Input => Whole(InputName);

    /// <summary>What became of the goal.</summary>
    public PlatformTable? Output => Whole(OutputName);

    /// <summary>Whether a goal waits for the next boot; null where what became of the last one cannot be read.</summary>
    public bool? IsGoalPending => Input is not { } goal ? false
        : Output is { } done ? goal.Number("Sequence") != done.Number("Sequence")
        : Tables.Any(t => t.Name == OutputName) ? null
        : true;

    /// <summary>
    /// How many bytes the tables take, as far as their head can be believed; where not all of the head is there, how many it takes.
    /// </summary>
    /// <param name="start">The first bytes.</param>
    public static int SizeOf(ReadOnlyMemory<byte> start)
    {
        var own = start.Length < PlatformLayouts.HeaderSize || !start.Span[..4].SequenceEqual("DMHD"u8) ? 0
            : BinaryPrimitives.ReadUInt32LittleEndian(start.Span[4..]);
        if (own > start.Length && own <= MaxSize)
        {
            return (int)own;
        }

        var head = HeadDecoder.Decode(start, 0, []);
        return (int)Others.Select(o => (Size: head.Number(o.Size), Start: head.Number(o.Start)))
            .Where(o => o is { Size: > 0, Start: > 0 } && o.Size + o.Start <= MaxSize)
            .Select(o => o.Size + o.Start).Append((ulong)Math.Min(start.Length, PlatformLayouts.ConfigurationHeader.FixedSize)).Max();
    }

    /// <summary>Decodes what was read.</summary>
    public static ConfigurationData Decode(ReadOnlyMemory<byte> bytes)
    {
        var size = PlatformLayouts.ConfigurationHeader.FixedSize;
        if (bytes.Length >= size && !bytes.Span[..size].ContainsAnyExcept((byte)0))
        {
            return new ConfigurationData([], [], true);
        }

        var problems = new List<TableProblem>();
        var head = HeadDecoder.Decode(bytes, 0, problems);
        var tables = new List<PlatformTable> { head };
        foreach (var (decoder, sizeName, startName) in Others)
        {
            var (length, start) = (head.Number(sizeName), head.Number(startName));
            if (length == 0 || start == 0)
            {
                continue;
            }

            if (length + start > MaxSize)
            {
                problems.Add(new TableProblem(decoder.Name, TableFault.Area, FormattableString.Invariant(
                    $"{length:N0} bytes at {start:N0} would reach beyond the {MaxSize:N0} that these tables have")));
                tables.Add(new PlatformTable(decoder.Name, (int)Math.Min(start, MaxSize), default, null, []));
            }
            else
            {
                var there = bytes[(int)Math.Min(start, (ulong)bytes.Length)..(int)Math.Min(start + length, (ulong)bytes.Length)];
                tables.Add((ulong)there.Length < length && IsCut(there.Span, length)
                    ? Cut(decoder.Name, (int)start, there, length, problems)
                    : decoder.Decode(there, (int)start, problems));
            }
        }

        return new ConfigurationData(tables, problems, false);
    }

    private static TableDecoder Make(string name, Dsm.DsmLayout layout) =>
        new(name, layout, PlatformLayouts.ConfigurationRecord) { IsPadded = true };

    private PlatformTable? Whole(string name) => Tables.FirstOrDefault(t => t.Name == name && t.Fields is not null);

    /// <summary>True where the module gave less than the table has.</summary>
    private static bool IsCut(ReadOnlySpan<byte> there, ulong size) =>
        there.Length < PlatformLayouts.HeaderSize
        || (BinaryPrimitives.ReadUInt32LittleEndian(there[4..]) is var length && length <= size && length > there.Length);

    private static PlatformTable Cut(string name, int start, ReadOnlyMemory<byte> there, ulong size, List<TableProblem> problems)
    {
        problems.Add(new TableProblem(name, TableFault.BeyondEnd,
            FormattableString.Invariant($"its head gives it {size:N0} bytes, and the module gave {there.Length:N0} of them")));
        return new PlatformTable(name, start, there, null, []);
    }
}
