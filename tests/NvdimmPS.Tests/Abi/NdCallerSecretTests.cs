using System.Buffers;
using System.Runtime.CompilerServices;
using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.Tests.Abi;

/// <summary>A payload may be a passphrase: of the envelope nothing stays in memory, also where the device throws.</summary>
public sealed class NdCallerSecretTests
{
    private static readonly byte[] Secret = [.. "known to the caller and to the firmware"u8];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public unsafe void Nothing_stays_on_the_stack(bool throws)
    {
        var device = new Keyhole { Throws = throws };
        Send(device, new byte[4000 - NdEnvelope.PackageSize - 4]);
        // Deep in a frame that is gone. What has been written over it since is no secret either.
        Assert.True(new ReadOnlySpan<byte>((void*)device.Place, device.Length).IndexOf(Secret) < 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Nor_in_the_pool(bool throws)
    {
        var device = new Keyhole { Throws = throws };
        Send(device, new byte[60_000]);
        // The pool gives a thread what it last gave back.
        var rented = ArrayPool<byte>.Shared.Rent(device.Length);
        Assert.True(rented.AsSpan().IndexOf(Secret) < 0);
        ArrayPool<byte>.Shared.Return(rented);
    }

    private static void Send(Keyhole device, byte[] input)
    {
        Secret.CopyTo(input, 8);
        try
        {
            _ = NdCaller.Send(device, NdRequest.Call(NdNodeKind.Dimm, 0, 20, input, 4));
        }
        catch (ObjectDisposedException)
        {
        }

        Assert.True(device.Length > 0);
    }

    /// <summary>Remembers where the envelope stood.</summary>
    private sealed class Keyhole : INdDevice
    {
        public bool Throws { get; init; }

        public nint Place { get; private set; }

        public int Length { get; private set; }

        public NdNode Node => new(NdNodeKind.Dimm, 0);

        public unsafe int Ioctl(uint request, Span<byte> buffer)
        {
            Assert.True(buffer.IndexOf(Secret) > 0);
            (Place, Length) = ((nint)Unsafe.AsPointer(ref buffer[0]), buffer.Length);
            return Throws ? throw new ObjectDisposedException(nameof(Keyhole)) : 0;
        }

        public void Dispose()
        {
        }
    }
}
