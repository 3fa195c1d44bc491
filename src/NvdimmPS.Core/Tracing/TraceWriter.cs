namespace NvdimmPS.Tracing;

/// <summary>
/// Appends lines and hands each to the system at once, so that a crash loses at most one. Owns the stream, or what it is the
/// stream of.
/// </summary>
internal sealed class TraceWriter(Stream stream, IDisposable? owner = null) : IDisposable
{
    private readonly Sha256 _hash = new();
    private long _lines;
    private long _length;

    /// <exception cref="IOException">It could not be written; what there was of the line is taken back where that is possible.</exception>
    public void Write(ReadOnlyMemory<byte> line)
    {
        try
        {
            stream.Write(line.Span);
            stream.Flush();
        }
        catch (IOException)
        {
            TakeBack();
            throw;
        }

        _hash.Append(line.Span);
        _length += line.Length;
        _lines++;
    }

    /// <summary>The closing line: by its absence or its checksum a trace that was cut or changed is known.</summary>
    public void End() => Write(TraceLine.End(_lines, _hash.Current()));

    public void Dispose() => (owner ?? stream).Dispose();

    private void TakeBack()
    {
        try
        {
            if (stream.CanSeek)
            {
                stream.SetLength(_length);
            }
        }
        catch (IOException)
        {
            // The line stays cut; a reader will say so.
        }
    }
}
