using System.Text;
using NvdimmPS.Abi;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;
using NvdimmPS.Simulation;
using NvdimmPS.Tracing;

namespace NvdimmPS.Tests.Tracing;

/// <summary>Writes of sysfs attributes are recorded with what sysfs showed afterwards, and replayed so.</summary>
public sealed class WriteReplayTests : IDisposable
{
    private const string Bind = "bus/nd/drivers/nd_region/bind", Unbind = "bus/nd/drivers/nd_region/unbind";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nvdimm-writes-");
    private readonly string _file;

    public WriteReplayTests() => _file = Path.Combine(_folder.FullName, "t.jsonl");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void What_was_written_is_answered_and_shows_as_it_did()
    {
        using var machine = new SimulatedKernel("1x2");
        string[] recorded;
        using (var trace = NvdimmTrace.Start(machine, _file, replace: true, "test"))
        {
            recorded = [.. Session(trace.Kernel)];
        }

        Assert.Contains("region0 disabled", recorded[1], StringComparison.Ordinal);
        using var replay = new ReplayKernel(_file);
        Assert.Equal(recorded, Session(replay));
    }

    [Fact]
    public void What_was_not_is_an_error_that_says_what_there_is()
    {
        using var machine = new SimulatedKernel("1x2");
        using (var trace = NvdimmTrace.Start(machine, _file, replace: true, "test"))
        {
            Write(trace.Kernel, Unbind, "region0");
        }

        using INdSimulator replay = new ReplayKernel(_file);
        var e = Assert.Throws<NdReplayException>(() => Write(replay, Bind, "region0"));
        Assert.Equal("Nvdimm.Trace.NotRecorded", e.ErrorId);
        Assert.EndsWith($"has no write of 'region0' to /sys/{Bind}; it has: 'region0' to /sys/{Unbind}.", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"gone\":[]", "\"gone\":[\"../../etc\"]", "has a part that is no name")]
    [InlineData("\"gone\":[]", "\"gone\":[7]", "has an element that is no text")]
    [InlineData("\"changed\":[]", "\"changed\":[{\"kind\":\"link\",\"path\":\"a\",\"target\":\"/etc\"}]", "does not start in the tree")]
    [InlineData("\"changed\":[]", "\"changed\":[{\"kind\":\"ioctl\",\"path\":\"a\"}]", "which is no part of a tree")]
    [InlineData("\"result\":-19", "\"result\":-99999", "result")]
    [InlineData("\"result\":-19", "\"result\":8", "'result' is 8, not a whole number from -")]
    [InlineData("\"changed\":[]", "\"changed\":[{\"kind\":\"attribute\",\"path\":\"class/nd/ndctl0/x\",\"text\":\"\"}]", "lies in 'class/nd/ndctl0', which is no folder")]
    [InlineData("\"changed\":[]", "\"changed\":[{\"kind\":\"link\",\"path\":\"a/b/l\",\"target\":\"s\"},{\"kind\":\"link\",\"path\":\"a/b/l/out\",\"target\":\"t\"}]", "'a/b/l/out' lies in 'a/b/l', which is no folder")]
    [InlineData("\"changed\":[]", "\"changed\":[{\"kind\":\"link\",\"path\":\"a/l/out\",\"target\":\"t\"},{\"kind\":\"link\",\"path\":\"a/l\",\"target\":\"s\"}]", "'a/l' is there twice")]
    [InlineData("\"changed\":[]", "\"changed\":[{\"kind\":\"folder\",\"path\":\"class/nd/ndctl0\"}]", "'class/nd/ndctl0' is there twice")]
    [InlineData("\"gone\":[]", "\"gone\":[\"class/nd/ndctl0/x\"]", "lies in 'class/nd/ndctl0', which is no folder")]
    public void A_damaged_write_starts_nothing(string old, string changed, string why)
    {
        using var machine = new SimulatedKernel("1x2");
        using (var trace = NvdimmTrace.Start(machine, _file, replace: true, "test"))
        {
            Assert.Equal(-Errno.ENODEV, Write(trace.Kernel, Unbind, "region7"));
        }

        File.WriteAllText(_file, File.ReadAllText(_file).Replace(old, changed, StringComparison.Ordinal));
        var e = Assert.Throws<NvdimmException>(() => new ReplayKernel(_file).Dispose());
        Assert.Equal("Nvdimm.Trace.Line", e.ErrorId);
        Assert.Contains(why, e.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Session(INdKernel kernel)
    {
        foreach (var (attribute, value) in new[] { (Bind, "region0"), (Unbind, "region0"), (Unbind, "region0"), (Bind, "region0") })
        {
            yield return $"{Write(kernel, attribute, value)} {State(kernel)}";
        }
    }

    private static int Write(INdKernel kernel, string attribute, string value) => kernel.WriteAttribute(attribute, Encoding.UTF8.GetBytes(value));

    private static string State(INdKernel kernel)
    {
        var topology = new NvdimmMachine(kernel).Topology;
        return string.Join("; ", topology.GetRegions().Select(r => $"{r.Name} {(r.Enabled ? "enabled" : "disabled")}"))
            + "; " + string.Join(' ', topology.GetNamespaces().Select(n => $"{n.Name} {n.BlockDevice}"));
    }
}
