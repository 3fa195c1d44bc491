using System.Buffers.Binary;
using NvdimmPS.Abi;
using NvdimmPS.Kernel;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Simulation;

/// <summary>A simulated machine on a clock of its own, with short ways to send requests to it.</summary>
internal sealed class Machine : IDisposable
{
    public const uint CallRequest = 0xC0404E0A;

    public Machine(string topology = "1x2") => Kernel = new SimulatedKernel(Topologies.Parse(topology), Time);

    public ManualTime Time { get; } = new();

    public SimulatedKernel Kernel { get; }

    public SimulatedDimm Dimm => Kernel.Dimm("nmem0");

    public static NdNode Node(string name)
    {
        Assert.True(NdNode.TryParse(name, out var node));
        return node;
    }

    /// <summary>A package with its payload: input, then room for output that is marked as not written (0xEE).</summary>
    public static byte[] Package(ulong function, byte[]? input = null, int outputSize = 4, ulong family = 0)
    {
        input ??= [];
        var buffer = new byte[64 + input.Length + outputSize];
        BinaryPrimitives.WriteUInt64LittleEndian(buffer, family);
        BinaryPrimitives.WriteUInt64LittleEndian(buffer.AsSpan(8), function);
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(16), input.Length);
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(20), outputSize);
        input.CopyTo(buffer, 64);
        buffer.AsSpan(64 + input.Length).Fill(0xEE);
        return buffer;
    }

    /// <summary>Raw bytes to a node.</summary>
    public int Send(string node, uint request, byte[] buffer, NdAccess access = NdAccess.ReadWrite)
    {
        using var device = Kernel.Open(Node(node), access);
        return device.Ioctl(request, buffer);
    }

    /// <summary>A generic call; the output is what the firmware filled in.</summary>
    public NdReply Call(string node, ulong family, ulong function, byte[]? input = null, int outputSize = 256)
    {
        var target = Node(node);
        using var device = Kernel.Open(target, NdAccess.ReadWrite);
        return NdCaller.Send(device, NdRequest.Call(target.Kind, family, function, input ?? [], outputSize));
    }

    /// <summary>The same to the first DIMM's Intel firmware.</summary>
    public NdReply Intel(ulong function, byte[]? input = null, int outputSize = 256) => Call("nmem0", 0, function, input, outputSize);

    public NdReply Legacy(string node, NdCommand command, byte[] input, int outputSize)
    {
        using var device = Kernel.Open(Node(node), NdAccess.ReadWrite);
        return NdCaller.Send(device, NdRequest.Legacy(command, input, outputSize));
    }

    /// <summary>Little-endian fields, by type: byte, ushort, uint, ulong, byte[].</summary>
    public static byte[] Bytes(params object[] fields)
    {
        var bytes = new List<byte>();
        foreach (var field in fields)
        {
            bytes.AddRange(field switch
            {
                byte b => [b],
                ushort s => BitConverter.GetBytes(s),
                uint u => BitConverter.GetBytes(u),
                ulong l => BitConverter.GetBytes(l),
                byte[] raw => raw,
                _ => throw new ArgumentException($"{field.GetType()}", nameof(fields)),
            });
        }

        return [.. bytes];
    }

    /// <summary>Reads a sysfs attribute by its path below <c>bus/nd/devices</c>.</summary>
    public string Attribute(string path) => File.ReadAllText(Path.Combine(Kernel.SysfsRoot, "bus/nd/devices", path));

    public void DisableRegions()
    {
        foreach (var region in Kernel.Regions)
        {
            Kernel.DisableRegion(region.Name);
        }
    }

    public void Dispose() => Kernel.Dispose();
}
