namespace NvdimmPS.Support;

/// <summary>Bytes in memory, of which there may not be more than a limit.</summary>
internal sealed class BoundedMemory(long limit) : MemoryStream
{
    // Spans and asynchronous writes come here too, since the class is not MemoryStream itself; a single byte does not.
    public override void Write(byte[] buffer, int offset, int count)
    {
        Check(count);
        base.Write(buffer, offset, count);
    }

    public override void WriteByte(byte value)
    {
        Check(1);
        base.WriteByte(value);
    }

    private void Check(int count)
    {
        if (Position + count > limit)
        {
            throw new IOException($"it would have more than {limit >> 20} MiB");
        }
    }
}
