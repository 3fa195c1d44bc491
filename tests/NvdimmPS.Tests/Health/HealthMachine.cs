using System.Buffers.Binary;
using NvdimmPS.Health;
using NvdimmPS.Inventory;
using NvdimmPS.Simulation;
using NvdimmPS.Tests.Cmdlets;
using NvdimmPS.Tests.Golden;

namespace NvdimmPS.Tests.Health;

/// <summary>A machine whose health is read, and whose answers can be put in the place of the firmware's.</summary>
internal sealed class HealthMachine : IDisposable
{
    private const ulong Papr = 5;

    public HealthMachine(string topology)
    {
        Kernel = new SimulatedKernel(topology);
        Watched = new WatchedKernel(Kernel) { AfterRequest = Replace };
    }

    public SimulatedKernel Kernel { get; }

    public WatchedKernel Watched { get; }

    public SimulatedDimm Dimm => Kernel.Dimms[0];

    /// <summary>What a function answers instead: the output, status word first.</summary>
    public Dictionary<uint, byte[]> Answers { get; } = [];

    /// <summary>A golden reply by the start of its name.</summary>
    public static byte[] Golden(string file, string name) => GoldenFile.Hex(
        GoldenFile.Cases(GoldenFile.Load("dsm/" + file), "replies").Concat(GoldenFile.Cases(GoldenFile.Load("dsm/" + file), "badReplies"))
            .Single(c => c.GetProperty("name").GetString()!.StartsWith(name, StringComparison.Ordinal)), "hex");

    public NvdimmHealth Read(string dimm = "nmem0", bool platformOnly = false) =>
        new HealthReader(Watched).Read(new NvdimmMachine(Watched).GetDevice(dimm, TopologyDetail.Health), platformOnly);

    /// <summary>All of its DIMMs.</summary>
    public IReadOnlyList<NvdimmHealth> ReadAll()
    {
        var reader = new HealthReader(Watched);
        return [.. new NvdimmMachine(Watched).Topology.GetDevices(TopologyDetail.Health).Select(d => reader.Read(d))];
    }

    public void Dispose()
    {
        Kernel.Dispose();
        Assert.Equal(0, Watched.StillOpen);
    }

    private void Replace(string node, Span<byte> buffer)
    {
        var function = BinaryPrimitives.ReadUInt64LittleEndian(buffer[8..]);
        if (!Answers.TryGetValue((uint)function, out var answer))
        {
            return;
        }

        // As the kernel's drivers do: as many bytes as there is room for, the firmware's own count beside them.
        var input = BinaryPrimitives.ReadUInt64LittleEndian(buffer) == Papr ? 0 : BinaryPrimitives.ReadInt32LittleEndian(buffer[16..]);
        var output = buffer[(64 + input)..];
        output.Fill(0xEE);
        answer.AsSpan(0, Math.Min(answer.Length, output.Length)).CopyTo(output);
        BinaryPrimitives.WriteInt32LittleEndian(buffer[60..], answer.Length);
    }
}
