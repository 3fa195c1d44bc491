namespace NvdimmPS.Support;

/// <summary>Bytes in memory, of which there may not be more than a limit.</summary>
internal sealed class BoundedMemory(long limit) : MemoryStream
{
    // Every other way to write comes here too, since the class is not MemoryStream itself.
    public override void Write(byte[] buffer, int offset, int count)
    {
        if (Position + count > limit)
        {
            throw new IOException($"it would have more than {limit >> 20} MiB");
        }

        base.Write(buffer, offset, count);
    }
}
