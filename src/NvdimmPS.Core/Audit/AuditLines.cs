namespace NvdimmPS.Audit;

/// <summary>Reads a log line by line, however long it is; of a line that is far too long only that it is there.</summary>
internal sealed class AuditLines(Stream stream) : IDisposable
{
    /// <summary>Many times what a record takes.</summary>
    public const int MaxLine = 64 << 10;

    private readonly byte[] _buffer = new byte[MaxLine + 1];
    private int _start, _filled;

    /// <summary>The number of the line that was read last, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>True where the line that was read last has its line end.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>
    /// The next line without its end, null in place of one that is too long; false at the end. It is good until the next one is
    /// read.
    /// </summary>
    public bool TryRead(out ReadOnlyMemory<byte>? line)
    {
        line = null;
        var isTooLong = false;
        while (true)
        {
            var end = _buffer.AsSpan(_start, _filled - _start).IndexOf((byte)'\n');
            if (end < 0 && _filled - _start == _buffer.Length)
            {
                (isTooLong, _start, _filled) = (true, 0, 0);
            }

            if (end < 0 && Fill())
            {
                continue;
            }

            var length = end >= 0 ? end : _filled - _start;
            IsWhole = end >= 0;
            if (!isTooLong)
            {
                line = _buffer.AsMemory(_start, length);
            }

            _start += end >= 0 ? length + 1 : length;
            Number++;
            return IsWhole || length > 0 || isTooLong;
        }
    }

    public void Dispose() => stream.Dispose();

    private bool Fill()
    {
        _buffer.AsSpan(_start, _filled - _start).CopyTo(_buffer);
        (_filled, _start) = (_filled - _start, 0);
        var read = stream.Read(_buffer, _filled, _buffer.Length - _filled);
        _filled += read;
        return read > 0;
    }
}
