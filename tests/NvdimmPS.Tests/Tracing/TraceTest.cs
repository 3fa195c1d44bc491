using System.Text;
using NvdimmPS.Abi;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;
using NvdimmPS.Tests.Simulation;
using NvdimmPS.Tracing;

namespace NvdimmPS.Tests.Tracing;

/// <summary>A folder of its own for traces, and short ways to make and read them.</summary>
public abstract class TraceTest : IDisposable
{
    protected string Folder { get; } = Directory.CreateTempSubdirectory("nvdimm-trace-").FullName;

    protected string File => Path.Combine(Folder, "t.jsonl");

    /// <summary>Records what an action does on a machine.</summary>
    protected string Record(INdKernel kernel, Action<INdKernel> action, TimeProvider? time = null)
    {
        using (var trace = NvdimmTrace.Start(kernel, File, replace: true, "test", time))
        {
            action(trace.Kernel);
        }

        return File;
    }

    protected string[] Lines => System.IO.File.ReadAllLines(File);

    /// <summary>A file of these lines.</summary>
    protected string Write(IEnumerable<string> lines)
    {
        System.IO.File.WriteAllText(File, string.Concat(lines.Select(l => l + "\n")));
        return File;
    }

    /// <summary>The failure of a replay; nothing may be started by it.</summary>
    protected NvdimmException Refusal(string? file = null)
    {
        var failure = Assert.Throws<NvdimmException>(() => new ReplayKernel(file ?? File));
        Assert.StartsWith("Nvdimm.Trace.", failure.ErrorId, StringComparison.Ordinal);
        Assert.Contains(file ?? File, failure.Message, StringComparison.Ordinal);
        Assert.NotNull(failure.NextStep);
        return failure;
    }

    private protected static NdReply Send(INdKernel kernel, string node, in NdRequest request, NdAccess access = NdAccess.ReadWrite)
    {
        using var device = kernel.Open(Machine.Node(node), access);
        return NdCaller.Send(device, request);
    }

    private protected static NdRequest Intel(ulong function, byte[]? input = null, int room = 4) => NdRequest.Call(NdNodeKind.Dimm, 0, function, input ?? [], room);

    /// <summary>What the listings show, but for the source and the folder of the tree.</summary>
    private protected static string Inventory(INdKernel kernel)
    {
        var topology = new Topology(kernel);
        var listing = new NvdimmPS.Cli.Listing("-")
        {
            Buses = [.. topology.GetBuses()],
            Dimms = [.. topology.GetDevices(TopologyDetail.Full)],
            Regions = [.. topology.GetRegions()],
            Namespaces = [.. topology.GetNamespaces()],
        };
        return Encoding.UTF8.GetString(NvdimmPS.Cli.JsonText.Build(json => NvdimmPS.Cli.ListJson.Write(json, listing)).Span)
            .Replace(kernel.SysfsRoot, "/sys", StringComparison.Ordinal)
            .Replace($"\"{kernel.Source}\"", "-", StringComparison.Ordinal);
    }

    /// <summary>The first attribute of a name. Links lead in circles.</summary>
    private protected static string Attribute(INdKernel kernel, string name) =>
        Directory.GetFiles(kernel.SysfsRoot, name, new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })[0];

    protected virtual void Dispose(bool disposing) => Directory.Delete(Folder, recursive: true);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }
}
