using System.Buffers.Binary;
using System.Text;
using NvdimmPS.Dsm;

namespace NvdimmPS.PlatformConfiguration;

/// <summary>
/// Decodes one kind of table. It believes no size: what makes no sense is noted, its bytes are kept, and the rest is decoded.
/// </summary>
/// <param name="Name">Its signature.</param>
/// <param name="Layout">Its fixed part.</param>
/// <param name="Record">Its records; null where it has none.</param>
internal sealed record TableDecoder(string Name, DsmLayout Layout, Func<int, byte, RecordLayout?>? Record = null)
{
    /// <summary>No table of this kind is larger.</summary>
    public const int MaxLength = 64 << 10;

    /// <summary>True where zeros may follow the last record.</summary>
    public bool IsPadded { get; init; }

    /// <summary>The fault of a count that is larger than what follows.</summary>
    public TableFault CountFault { get; init; } = TableFault.ModuleCount;

    /// <summary>Decodes what is at an offset.</summary>
    /// <param name="bytes">The table and whatever is behind it.</param>
    /// <param name="offset">Where it starts.</param>
    /// <param name="problems">What is wrong is added to these.</param>
    public PlatformTable Decode(ReadOnlyMemory<byte> bytes, int offset, List<TableProblem> problems)
    {
        if (Wrong(bytes.Span) is { } problem)
        {
            problems.Add(problem);
            return new PlatformTable(Name, offset, bytes, null, []);
        }

        var table = bytes[..(int)BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[4..])];
        return new PlatformTable(Name, offset, table, DsmDecoder.Decode(Layout, table[..Layout.FixedSize]), [.. Records(table, problems)]);
    }

    /// <summary>The first thing that is wrong with a table as a whole.</summary>
    private TableProblem? Wrong(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= 4 && !bytes[..4].SequenceEqual(Encoding.ASCII.GetBytes(Name)))
        {
            return Problem(TableFault.Signature, $"'{Printable.Quote(Encoding.Latin1.GetString(bytes[..4]))}' stands where it should be");
        }

        if (bytes.Length < PlatformLayouts.HeaderSize)
        {
            return Problem(TableFault.Truncated,
                $"{Plural.Of(bytes.Length, "byte")} there, and its head alone has {PlatformLayouts.HeaderSize}");
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        return length > MaxLength ? Problem(TableFault.Length,
                FormattableString.Invariant($"its length is {length:N0} bytes, more than {MaxLength:N0}"))
            : length < Layout.FixedSize ? Problem(TableFault.LengthShort,
                $"its length is {Plural.Of(length, "byte")}, and its fixed part has {Layout.FixedSize}")
            : bytes.Length < Layout.FixedSize ? Problem(TableFault.Truncated,
                $"{Plural.Of(bytes.Length, "byte")} there, and its fixed part has {Layout.FixedSize}")
            : length > bytes.Length ? Problem(TableFault.BeyondEnd,
                FormattableString.Invariant($"its length is {length:N0} bytes, and {bytes.Length:N0} are there"))
            : !PlatformLayouts.Revisions.Contains(bytes[8]) ? Problem(TableFault.Revision,
                $"revision {PlatformTable.Show(bytes[8])} is not known")
            : Sum(bytes[..(int)length]) is not 0 and var sum ? Problem(TableFault.Checksum, $"its bytes sum up to 0x{sum:x2}, not to 0")
            : null;
    }

    private IEnumerable<PlatformRecord> Records(ReadOnlyMemory<byte> table, List<TableProblem> problems)
    {
        const int head = PlatformLayouts.RecordHeadSize;
        var revision = table.Span[8];
        for (var at = Layout.FixedSize; Record is not null && at < table.Length;)
        {
            var rest = table[at..];
            if (rest.Length < head)
            {
                problems.Add(Problem(TableFault.RecordTruncated,
                    $"{Plural.Of(rest.Length, "byte")} left behind its records, too few for another"));
                yield break;
            }

            var type = BinaryPrimitives.ReadUInt16LittleEndian(rest.Span);
            var length = BinaryPrimitives.ReadUInt16LittleEndian(rest.Span[2..]);
            if (length == 0 && IsPadded && !rest.Span.ContainsAnyExcept((byte)0))
            {
                yield break;
            }

            var (fault, text) = length == 0 ? (TableFault.RecordLengthZero, "no length")
                : length < head ? (TableFault.RecordLengthShort, $"a length of {Plural.Of(length, "byte")}, less than its head has")
                : length > rest.Length ? (TableFault.RecordBeyondTable,
                    FormattableString.Invariant($"a length of {length:N0} bytes where {rest.Length:N0} are left"))
                : default((TableFault, string?));
            if (text is not null)
            {
                problems.Add(Problem(fault, $"the record at {at} (type {type}) has {text}; what follows is not decoded"));
                yield break;
            }

            yield return Decode(type, at, rest[..length], Record(type, revision), problems);
            at += length;
        }
    }

    private PlatformRecord Decode(int type, int at, ReadOnlyMemory<byte> bytes, RecordLayout? layout, List<TableProblem> problems)
    {
        if (layout is null)
        {
            return new PlatformRecord(type, at, bytes, null, []);
        }

        var size = layout.Fields.FixedSize;
        if (bytes.Length < size)
        {
            problems.Add(Problem(TableFault.RecordLengthShort,
                $"the record at {at} (type {type}) has {Plural.Of(bytes.Length, "byte")}, and its fields {size}"));
            return new PlatformRecord(type, at, bytes, null, []);
        }

        var fields = DsmDecoder.Decode(layout.Fields, bytes[..size]);
        if (layout is not { Part: { } part, CountedBy: { } counter })
        {
            return new PlatformRecord(type, at, bytes, fields, []);
        }

        var (said, room) = ((int)fields.Find(counter)!.Number, (bytes.Length - size) / part.FixedSize);
        if (said > room)
        {
            problems.Add(Problem(CountFault, $"the record at {at} (type {type}) speaks of {said}, and has room for {room}"));
        }

        return new PlatformRecord(type, at, bytes, fields, [.. Enumerable.Range(0, Math.Min(said, room))
            .Select(i => DsmDecoder.Decode(part, bytes.Slice(size + (i * part.FixedSize), part.FixedSize)))]);
    }

    private TableProblem Problem(TableFault fault, string text) => new(Name, fault, text);

    private static byte Sum(ReadOnlySpan<byte> bytes)
    {
        byte sum = 0;
        foreach (var value in bytes)
        {
            sum += value;
        }

        return sum;
    }
}
