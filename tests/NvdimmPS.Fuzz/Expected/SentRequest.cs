using System.Buffers.Binary;

namespace NvdimmPS.Fuzz.Expected;

/// <summary>The request number and the buffer that a call must become, by &lt;linux/ndctl.h&gt; and the table.</summary>
/// <param name="function">The function.</param>
/// <param name="input">Its input.</param>
/// <param name="isLegacy">Whether the command's own ioctl is sent.</param>
/// <param name="size">The room that was asked for; null where nobody did.</param>
internal sealed class SentRequest(FunctionTable function, byte[] input, bool isLegacy, int? size)
{
    private const int Package = 64, Word = 4, Page = 4096;

    // What NvdimmPS puts where firmware or kernel must write.
    private const uint NotWritten = 0xB7C3_91E6;

    // The sizes of the structures, which are a part of the request numbers.
    private static readonly Dictionary<string, (uint Number, uint Size)> Commands = new()
    {
        ["smart"] = (1, 132), ["smart_thresh"] = (2, 12), ["flags"] = (3, 8), ["get_size"] = (4, 12), ["get_data"] = (5, 12),
        ["set_data"] = (6, 8), ["vendor"] = (9, 8), ["ars_cap"] = (1, 32), ["ars_start"] = (2, 32), ["ars_status"] = (3, 48),
        ["clear_error"] = (4, 32),
    };

    /// <summary>Where the answer stands.</summary>
    public int Start { get; } = (isLegacy ? 0 : Package) + (function.Family.IsInPlace && !isLegacy ? 0 : input.Length);

    /// <summary>The room for it.</summary>
    public int Room { get; } = RoomOf(function, input, isLegacy, size);

    /// <summary>The whole request number, _IOWR('N', number, size).</summary>
    public uint Number
    {
        get
        {
            var (number, length) = isLegacy ? Commands[function.Legacy!] : (10u, (uint)Package);
            return 0xC000_0000 | (length << 16) | ('N' << 8) | number;
        }
    }

    /// <summary>What is wrong with what was sent; null where nothing is.</summary>
    public string? Difference(uint request, byte[] buffer)
    {
        var expected = Buffer();
        var at = buffer.AsSpan().CommonPrefixLength(expected);
        return request != Number ? $"the request number is 0x{request:x8}, must be 0x{Number:x8}"
            : buffer.Length != expected.Length ? $"the buffer has {buffer.Length} bytes, must have {expected.Length}"
            : at < buffer.Length ? $"byte {at} of the buffer is 0x{buffer[at]:x2}, must be 0x{expected[at]:x2}"
            : null;
    }

    /// <summary>The buffer.</summary>
    public byte[] Buffer()
    {
        var isInPlace = function.Family.IsInPlace && !isLegacy;
        var buffer = new byte[Start + Room + (isInPlace ? input.Length : 0)];
        input.CopyTo(buffer, isLegacy ? 0 : Package);
        if (!isLegacy)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(buffer, function.Family.Number);
            BinaryPrimitives.WriteUInt64LittleEndian(buffer.AsSpan(8), function.Number);
            Put(buffer, 16, (uint)input.Length);
            Put(buffer, 20, (uint)Room);
            Put(buffer, 60, NotWritten);
        }
        else if (function.Legacy is "vendor" or "ars_status")
        {
            // Of a vendor's answer the length word counts what follows it, of a scrub's status all of it.
            Put(buffer, Start + Word, (uint)(function.Legacy == "vendor" ? Room - (2 * Word) : Room));
        }

        Put(buffer, Start, NotWritten);
        return buffer;
    }

    private static int RoomOf(FunctionTable function, byte[] input, bool isLegacy, int? size)
    {
        int? isFixed = function.Output is { } layout ? (layout.Tail is null ? layout.FixedSize : null) : function.OutputSize;
        return function.Legacy == "get_data" && (isLegacy || size is null)
            ? (int)Math.Min(Word + (long)BinaryPrimitives.ReadUInt32LittleEndian(input.AsSpan(Word)), int.MaxValue / 2)
            : isLegacy && function.Output is { Tail: null } ? function.Output.FixedSize
            : size ?? isFixed ?? Page;
    }

    private static void Put(byte[] bytes, int offset, uint number) =>
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(offset), number);
}
