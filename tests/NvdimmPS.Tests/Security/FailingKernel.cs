using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.Tests.Security;

/// <summary>A kernel of which one call to its keys or one write of an attribute fails.</summary>
/// <param name="kernel">The kernel.</param>
/// <param name="failing">The number of that call, from 0.</param>
/// <param name="errno">The errno.</param>
/// <param name="isDone">Whether a write is carried out all the same.</param>
internal sealed class FailingKernel(INdKernel kernel, int failing, int errno, bool isDone) : INdKernel, INdKeyRing
{
    private int _calls;

    /// <summary>Sees each call before it is made; an answer goes in its place.</summary>
    public Func<string, int?>? Instead { get; init; }

    /// <summary>What failed; null where there was no such call.</summary>
    public string? Failed { get; private set; }

    public KernelKind Kind => kernel.Kind;

    public string Source => kernel.Source;

    public string SysfsRoot => kernel.SysfsRoot;

    public string MountTable => kernel.MountTable;

    public INdKeyRing Keys => this;

    public INdDevice Open(NdNode node, NdAccess access) => kernel.Open(node, access);

    public int WriteAttribute(string attribute, ReadOnlySpan<byte> value)
    {
        var bytes = value.ToArray();
        return Meet(attribute, () => kernel.WriteAttribute(attribute, bytes));
    }

    public int Reach() => Meet("reach", kernel.Keys.Reach);

    public int Add(string type, string description, ReadOnlySpan<byte> payload, KeyPlace place)
    {
        var bytes = payload.ToArray();
        return Meet($"add {type}", () => kernel.Keys.Add(type, description, bytes, place));
    }

    public int Find(string type, string description) => Meet($"find {type}", () => kernel.Keys.Find(type, description));

    public int Read(int key, Span<byte> buffer)
    {
        var copy = buffer.ToArray();
        var result = Meet("read", () => kernel.Keys.Read(key, copy));
        copy.CopyTo(buffer);
        return result;
    }

    public int Link(int key, KeyPlace place) => Meet($"link {place}", () => kernel.Keys.Link(key, place));

    /// <summary>A thread's own ring lets its keys go, and ends with it.</summary>
    public int Unlink(int key, KeyPlace place) => place == KeyPlace.Thread
        ? kernel.Keys.Unlink(key, place)
        : Meet("unlink", () => kernel.Keys.Unlink(key, place));

    private int Meet(string what, Func<int> call)
    {
        if (_calls++ != failing)
        {
            return Instead?.Invoke(what) ?? call();
        }

        Failed = what;
        return isDone && what.Contains('/', StringComparison.Ordinal) && call() is < 0 and var result ? result : -errno;
    }
}
