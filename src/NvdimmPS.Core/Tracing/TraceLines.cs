using NvdimmPS.Files;
using NvdimmPS.Kernel;

namespace NvdimmPS.Tracing;

/// <summary>Reads a file line by line, with a limit on a line and on all of it. The line ends with its line end, if it has one.</summary>
internal sealed class TraceLines(Stream stream, string path, long limit = TraceFormat.MaxFile, CancellationToken stop = default)
    : IDisposable
{
    private byte[] _buffer = new byte[64 << 10];
    private int _start, _filled;
    private long _total;

    /// <summary>Ends reading, and what is made of it.</summary>
    public CancellationToken Stop => stop;

    /// <summary>The number of the line that was read last, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="NvdimmException">It cannot be opened.</exception>
    public static TraceLines Open(string path, CancellationToken stop)
    {
        try
        {
            return new TraceLines(InputFile.Open(path, stop), path, stop: stop);
        }
        catch (FileRefusal e) when (e.Kind == FileKind.Folder)
        {
            throw TraceErrors.IsFolder(path);
        }
        catch (Exception e) when (AtomicFile.IsOfTheDisk(e))
        {
            throw TraceErrors.Unreadable(path, e);
        }
    }

    /// <summary>Whether the file begins so. Nothing is read past.</summary>
    public bool StartsWith(ReadOnlySpan<byte> signature)
    {
        var searched = _start;
        while (_filled - _start < signature.Length && Fill(ref searched))
        {
        }

        return _buffer.AsSpan(_start, _filled - _start).StartsWith(signature);
    }

    /// <summary>All that is left of the file; null where that is more than a limit.</summary>
    public byte[]? ReadRest(int limit)
    {
        using var all = new MemoryStream();
        var searched = _start;
        do
        {
            all.Write(_buffer.AsSpan(_start, _filled - _start));
            _start = searched = _filled;
        }
        while (all.Length <= limit && Fill(ref searched));
        return all.Length <= limit ? all.ToArray() : null;
    }

    /// <summary>The next line; false at the end. It is good until the next one is read.</summary>
    public bool TryRead(out ReadOnlyMemory<byte> line)
    {
        for (var searched = _start; ;)
        {
            var end = _buffer.AsSpan(searched, _filled - searched).IndexOf((byte)'\n');
            if (end >= 0 || !Fill(ref searched))
            {
                var length = end >= 0 ? searched + end + 1 - _start : _filled - _start;
                line = _buffer.AsMemory(_start, length);
                _start += length;
                Number += length > 0 ? 1 : 0;
                return length > 0;
            }
        }
    }

    public void Dispose() => stream.Dispose();

    /// <summary>Reads on; false at the end of the file.</summary>
    private bool Fill(ref int searched)
    {
        if (_filled - _start > TraceFormat.MaxLine)
        {
            throw TraceErrors.Line(path, Number + 1, $"it is longer than {TraceFormat.MaxLine >> 20} MiB, which no request is");
        }

        if (_start > 0)
        {
            _buffer.AsSpan(_start, _filled - _start).CopyTo(_buffer);
            (_filled, _start) = (_filled - _start, 0);
        }

        if (_filled == _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        stop.ThrowIfCancellationRequested();
        searched = _filled;
        int read;
        try
        {
            read = stream.Read(_buffer, _filled, _buffer.Length - _filled);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or InvalidDataException)
        {
            throw TraceErrors.Unreadable(path, e);
        }

        _filled += read;
        _total += read;
        return _total > limit ? throw TraceErrors.TooLarge(path, limit) : read > 0;
    }
}
