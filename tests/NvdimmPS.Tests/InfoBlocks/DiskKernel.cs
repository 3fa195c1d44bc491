using System.Text;
using NvdimmPS.Abi;
using NvdimmPS.Kernel;
using NvdimmPS.Tests.Inventory;

namespace NvdimmPS.Tests.InfoBlocks;

/// <summary>A small sysfs with an image behind its one disk. It notes what is written and opened, and can refuse that.</summary>
internal sealed class DiskKernel(SysfsTree tree, GoldenImage image) : INdKernel, IDisposable
{
    /// <summary>What is shown once the namespace is bound.</summary>
    public GoldenImage Image => image;

    /// <summary>Writes of attributes and openings of disks, in order.</summary>
    public List<string> Seen { get; } = [];

    /// <summary>What was written to the disk.</summary>
    public List<(ulong Offset, byte[] Bytes)> Written { get; } = [];

    public Dictionary<string, int> Refusals { get; } = [];

    public Action? BeforeOpen { get; set; }

    public KernelKind Kind => tree.Kind;

    public string SysfsRoot => tree.SysfsRoot;

    public string MountTable => tree.MountTable;

    public INdDevice Open(NdNode node, NdAccess access) => tree.Open(node, access);

    public int WriteAttribute(string attribute, ReadOnlySpan<byte> value) =>
        Note($"{attribute} {Encoding.UTF8.GetString(value).TrimEnd('\n')}") is > 0 and var errno ? -errno : value.Length;

    public INdDisk OpenDisk(string name, bool write)
    {
        BeforeOpen?.Invoke();
        return Note($"open {name} {(write ? "write" : "read")}") is > 0 and var errno ? throw KernelErrors.OpenDisk(name, "/dev/" + name, errno) : new Disk(this);
    }

    public void Forget()
    {
        Seen.Clear();
        Written.Clear();
        Refusals.Clear();
    }

    public void Dispose() => tree.Dispose();

    private int Note(string what)
    {
        Seen.Add(what);
        return Refusals.GetValueOrDefault(what);
    }

    private sealed class Disk(DiskKernel kernel) : INdDisk
    {
        public string Name => kernel.Image.Name;

        public ulong Size => kernel.Image.Size;

        public int Read(ulong offset, Span<byte> buffer) => kernel.Image.Read(offset, buffer);

        public int Write(ulong offset, ReadOnlySpan<byte> bytes)
        {
            kernel.Written.Add((offset, bytes.ToArray()));
            return kernel.Image.Write(offset, bytes);
        }

        public int Flush() => 0;

        public void Dispose()
        {
        }
    }
}
