using System.Buffers;
using System.Text;

namespace NvdimmPS.Cli;

/// <summary>UTF-8 on its way into a text: what is written goes on at once, so that a long document never stands in memory whole.</summary>
internal sealed class TextBuffer(TextWriter output) : IBufferWriter<byte>
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private byte[] _bytes = new byte[4096];

    public void Advance(int count)
    {
        Span<char> part = stackalloc char[1024];
        ReadOnlySpan<byte> rest = _bytes.AsSpan(0, count);
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
}
