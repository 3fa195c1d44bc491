using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NvdimmPS.Abi;

namespace NvdimmPS.Kernel;

/// <summary>Sends requests. Allocates nothing but the reply.</summary>
public static class NdCaller
{
    private const int StackLimit = 4096;

    // Linux 4.10 to 4.18 write ars_status four bytes past its envelope (mended by commit 286e87718103); libndctl has spare room too.
    private const int Spare = 4;

    /// <summary>Sends one request. A refusal by the kernel is a reply too; nothing is thrown for it.</summary>
    [SkipLocalsInit] // What is used of the stack is cleared below; clearing all of it would cost more than the rest.
    public static NdReply Send(INdDevice device, in NdRequest request)
    {
        var size = NdEnvelope.Size(request);
        if (size <= StackLimit)
        {
            Span<byte> stack = stackalloc byte[StackLimit + Spare];
            try
            {
                return Send(device, request, stack[..size]);
            }
            finally
            {
                // A payload may be a passphrase: none of it stays behind, here or in the pool, whatever the device throws.
                stack[..size].Clear();
            }
        }

        var rented = ArrayPool<byte>.Shared.Rent(size + Spare);
        try
        {
            return Send(device, request, rented.AsSpan(0, size));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }

    private static NdReply Send(INdDevice device, in NdRequest request, Span<byte> buffer)
    {
        buffer.Clear();
        NdEnvelope.Build(request, buffer);
        NdEnvelope.Arm(request, buffer);
        BlockingCall.Waits(device.Node);
        var start = Stopwatch.GetTimestamp();
        var result = device.Ioctl(request.Command.Request, buffer);
        var latency = Stopwatch.GetElapsedTime(start);
        return result < 0 ? new NdReply(result, [], false, null, false, latency) : Read(request, buffer, result, latency);
    }

    private static NdReply Read(in NdRequest request, ReadOnlySpan<byte> buffer, int result, TimeSpan latency)
    {
        var output = buffer.Slice(NdEnvelope.OutputOffset(request), request.OutputSize);
        long? firmwareSize = null;
        if (request.Route == NdRoute.Call)
        {
            var reported = MemoryMarshal.AsRef<nd_cmd_pkg>(buffer).nd_fw_size;
            firmwareSize = reported == NdEnvelope.NotWritten ? null : reported;
        }
        else
        {
            // A positive return counts the trailing bytes that the firmware did not fill.
            firmwareSize = Math.Max(0, request.OutputSize - result);
        }

        var filled = (int)Math.Min(firmwareSize ?? request.OutputSize, request.OutputSize);
        var written = filled < sizeof(uint) || BinaryPrimitives.ReadUInt32LittleEndian(output) != NdEnvelope.NotWritten;
        var bytes = output[..filled].ToArray();
        if (!written)
        {
            bytes.AsSpan(0, sizeof(uint)).Clear();
        }

        return new NdReply(result, bytes, written, firmwareSize, firmwareSize > request.OutputSize, latency);
    }
}
