using System.Buffers.Binary;
using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.Tests.Abi;

/// <summary>A call allocates its reply and the reply's bytes, and nothing else: neither envelope nor closure.</summary>
public sealed class NdCallerAllocationTests
{
    private const int Calls = 200;

    [Theory]
    [InlineData(132)]
    [InlineData(3000)]
    public void A_call_allocates_the_reply_and_its_bytes(int outputSize)
    {
        var request = NdRequest.Call(NdNodeKind.Dimm, 0, 1, new byte[8], outputSize);
        var device = new Echo();
        Assert.Equal(Allocated(() => Reply(new byte[outputSize])), Allocated(() => NdCaller.Send(device, request)));
    }

    [Fact]
    public void So_does_a_legacy_command()
    {
        var request = NdRequest.Legacy(NdCommands.Smart, ReadOnlyMemory<byte>.Empty, 132);
        var device = new Echo();
        Assert.Equal(Allocated(() => Reply(new byte[132])), Allocated(() => NdCaller.Send(device, request)));
    }

    [Fact]
    public void A_refusal_allocates_the_reply_alone()
    {
        var request = NdRequest.Call(NdNodeKind.Dimm, 0, 1, ReadOnlyMemory<byte>.Empty, 132);
        var device = new Echo { Result = -Errno.ENOTTY };
        Assert.Equal(Allocated(() => Reply([])), Allocated(() => NdCaller.Send(device, request)));
    }

    [Fact]
    public void A_large_buffer_is_rented()
    {
        var request = NdRequest.Call(NdNodeKind.Dimm, 0, 1, ReadOnlyMemory<byte>.Empty, 60_000);
        var device = new Echo();
        Assert.Equal(Allocated(() => Reply(new byte[60_000])), Allocated(() => NdCaller.Send(device, request)));
    }

    [Fact]
    public void The_running_kernel_adds_nothing()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // /dev/null under a DIMM's name: a node that answers ENOTTY.
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var dimm = Directory.CreateDirectory(Path.Combine(folder.FullName, "bus", "nd", "devices", "nmem0"));
            File.WriteAllText(Path.Combine(dimm.FullName, "dev"), "1:3\n");
            File.CreateSymbolicLink(Path.Combine(folder.FullName, "nmem0"), "/dev/null");
            using var device = new LinuxKernel(folder.FullName, folder.FullName).Open(new NdNode(NdNodeKind.Dimm, 0), NdAccess.ReadWrite);
            var request = NdRequest.Call(NdNodeKind.Dimm, 0, 1, ReadOnlyMemory<byte>.Empty, 132);
            Assert.Equal(Errno.ENOTTY, NdCaller.Send(device, request).Errno);
            Assert.Equal(Allocated(() => Reply([])), Allocated(() => NdCaller.Send(device, request)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static NdReply Reply(byte[] output) => new(0, output, true, output.Length, false, TimeSpan.Zero);

    /// <summary>
    /// Bytes of an ordinary call, after the first ones have compiled and filled what stays. The median: a collection may
    /// empty the shared pool at any time, and the one call that fills it again says nothing of the others.
    /// </summary>
    private static long Allocated(Func<NdReply> call)
    {
        for (var i = 0; i < Calls; i++)
        {
            _ = call();
        }

        var bytes = new long[Calls];
        for (var i = 0; i < Calls; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            _ = call();
            bytes[i] = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Array.Sort(bytes);
        return bytes[Calls / 2];
    }

    private sealed class Echo : INdDevice
    {
        public int Result { get; init; }

        public NdNode Node => new(NdNodeKind.Dimm, 0);

        public int Ioctl(uint request, Span<byte> buffer)
        {
            if (Result == 0)
            {
                // A status and a size, as firmware and kernel write them over the marks.
                buffer.Replace((byte)0xFF, (byte)0);
                if (IoctlNumber.Number(request) == NdCommands.CallNumber)
                {
                    BinaryPrimitives.WriteUInt32LittleEndian(buffer[60..], BinaryPrimitives.ReadUInt32LittleEndian(buffer[20..]));
                }
            }

            return Result;
        }

        public void Dispose()
        {
        }
    }
}
