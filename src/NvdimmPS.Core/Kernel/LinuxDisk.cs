namespace NvdimmPS.Kernel;

/// <summary>An open <c>/dev/pmemN</c>.</summary>
internal sealed class LinuxDisk(string name, ulong size, NdHandle handle) : INdDisk
{
    public string Name => name;

    public ulong Size => size;

    public int Read(ulong offset, Span<byte> buffer) => (int)FileCall.ReadAt(handle.Descriptor, buffer, (long)offset);

    public int Write(ulong offset, ReadOnlySpan<byte> bytes) => (int)FileCall.WriteAt(handle.Descriptor, bytes, (long)offset);

    public int Flush() => FileCall.Flush(handle.Descriptor);

    public void Dispose() => handle.Dispose();
}
