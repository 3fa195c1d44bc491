namespace NvdimmPS.Tracing.Playback;

/// <summary>
/// The container of ipmctl's recordings: a header with a table of partitions, each a run of items; all numbers little-endian. The
/// heads of a request and its answer are as a 64-bit compiler aligns them.
/// </summary>
internal static class PlaybackFormat
{
    public const int HeaderSize = 2853, Partitions = 100, PartitionEntry = 16, PartitionTable = 4;

    public const int SoftwareVersion = 1604, SoftwareVersionSize = 25, OsVersion = 1629, OsName = 1729, OsSize = 100,
        Description = 1829, DescriptionSize = 1024;

    /// <summary>Signature, size and number of an item.</summary>
    public const int ItemHead = 12;

    public const int RequestHead = 24, AnswerHead = 32;

    /// <summary>What the recorder writes in place of a time.</summary>
    public const ulong RequestTime = 0xDEADBEEF, AnswerTime = 0x55AA55AA;

    /// <summary>A small payload, each way.</summary>
    public const int SmallPayload = 128;

    /// <summary>The most that is sent with a small payload: the register set of the command that carries others.</summary>
    public const int MostOfInput = 140;

    /// <summary>The most of any other payload: the mailbox.</summary>
    public const int MostOfPayload = 1 << 20;

    public const string Calls = "PBCL", Smbios = "PBSM", Nfit = "PBNF", Pcat = "PBPC", Pmtt = "PBPM", Tags = "PBTI", CommandTag = "PBDC";

    public static ReadOnlySpan<byte> FileSignature => "PBRH"u8;

    public static ReadOnlySpan<byte> ItemSignature => "PBLD"u8;
}
