using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.Tests.Fuzz;

/// <summary>Puts something between whoever sends and the kernel; it gets what is below, the request number and the buffer.</summary>
internal sealed class BetweenDevice(Func<Func<uint, byte[], int>, uint, byte[], int> between)
{
    public INdKernel Over(INdKernel kernel) => new Kernel(kernel, between);

    private sealed class Kernel(INdKernel below, Func<Func<uint, byte[], int>, uint, byte[], int> between) : INdKernel
    {
        public KernelKind Kind => below.Kind;

        public string Source => below.Source;

        public string SysfsRoot => below.SysfsRoot;

        public string MountTable => below.MountTable;

        public INdDevice Open(NdNode node, NdAccess access) => new Device(below.Open(node, access), between);
    }

    private sealed class Device(INdDevice below, Func<Func<uint, byte[], int>, uint, byte[], int> between) : INdDevice
    {
        public NdNode Node => below.Node;

        public int Ioctl(uint request, Span<byte> buffer)
        {
            var bytes = buffer.ToArray();
            var result = between((number, sent) => Send(number, sent, bytes), request, bytes);
            bytes.CopyTo(buffer);
            return result;
        }

        public void Dispose() => below.Dispose();

        private int Send(uint request, byte[] sent, byte[] answered)
        {
            var result = below.Ioctl(request, sent);
            sent.CopyTo(answered, 0);
            return result;
        }
    }
}
