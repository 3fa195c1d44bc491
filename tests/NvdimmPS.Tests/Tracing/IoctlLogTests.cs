using NvdimmPS.Abi;
using NvdimmPS.Inventory;
using NvdimmPS.Tests.Simulation;
using NvdimmPS.Tracing;

namespace NvdimmPS.Tests.Tracing;

/// <summary>Bare lists of ioctls, recorded of ndctl on the kernel's test bus.</summary>
public sealed class IoctlLogTests : TraceTest
{
    private static string Recording(string name) => Path.Combine(AppContext.BaseDirectory, "Tracing", "Data", name + ".ioctl.jsonl");

    [Fact]
    public void A_machine_is_made_up_of_the_nodes_in_it()
    {
        using var replay = new ReplayKernel(Recording("list-DH"));
        var topology = new Topology(replay);
        Assert.Contains("made up", replay.Warning, StringComparison.Ordinal);
        Assert.Equal(["nmem0", "nmem1", "nmem2", "nmem3"], topology.GetDevices().Select(d => d.Name));
        Assert.All(topology.GetDevices(), d => Assert.Equal(("Intel", "ndbus0", "cmd_call"), (d.Family, d.Bus, string.Join(' ', d.Commands!))));
        Assert.Equal(["ndbus0"], topology.GetBuses().Select(b => b.Name));
    }

    [Fact]
    public void Its_answers_are_given_to_our_own_requests()
    {
        using var replay = new ReplayKernel(Recording("list-DH"));
        var smart = Send(replay, "nmem1", Intel(1, room: 132));
        Assert.Equal((0, 0u, 132, 75), (smart.Result, smart.Status(), smart.Output.Length, smart.Output[13]));
        Assert.Throws<NdReplayException>(() => Send(replay, "nmem1", Intel(12, room: 36)));
    }

    [Theory]
    [InlineData("init-labels")]
    [InlineData("inject-error")]
    [InlineData("inject-smart")]
    [InlineData("list-DH")]
    public void Every_request_in_it_is_answered_as_it_was(string name)
    {
        using var replay = new ReplayKernel(Recording(name));
        foreach (var line in System.IO.File.ReadLines(Recording(name)))
        {
            var call = System.Text.Json.JsonDocument.Parse(line).RootElement;
            var buffer = Convert.FromHexString(call.GetProperty("before").GetString()!);
            using var device = replay.Open(Machine.Node(Path.GetFileName(call.GetProperty("dev").GetString()!)), NdAccess.ReadWrite);
            Assert.Equal(call.GetProperty("rc").GetInt32(), device.Ioctl(Convert.ToUInt32(call.GetProperty("request").GetString(), 16), buffer));
            Assert.Equal(call.GetProperty("after").GetString(), Convert.ToHexString(buffer).ToLowerInvariant());
        }
    }

    [Theory]
    [InlineData("\"rc\":0", "\"rc\":-1", "rc is -1 and errno 0")]
    [InlineData("\"errno\":0", "\"errno\":5", "rc is 0 and errno 5")]
    [InlineData("\"length\":196", "\"length\":195", "the bytes say 196")]
    [InlineData("/dev/nmem1", "/dev/sda", "no control node")]
    [InlineData("/dev/nmem1", "/etc/nmem1", "no control node")]
    [InlineData("\"func\":1", "\"func\":1,\"func\":2", "twice")]
    [InlineData("\"size_out\":132", "\"size_out\":\"\"", null)]
    public void A_line_that_contradicts_itself_is_refused(string text, string with, string? reason)
    {
        var lines = System.IO.File.ReadAllLines(Recording("list-DH"));
        Assert.Contains(text, lines[0], StringComparison.Ordinal);
        Write([.. lines[1..3], lines[0].Replace(text, with, StringComparison.Ordinal)]);
        if (reason is null)
        {
            new ReplayKernel(File).Dispose(); // a word for people; the bytes count
            return;
        }

        Assert.Contains(reason, Refusal().Message, StringComparison.Ordinal);
        Assert.Contains("line 3", Refusal().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_family_is_that_of_its_calls()
    {
        var before = Convert.ToHexString(NdRequest.Call(NdNodeKind.Dimm, 3, 11, default, 8).ToEnvelope());
        Write([$"{{\"dev\":\"/dev/nmem4\",\"request\":\"0xc0404e0a\",\"rc\":0,\"errno\":0,\"before\":\"{before}\",\"after\":\"{before}\"}}"]);
        using var replay = new ReplayKernel(File);
        Assert.Equal("Msft", Assert.Single(new Topology(replay).GetDevices()).Family);
    }
}
