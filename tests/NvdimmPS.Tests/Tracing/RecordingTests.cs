using System.Text.Json;
using NvdimmPS.Abi;
using NvdimmPS.Simulation;
using NvdimmPS.Tests.Simulation;
using NvdimmPS.Tracing;

namespace NvdimmPS.Tests.Tracing;

/// <summary>The file while it is written, and what happens where it cannot be.</summary>
public sealed class RecordingTests : TraceTest
{
    private readonly Machine _machine = new();

    [Fact]
    public void The_header_says_where_when_and_with_what()
    {
        _machine.Time.Advance(TimeSpan.FromDays(2));
        using var replay = new ReplayKernel(Record(_machine.Kernel, k => Send(k, "nmem0", Intel(2, room: 12)), _machine.Time));
        var host = replay.Host;
        Assert.Equal(("Simulated", "test", Environment.MachineName, new DateTime(1970, 1, 3, 0, 0, 0, DateTimeKind.Utc)), (host.Source, host.FrontEnd, host.HostName, host.Time));
        Assert.All(new[] { host.ToolVersion, host.OperatingSystem, host.KernelRelease, host.Architecture, host.Runtime }, Assert.NotNull);
        Assert.Equal((1, "trace", File), (replay.Requests, replay.Name, replay.Path));
    }

    [Fact]
    public void A_request_is_readable()
    {
        Record(_machine.Kernel, k => Send(k, "nmem0", Intel(2, room: 12)));
        var line = JsonDocument.Parse(Lines[^2]).RootElement;
        Assert.Equal(
            ["ioctl", "nmem0", "ReadWrite", "0xc0404e0a", "cmd_call", "Call", "Intel", "GetSmartThreshold"],
            new[] { "kind", "node", "access", "request", "command", "route", "familyName", "functionName" }.Select(n => line.GetProperty(n).GetString()));
        Assert.Equal((2, 0, 0), (line.GetProperty("function").GetInt32(), line.GetProperty("result").GetInt32(), line.GetProperty("hidden").GetArrayLength()));
        Assert.True(line.GetProperty("latencyMicroseconds").GetDouble() > 0);
    }

    [Fact]
    public void Every_line_is_there_at_once_and_a_trace_that_was_never_stopped_is_replayed()
    {
        using var trace = NvdimmTrace.Start(_machine.Kernel, File, replace: false, "test");
        Send(trace.Kernel, "nmem0", Intel(2, room: 12));
        using var replay = new ReplayKernel(File);
        Assert.Contains("no closing line", replay.Warning, StringComparison.Ordinal);
        Assert.Equal(0u, Send(replay, "nmem0", Intel(2, room: 12)).Status());
    }

    [Fact]
    public void After_it_was_stopped_calls_go_on_and_nothing_is_recorded()
    {
        var trace = NvdimmTrace.Start(_machine.Kernel, File, replace: false, "test");
        using var device = trace.Kernel.Open(Machine.Node("nmem0"), NdAccess.ReadWrite);
        trace.Stop();
        trace.Stop();
        var length = new FileInfo(File).Length;
        Assert.Equal(0, device.Ioctl(Machine.CallRequest, Intel(2, room: 12).ToEnvelope()));
        Assert.Equal((length, 0L, false), (new FileInfo(File).Length, trace.Requests, trace.Active));
        Assert.Null(trace.Failure);
    }

    [Fact]
    public void Only_the_owner_may_read_it()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no modes");
            return;
        }

        Record(_machine.Kernel, _ => { });
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    [Fact]
    public void A_file_that_is_there_is_kept_unless_it_may_be_replaced()
    {
        System.IO.File.WriteAllText(File, "mine");
        Assert.Equal("Nvdimm.Trace.Exists", Failure(File, replace: false).ErrorId);
        Assert.Equal("mine", System.IO.File.ReadAllText(File));
        Record(_machine.Kernel, _ => { });
        Assert.StartsWith("{\"kind\":\"header\"", Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_left_where_it_cannot_begin()
    {
        Assert.Equal("Nvdimm.Trace.Create", Failure(Path.Combine(Folder, "no", "folder.jsonl")).ErrorId);
        Assert.Equal("Nvdimm.Trace.Folder", Failure(Folder).ErrorId);
        Assert.Equal("Nvdimm.Trace.Create", Failure(Path.Combine(Folder, new string('x', 300))).ErrorId);
        Assert.Equal("Nvdimm.Trace.Create", Failure(Path.Combine(Folder, "a\0b")).ErrorId);
        Assert.Empty(Directory.GetFileSystemEntries(Folder));
    }

    [Fact]
    public void A_device_is_not_replaced()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/dev/null is needed");
        Assert.Equal("Nvdimm.Trace.NotAFile", Failure("/dev/null").ErrorId);
    }

    [Fact]
    public void A_full_disk_ends_the_trace_and_no_call()
    {
        var begun = new MemoryStream();
        NvdimmTrace.Start(_machine.Kernel, begun, "test");
        var disk = new LimitedStream((int)begun.Length + 400);
        var trace = NvdimmTrace.Start(_machine.Kernel, disk, "test");
        Assert.Equal(0u, Send(trace.Kernel, "nmem0", Intel(2, room: 12)).Status());
        Assert.Equal(("Nvdimm.Trace.Write", false, 0L), (trace.Failure?.ErrorId, trace.Active, trace.Requests));
        Assert.EndsWith("\n", System.Text.Encoding.UTF8.GetString(disk.ToArray()), StringComparison.Ordinal); // the line that did not fit is taken back

        Assert.Equal(0u, Send(trace.Kernel, "nmem0", Intel(2, room: 12)).Status());
        Assert.Same(trace.Failure, trace.TakeWarning());
        Assert.Null(trace.TakeWarning());
        trace.Stop();

        System.IO.File.WriteAllBytes(File, disk.ToArray());
        using var replay = new ReplayKernel(File);
        Assert.NotNull(replay.Warning);
    }

    [Fact]
    public async Task Requests_at_the_same_time_are_whole_and_in_sequence()
    {
        using var machine = new SimulatedKernel("1x8");
        using (var trace = NvdimmTrace.Start(machine, File, replace: false, "test"))
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
            {
                for (var n = 0; n < 50; n++)
                {
                    Send(trace.Kernel, $"nmem{i}", Intel(2, room: 12));
                }
            })));
            Assert.Equal(400, trace.Requests);
        }

        using var replay = new ReplayKernel(File);
        Assert.Equal((400, null), (replay.Requests, replay.Warning));
    }

    private NvdimmException Failure(string path, bool replace = true) =>
        Assert.Throws<NvdimmException>(() => NvdimmTrace.Start(_machine.Kernel, path, replace, "test"));

    protected override void Dispose(bool disposing)
    {
        _machine.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>A disk with little room: it takes what fits and then fails, as write(2) does.</summary>
    private sealed class LimitedStream(int room) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            base.Write(buffer[..(int)Math.Min(buffer.Length, room - Length)]);
            if (Length == room)
            {
                throw new IOException("No space left on device");
            }
        }
    }
}
