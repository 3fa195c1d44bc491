using NvdimmPS.Abi;
using NvdimmPS.Files;

namespace NvdimmPS.Dsm;

/// <summary>Input payloads from what people have: digits, bytes, a file, named values. Checked before anything is sent.</summary>
public static class DsmInput
{
    /// <summary>The input of a function when none is given: its defaults, or nothing.</summary>
    public static byte[] None(DsmFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return function.Input switch
        {
            null => Check(function, []),
            { Fields.Count: 0 } => [],
            _ => DsmEncoder.EncodeInput(function, new Dictionary<string, object?>()),
        };
    }

    /// <summary>Hexadecimal digits.</summary>
    public static byte[] FromHex(DsmFunction function, string digits) => Check(function, ReadHex(digits));

    /// <summary>Hexadecimal digits, or another text that shows bytes, before it is known for which function.</summary>
    public static byte[] ReadHex(string digits)
    {
        try
        {
            return DumpText.Read(digits);
        }
        catch (NvdimmException e)
        {
            throw CodecErrors.BadHex(e);
        }
    }

    /// <summary>Bytes as they are.</summary>
    public static byte[] FromBytes(DsmFunction function, byte[] bytes) => Check(function, bytes);

    /// <summary>Named values in engineering units.</summary>
    public static byte[] FromArguments(DsmFunction function, IReadOnlyDictionary<string, object?> arguments) =>
        Check(function, DsmEncoder.EncodeInput(function, arguments));

    /// <summary>A file's bytes.</summary>
    public static byte[] FromFile(DsmFunction function, string path, CancellationToken stop = default) =>
        Check(function, ReadFile(path, stop));

    /// <summary>A file's bytes, before it is known for which function.</summary>
    public static byte[] ReadFile(string path, CancellationToken stop = default) =>
        InputFile.Read(path, NdCommands.MaxLength, CodecErrors.UnreadableFile, CodecErrors.HugeFile, stop);

    /// <summary>Holds the bytes against the layout: the size, and the counts inside.</summary>
    private static byte[] Check(DsmFunction function, byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(bytes);
        if (function.Input is not { } layout)
        {
            return int.TryParse(function.Sizes?.Input, out var size) && size != bytes.Length
                ? throw CodecErrors.WrongInputSize(function, bytes.Length)
                : bytes;
        }

        if (bytes.Length < layout.FixedSize || (layout.Tail is null && bytes.Length > layout.FixedSize))
        {
            throw CodecErrors.WrongInputSize(function, bytes.Length);
        }

        if (layout.Tail is { CountedBy: { } counter } tail)
        {
            var field = layout.Find(counter)!;
            var claimed = DsmDecoder.Read(bytes.AsSpan(field.Offset, field.Size));
            var actual = (ulong)((bytes.Length - layout.FixedSize) / tail.Size);
            if (claimed != actual)
            {
                throw CodecErrors.WrongInputCount(function, field, claimed, tail, actual);
            }
        }

        // Real hypervisors (QEMU 7.2) abort the whole guest on an empty label access.
        return (function.LegacyCommand == NdCommands.GetConfigData || function.LegacyCommand == NdCommands.SetConfigData)
            && DsmDecoder.Read(bytes.AsSpan(4, 4)) == 0
            ? throw CodecErrors.EmptyLabelAccess(function)
            : bytes;
    }
}
