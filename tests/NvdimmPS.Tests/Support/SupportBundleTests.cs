using System.IO.Compression;
using System.Text;
using System.Text.Json;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Dsm.Vendor;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;
using NvdimmPS.Simulation;
using NvdimmPS.Support;
using NvdimmPS.Tests.Cli;
using NvdimmPS.Tests.Cmdlets;
using NvdimmPS.Tracing;

namespace NvdimmPS.Tests.Support;

/// <summary>A bundle has all that can be read, says what it has not, and changes nothing.</summary>
public sealed class SupportBundleTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nvdimm-support-");

    private string Path => System.IO.Path.Combine(_folder.FullName, "bundle.zip");

    public static TheoryData<string> Machines => [.. Topologies.Names, "1x2", "1x2:Hpe1", "1x2:Hpe2", "1x2:Msft", "1x2:HyperV", "1x2:Papr"];

    [Theory]
    [MemberData(nameof(Machines))]
    public void It_only_reads_on_every_machine(string topology)
    {
        using var kernel = new SimulatedKernel(topology);
        kernel.TranscriptCapacity = 100_000;
        var watched = new WatchedKernel(kernel) { BeforeWrite = path => Assert.Fail($"{path} is written"), BeforeDisk = name => Assert.Fail($"{name} is opened") };
        watched.BeforeRequest = (node, buffer) => AssertReads(node, watched.Request, buffer);
        var bundle = new SupportCollector(watched, "test", TimeSpan.FromMinutes(1)).Collect();
        Assert.True(SpinWait.SpinUntil(() => watched.StillOpen == 0, TimeSpan.FromMinutes(1)));
        bundle.Save(Path, overwrite: false);
        var devices = new Topology(kernel).GetDevices(TopologyDetail.Summary).ToList();
        Assert.True(kernel.Transcript.Count > 0 || devices.Count == 0);
        using var archive = ZipFile.OpenRead(Path);
        var names = archive.Entries.Select(e => e.FullName).ToList();
        Assert.All((string[])["README.txt", "index.json", "trace.jsonl", "machine/versions.json", "machine/buses.json", "machine/dimms.json", "machine/regions.json", "machine/namespaces.json", "machine/findings.json", "machine/bad-blocks.json"], name => Assert.Contains(name, names));
        Assert.All(devices, d => Assert.Contains($"dimms/{d.Name}/health.json", names));
        Assert.All(archive.Entries.Where(e => e.FullName.EndsWith(".json", StringComparison.Ordinal)), e => JsonDocument.Parse(Text(e)).Dispose());
        Assert.DoesNotContain(bundle.Steps, s => s.Reason?.Contains("bug in NvdimmPS", StringComparison.Ordinal) == true || s.Status == SupportStatus.TimedOut);
        Assert.All(bundle.Steps, s => Assert.Equal(s.Status == SupportStatus.Done, s.Reason is null));
        using var index = JsonDocument.Parse(Text(archive.GetEntry("index.json")!));
        Assert.Equal(bundle.Steps.Select(s => s.Status.ToString()), index.RootElement.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("status").GetString()));
        Assert.All(index.RootElement.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("file").GetString()).OfType<string>(), f => Assert.Contains(f, names));
        Assert.All(bundle.Steps, s => Assert.Contains(s.File, Text(archive.GetEntry("README.txt")!), StringComparison.Ordinal));
    }

    /// <summary>The bundle is a machine itself: health, firmware, labels and vendor commands answer as they did.</summary>
    [Fact]
    public void It_can_be_opened_as_a_recorded_machine()
    {
        using var kernel = new SimulatedKernel("1x2");
        kernel.Dimm("nmem1").HealthState = SimulatedHealth.Fatal;
        new SupportCollector(kernel, "test", TimeSpan.FromMinutes(1)).Collect().Save(Path, overwrite: false);
        using var replay = new ReplayKernel(Path);
        Assert.Null(replay.Warning);
        var machine = new NvdimmMachine(replay);
        var health = machine.Topology.GetDevices(TopologyDetail.Health).Select(d => new NvdimmPS.Health.HealthReader(replay).Read(d, firmware: true).HealthStatus);
        Assert.Equal(["Healthy", "Unhealthy"], health);
        using var caller = new DsmCaller(replay);
        Assert.NotNull(new NvdimmPS.Labels.LabelReader(caller, "Replayed").Read(machine.GetDevice("nmem0")).Version);
    }

    /// <summary>A DIMM that hangs is left behind in each of its steps; what the platform says of it, and all of the others, is there.</summary>
    [Fact]
    public void A_DIMM_that_hangs_is_named_and_the_rest_goes_on()
    {
        using var kernel = new SimulatedKernel("1x2");
        using var free = new ManualResetEventSlim();
        var clock = new Kernel.HandClock();
        var watched = new WatchedKernel(kernel) { BeforeRequest = (node, _) => Wait(node) };
        try
        {
            var bundle = new SupportCollector(watched, "test", Kernel.HandClock.Limit) { Time = clock }.Collect();
            Assert.All(bundle.Steps.Where(s => s.Target == "nmem0"), s => Assert.Equal((SupportStatus.TimedOut, true), (s.Status, s.Reason!.Contains("did not answer within", StringComparison.Ordinal))));
            Assert.All(bundle.Steps.Where(s => s.Target != "nmem0" && !s.File.EndsWith("kernel-messages.txt", StringComparison.Ordinal)), s => Assert.Equal(SupportStatus.Done, s.Status));
            Assert.Equal(["trace.jsonl", "machine/findings.json", "dimms/nmem0/health.json", "dimms/nmem1/health.json"], bundle.Files.Select(f => f.Name).Where(n => n is "trace.jsonl" or "machine/findings.json" || n.EndsWith("health.json", StringComparison.Ordinal)).OrderBy(n => n[0] == 't' ? 0 : n[0] == 'm' ? 1 : 2).ThenBy(n => n));
            Assert.Contains("NV1", Encoding.UTF8.GetString(bundle.Files.Single(f => f.Name == "machine/findings.json").Bytes.Span), StringComparison.Ordinal);
            Assert.All(bundle.Missing, s => Assert.Equal("nmem0", s.Target));
        }
        finally
        {
            free.Set();
        }

        Assert.True(SpinWait.SpinUntil(() => watched.StillOpen == 0, TimeSpan.FromMinutes(1)));

        void Wait(string node)
        {
            if (node == "nmem0")
            {
                clock.MakeLate();
                free.Wait(CancellationToken.None);
            }
        }
    }

    [Fact]
    public void A_function_that_fails_says_so_beside_the_others()
    {
        using var kernel = new SimulatedKernel("1x1");
        kernel.With(SimulatorFaultKind.Errno, Errno.EIO, "nmem0");
        var bundle = new SupportCollector(kernel, "test", TimeSpan.FromMinutes(1)).Collect();
        Assert.Equal(SupportStatus.Failed, bundle.Steps.Single(s => s.File == "dimms/nmem0/thresholds.json").Status);
        Assert.DoesNotContain(bundle.Files, f => f.Name == "dimms/nmem0/thresholds.json");
        using var functions = JsonDocument.Parse(bundle.Files.Single(f => f.Name == "dimms/nmem0/functions.json").Bytes);
        Assert.All(functions.RootElement.EnumerateArray(), f => Assert.Contains("EIO", f.GetProperty("error").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Messages_are_those_of_NVDIMMs_and_memory_errors_alone()
    {
        using var kernel = new SimulatedKernel("1x1");
        string[] messages =
        [
            "[    1.000000] nd_pmem namespace0.0: unable to guarantee persistence of writes", "[    2.000000] nfit ACPI0012:00: found a zero length table 'NFIT'",
            "[    3.000000] usb 1-1: new device, the password is hunter2", "[    4.000000] mce: [Hardware Error]: Machine check events logged",
            "[    5.000000] EXT4-fs (pmem0): mounted filesystem", "[    6.000000] Memory failure: 0x1234: recovery action", "[    7.000000] e1000: commence dance",
        ];
        var bundle = new SupportCollector(new TalkingKernel(kernel, () => messages), "test", TimeSpan.FromMinutes(1)).Collect();
        var text = Encoding.UTF8.GetString(bundle.Files.Single(f => f.Name == "machine/kernel-messages.txt").Bytes.Span);
        Assert.Equal([messages[0], messages[1], messages[3], messages[4], messages[5]], text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var refused = new SupportCollector(new TalkingKernel(kernel, () => throw KernelErrors.Messages("/dev/kmsg", Errno.EPERM)), "test", TimeSpan.FromMinutes(1)).Collect();
        var step = refused.Steps.Single(s => s.File == "machine/kernel-messages.txt");
        Assert.Equal((SupportStatus.Failed, true), (step.Status, step.Reason!.Contains("permission denied", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("6,339,5140900,-;nfit ACPI0012:00: text\n SUBSYSTEM=acpi\n DEVICE=+acpi:ACPI0012:00\n", "[    5.140900] nfit ACPI0012:00: text")]
    [InlineData("4,1,0,-,caller=T1;pmem0: \x1b[31mred\n", "[    0.000000] pmem0: ?[31mred")]
    [InlineData("no head", "no head")]
    public void A_message_is_shown_as_dmesg_shows_it(string record, string line) => Assert.Equal(line, KernelMessages.Line(record));

    [Fact]
    public void A_stopped_one_is_none()
    {
        using var kernel = new SimulatedKernel("1x1");
        using var stop = new CancellationTokenSource();
        var collector = new SupportCollector(kernel, "test", TimeSpan.FromMinutes(1)) { Begins = _ => stop.Cancel() };
        Assert.Throws<OperationCanceledException>(() => collector.Collect(stop.Token));
    }

    [Fact]
    public void It_is_for_its_owner_alone_and_replaces_nothing_unasked()
    {
        using var kernel = new SimulatedKernel("1x1");
        var bundle = new SupportCollector(kernel, "test", TimeSpan.FromMinutes(1)).Collect();
        bundle.Save(Path, overwrite: false);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
        }

        Assert.Equal("Nvdimm.Support.FileExists", Assert.Throws<NvdimmException>(() => bundle.Save(Path, overwrite: false)).ErrorId);
        Assert.Equal("Nvdimm.Support.FileExists", Assert.Throws<NvdimmException>(() => SupportBundle.Check(Path, overwrite: false)).ErrorId);
        bundle.Save(Path, overwrite: true);
        Assert.Equal([Path], Directory.GetFiles(_folder.FullName));
        Assert.Equal("Nvdimm.Support.File", Assert.Throws<NvdimmException>(() => bundle.Save(System.IO.Path.Combine(Path, "x"), overwrite: false)).ErrorId);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>By the tables: a read, without a passphrase, and of vendor commands the same.</summary>
    private static void AssertReads(string node, uint request, ReadOnlySpan<byte> buffer)
    {
        var kind = node.StartsWith("nmem", StringComparison.Ordinal) ? NdNodeKind.Dimm : NdNodeKind.Bus;
        var envelope = DsmEnvelope.Read(kind, request, buffer);
        var function = Assert.IsType<DsmFunction>(envelope.Function);
        if (function.HasVendorPayload)
        {
            var word = BitConverter.ToUInt32(buffer[envelope.InputOffset..]);
            function = VendorFunctions.Of(Assert.IsType<VendorCommand>(VendorCommands.Find(word)));
        }

        Assert.True(function.Danger == DsmDanger.Read, $"{node}: {function} is sent");
        Assert.False(function.HasSecret, $"{node}: {function} is sent");
    }

    private static string Text(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }

    private sealed class TalkingKernel(INdKernel kernel, Func<IReadOnlyList<string>> messages) : INdKernel
    {
        public KernelKind Kind => kernel.Kind;

        public string SysfsRoot => kernel.SysfsRoot;

        public string MountTable => kernel.MountTable;

        public INdDevice Open(NdNode node, NdAccess access) => kernel.Open(node, access);

        public IReadOnlyList<string> ReadMessages() => messages();
    }
}
