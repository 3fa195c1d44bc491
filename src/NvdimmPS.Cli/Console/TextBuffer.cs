using System.Buffers;
using System.Text;

namespace NvdimmPS.Cli;

/// <summary>UTF-8 on its way into a text: what is written goes on at once, so that a long document never stands in memory whole.</summary>
internal sealed class TextBuffer(TextWriter output) : IBufferWriter<byte>
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();

    /// <summary>Where bytes go as they are: the encoder has escaped what the writer before it would look for.</summary>
    private readonly Stream? _stream = output is PrintableWriter { Inner: StreamWriter { Encoding: UTF8Encoding, BaseStream: var stream } }
        ? After(output, stream)
        : null;

    private byte[] _bytes = new byte[16 << 10];

    public void Advance(int count)
    {
        ReadOnlySpan<byte> rest = _bytes.AsSpan(0, count);
        if (_stream is not null)
        {
            _stream.Write(rest);
            return;
        }

        Span<char> part = stackalloc char[1024];
        while (!rest.IsEmpty)
        {
            _decoder.Convert(rest, part, flush: false, out var used, out var chars, out _);
            output.Write(part[..chars]);
            rest = rest[used..];
        }
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (sizeHint > _bytes.Length)
        {
            _bytes = new byte[sizeHint];
        }

        return _bytes;
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>What was written before comes before.</summary>
    private static Stream After(TextWriter writer, Stream stream)
    {
        writer.Flush();
        return stream;
    }
}
