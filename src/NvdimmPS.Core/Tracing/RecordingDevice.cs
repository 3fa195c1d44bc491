using System.Diagnostics;
using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.Tracing;

/// <summary>An open node whose ioctls are recorded as long as the trace runs.</summary>
internal sealed class RecordingDevice(INdDevice device, NdAccess access, NvdimmTrace trace) : INdDevice
{
    public NdNode Node => device.Node;

    public int Ioctl(uint request, Span<byte> buffer)
    {
        if (!trace.Active)
        {
            return device.Ioctl(request, buffer);
        }

        var before = buffer.ToArray();
        byte[]? after = null;
        try
        {
            var time = trace.Now;
            var start = Stopwatch.GetTimestamp();
            var result = device.Ioctl(request, buffer);
            var latency = Stopwatch.GetElapsedTime(start);
            after = result < 0 ? null : buffer.ToArray();
            trace.Add(Node, access, request, before, after, result, time, latency);
            return result;
        }
        finally
        {
            // A payload may be a passphrase.
            Array.Clear(before);
            Array.Clear(after ?? []);
        }
    }

    public void Dispose() => device.Dispose();
}
