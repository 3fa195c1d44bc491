using System.Text;
using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.Tests.Changes;

/// <summary>A machine that takes every write and disk, refuses what a test says, and keeps what happened in order.</summary>
internal sealed class WritingKernel(INdKernel machine) : INdKernel
{
    private readonly Dictionary<string, int> _refused = new(StringComparer.Ordinal);

    /// <summary>What was written and opened.</summary>
    public List<string> Events { get; } = [];

    public KernelKind Kind => machine.Kind;

    public string SysfsRoot => machine.SysfsRoot;

    public string MountTable => machine.MountTable;

    /// <summary>Called after each write of an attribute.</summary>
    public Action? Written { get; set; }

    public void Refuse(string attributeOrDisk, int errno) => _refused[attributeOrDisk] = errno;

    public INdKeyRing Keys => machine.Keys;

    public INdDevice Open(NdNode node, NdAccess access) => machine.Open(node, access);

    public int WriteAttribute(string attribute, ReadOnlySpan<byte> value)
    {
        Events.Add($"{attribute}={Encoding.UTF8.GetString(value)}");
        Written?.Invoke();
        return _refused.TryGetValue(attribute, out var errno) ? -errno : value.Length;
    }

    public INdDisk OpenDisk(string name, bool write)
    {
        Events.Add($"open {name}");
        return _refused.TryGetValue(name, out var errno) ? throw KernelErrors.OpenDisk(name, "/dev/" + name, errno) : new Disk(this, name);
    }

    private sealed class Disk(WritingKernel owner, string name) : INdDisk
    {
        public string Name => name;

        public ulong Size => 1 << 20;

        public int Read(ulong offset, Span<byte> buffer) => buffer.Length;

        public int Write(ulong offset, ReadOnlySpan<byte> bytes)
        {
            owner.Events.Add($"{bytes.Length} bytes at {offset}");
            return bytes.Length;
        }

        public int Flush()
        {
            owner.Events.Add("flush");
            return 0;
        }

        public void Dispose() => owner.Events.Add($"close {name}");
    }
}
