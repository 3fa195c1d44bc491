using System.Globalization;
using NvdimmPS.Dsm;

namespace NvdimmPS.PlatformConfiguration;

/// <summary>What may be wrong with a table.</summary>
internal enum TableFault
{
    Truncated,
    Signature,
    Length,
    LengthShort,
    BeyondEnd,
    Area,
    Revision,
    Checksum,
    RecordTruncated,
    RecordLengthZero,
    RecordLengthShort,
    RecordBeyondTable,
    ModuleCount,
    FormatCount,
}

/// <summary>Something that is wrong with a table.</summary>
/// <param name="Table">The table's name.</param>
/// <param name="Fault">What is wrong.</param>
/// <param name="Text">The same in a sentence.</param>
internal sealed record TableProblem(string Table, TableFault Fault, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Table}: {Text}";
}

/// <summary>A record of a table.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Offset">Where it starts in the table.</param>
/// <param name="Bytes">All of it.</param>
/// <param name="Fields">Its fields; null where the type is not known or it is too short, and only its bytes can be shown.</param>
/// <param name="Parts">What follows its fields: modules, formats.</param>
internal sealed record PlatformRecord(int Type, int Offset, ReadOnlyMemory<byte> Bytes, DsmFieldValue[]? Fields, DsmFieldValue[][] Parts)
{
    public DsmFieldValue? Find(string name) => Fields.Find(name);
}

/// <summary>A table with its records.</summary>
/// <param name="Name">What is expected to be there, such as <c>CCUR</c>.</param>
/// <param name="Offset">Where it starts.</param>
/// <param name="Bytes">What is there, as far as it could be read.</param>
/// <param name="Fields">Its fields; null where it makes no sense, and only its bytes can be shown.</param>
/// <param name="Records">Its records.</param>
internal sealed record PlatformTable(string Name, int Offset, ReadOnlyMemory<byte> Bytes, DsmFieldValue[]? Fields,
    IReadOnlyList<PlatformRecord> Records)
{
    /// <summary>Which form it has.</summary>
    public byte Revision => (byte)(Fields.Find("Revision")?.Number ?? 0);

    public DsmFieldValue? Find(string name) => Fields.Find(name);

    /// <summary>The number of a field.</summary>
    public ulong Number(string name) => Fields.Find(name)?.Number ?? 0;

    /// <summary>A revision as the documents write it.</summary>
    public static string Show(byte revision) => string.Create(CultureInfo.InvariantCulture, $"{revision >> 4}.{revision & 0xF}");
}

/// <summary>Finds fields by name.</summary>
internal static class FieldLists
{
    public static DsmFieldValue? Find(this DsmFieldValue[]? fields, string name) =>
        fields is null ? null : Array.Find(fields, f => f.Name == name);
}
