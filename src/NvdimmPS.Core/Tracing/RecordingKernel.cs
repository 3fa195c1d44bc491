using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.Tracing;

/// <summary>A kernel whose opens and ioctls are recorded. It changes nothing of them.</summary>
internal sealed class RecordingKernel(INdKernel kernel, NvdimmTrace trace) : INdKernel
{
    public KernelKind Kind => kernel.Kind;

    public string Source => kernel.Source;

    public string SysfsRoot => kernel.SysfsRoot;

    public string MountTable => kernel.MountTable;

    public string SwapTable => kernel.SwapTable;

    /// <summary>The kernel behind a recording one, or the kernel itself.</summary>
    public static INdKernel Behind(INdKernel kernel) => kernel is RecordingKernel recording ? recording.Recorded : kernel;

    public INdDevice Open(NdNode node, NdAccess access)
    {
        var time = trace.Now;
        try
        {
            var device = kernel.Open(node, access);
            trace.Add(node, access, time, errno: 0, wrongNode: false);
            return new RecordingDevice(device, access, trace);
        }
        catch (NdOpenException e)
        {
            trace.Add(node, access, time, e.Errno, wrongNode: e.Errno == 0);
            throw;
        }
    }

    public int WriteAttribute(string attribute, ReadOnlySpan<byte> value)
    {
        var time = trace.Now;
        var result = kernel.WriteAttribute(attribute, value);
        trace.Add(attribute, value.ToArray(), result, time);
        return result;
    }

    // What is on a disk is the user's data, and in no trace.
    public INdDisk OpenDisk(string name, bool write) => kernel.OpenDisk(name, write);

    // Messages are read for themselves, and in no trace.
    public IReadOnlyList<string> ReadMessages() => kernel.ReadMessages();

    // Keys are secrets, and in no trace.
    public INdKeyRing Keys => kernel.Keys;

    private INdKernel Recorded => kernel;
}
