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

    /// <summary>A bundle of a machine with a DIMM that hangs would take minutes if each of its steps waited as long as the first.</summary>
    [Fact]
    public void A_DIMM_that_hung_once_is_given_little_time_from_then_on()
    {
        using var kernel = new SimulatedKernel("1x2");
        using var free = new ManualResetEventSlim();
        var clock = new RushingClock();
        var watched = new WatchedKernel(kernel)
        {
            BeforeRequest = (node, _) =>
            {
                if (node == "nmem0")
                {
                    free.Wait(CancellationToken.None);
                }
            },
        };
        try
        {
            var bundle = new SupportCollector(watched, "test", TimeSpan.FromMinutes(1))
            {
                Time = clock, Begins = title => clock.Rushes = title.StartsWith("nmem0:", StringComparison.Ordinal),
            }.Collect();
            var reasons = bundle.Steps.Where(s => s.Target == "nmem0").Select(s => s.Reason!).ToList();
            Assert.StartsWith("nmem0 did not answer within 60 s", reasons[0], StringComparison.Ordinal);
            Assert.NotEmpty(reasons[1..]);
            Assert.All(reasons[1..], r => Assert.StartsWith("nmem0 did not answer within 2 s", r, StringComparison.Ordinal));
        }
        finally
        {
            free.Set();
        }

        Assert.True(SpinWait.SpinUntil(() => watched.StillOpen == 0, TimeSpan.FromMinutes(1)));
    }

    /// <summary>Nobody must take a trace for whole that is not.</summary>
    [Fact]
    public void A_trace_that_breaks_off_is_no_success()
    {
        using var kernel = new SimulatedKernel("1x2");
        var begun = new MemoryStream();
        NvdimmTrace.Start(kernel, begun, "test").Dispose();
        var bundle = new SupportCollector(kernel, "test", TimeSpan.FromMinutes(1)) { MostOfTrace = begun.ToArray().Length + 1000 }.Collect();
        var step = bundle.Steps.Single(s => s.File == "trace.jsonl");
        Assert.Equal(SupportStatus.Failed, step.Status);
        Assert.Contains("it would have more than", step.Reason, StringComparison.Ordinal);
        Assert.Contains(step, bundle.Missing);
        Assert.Equal(SupportStatus.Done, bundle.Steps.Single(s => s.File == "dimms/nmem1/functions.json").Status);
    }

    /// <summary>A machine that has lost its time has all the more need of a bundle.</summary>
    [Theory]
    [InlineData(1970)]
    [InlineData(2108)]
    public void A_time_that_an_archive_cannot_say_is_left_out(int year)
    {
        var bundle = new SupportBundle(new TraceHost { Time = new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc) }, [("a.txt", "text"u8.ToArray())])
        {
            StepLimit = TimeSpan.FromMinutes(1), Steps = [],
        };
        bundle.Save(Path, overwrite: false);
        using var archive = ZipFile.OpenRead(Path);
        Assert.Equal("text", Text(archive.GetEntry("a.txt")!));
        Assert.Contains($"{year}-01-01", Text(archive.GetEntry("README.txt")!), StringComparison.Ordinal);
    }

    /// <summary>Each of these has a file that says why of all that it lacks: without its step's word it would be taken for an answer.</summary>
    [Fact]
    public void A_DIMM_whose_answers_are_garbage_has_failed_and_keeps_its_files()
    {
        using var kernel = new SimulatedKernel("1x2");
        var watched = new WatchedKernel(kernel);
        watched.AfterRequest = (node, buffer) =>
        {
            if (node == "nmem0")
            {
                buffer[(int)DsmEnvelope.Read(NdNodeKind.Dimm, watched.Request, buffer).OutputOffset..].Fill(0xA5);
            }
        };
        var bundle = new SupportCollector(watched, "test", TimeSpan.FromMinutes(1)).Collect();
        foreach (var name in new[] { "functions", "capacity", "platform-configuration" })
        {
            var step = bundle.Steps.Single(s => s.File == $"dimms/nmem0/{name}.json");
            Assert.Equal((name, SupportStatus.Failed, true), (name, step.Status, step.Reason is { Length: > 0 }));
            Assert.Contains(bundle.Files, f => f.Name == step.File);
            Assert.Equal(SupportStatus.Done, bundle.Steps.Single(s => s.File == $"dimms/nmem1/{name}.json").Status);
        }
    }

    /// <summary>
    /// While a call to a DIMM runs, the kernel makes those wait who ask for its state or for what is free of its regions: there is still
    /// all that does not wait.
    /// </summary>
    [Fact]
    public void A_bus_that_the_kernel_holds_leaves_all_that_can_be_read_without_it()
    {
        using var kernel = new SimulatedKernel("1x2");
        using var free = new ManualResetEventSlim();
        var watched = new WatchedKernel(kernel) { BeforeRequest = (node, _) => Wait(node == "nmem0") };
        string[] waiting = ["/nmem0/state", "/nmem0/available_slots", "/nmem0/nfit/available_slots", "/available_size", "/max_available_extent"];
        BlockingCall.OfAll.Value = (folder, name) => Wait(waiting.Any(System.IO.Path.Join(folder, name).TrimEnd('/').EndsWith));
        try
        {
            var bundle = new SupportCollector(watched, "test", TimeSpan.FromSeconds(2)).Collect();
            Assert.Equal(
                [("trace.jsonl", SupportStatus.TimedOut), ("machine/dimms.json", SupportStatus.TimedOut), ("machine/buses.json", SupportStatus.Done), ("machine/regions.json", SupportStatus.TimedOut), ("machine/findings.json", SupportStatus.Done)],
                bundle.Steps.Where(s => s.File is "trace.jsonl" or "machine/dimms.json" or "machine/buses.json" or "machine/regions.json" or "machine/findings.json").Select(s => (s.File, s.Status)));
            Assert.Equal(["machine/dimms.json", "dimms/nmem0/health.json", "dimms/nmem1/health.json"], bundle.Files.Select(f => f.Name).Where(n => n is "machine/dimms.json" || n.EndsWith("health.json", StringComparison.Ordinal)));
            Assert.Equal([("nmem0", SupportStatus.TimedOut), ("nmem1", SupportStatus.Done)], bundle.Steps.Where(s => s.File.EndsWith("/health.json", StringComparison.Ordinal)).Select(s => (s.Target, s.Status)));
            var findings = Encoding.UTF8.GetString(bundle.Files.Single(f => f.Name == "machine/findings.json").Bytes.Span);
            Assert.Contains("nmem0", findings, StringComparison.Ordinal);
            Assert.DoesNotContain("NV2007", findings, StringComparison.Ordinal);
        }
        finally
        {
            BlockingCall.OfAll.Value = null;
            free.Set();
        }

        Assert.True(SpinWait.SpinUntil(() => watched.StillOpen == 0, TimeSpan.FromMinutes(1)));

        void Wait(bool isHeld)
        {
            if (isHeld)
            {
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

    /// <summary>With its debugging on, the nfit driver prints the bytes of vendor commands, passphrases among them.</summary>
    [Theory]
    [InlineData("[   12.345678] nvdimm in  00000000: 0000f103 00000080 53706f54 65726365  ........TopSecre")]
    [InlineData("[   12.345679][ T1234] nvdimm in  00000010: 73615074 61726870 00216573 00000000  tPassphrase!....")]
    [InlineData("[   12.345680] cmd_call00000000: 53706f54 65726365  TopSecre nvdimm")]
    [InlineData("[   12.345681] vendor00000010: 53706f54 nmem0")]
    public void Messages_have_no_dump_of_a_request_or_an_answer(string message) => Assert.Empty(MessageFilter.Of([message]));

    [Theory]
    [InlineData(
        "[    0.000000] Kernel command line: root=/dev/sda1 rd.iscsi.password=hunter2 memmap=4G!12G nfit.force_enable_dimms=1 rootflags=dax",
        "[    0.000000] Kernel command line: memmap=4G!12G nfit.force_enable_dimms=1 rootflags=dax")]
    [InlineData("[    0.000000] Command line: mce=off rd.password=dax", "[    0.000000] Command line: mce=off")]
    [InlineData("[    0.1] Unknown kernel command line parameters \"nd_x.y=1 token=pmem-hunter2\", will be passed to user space.", "[    0.1] Unknown kernel command line parameters nd_x.y=1")]
    [InlineData("[    0.2] dracut-cmdline[201]: Using kernel command line parameters: rd.x=\"dax hunter2\" rootflags=dax,password=hunter2", null)]
    public void Of_a_command_line_there_are_the_parameters_of_NVDIMMs_alone(string message, string? shown) =>
        Assert.Equal(shown is null ? [] : [shown], MessageFilter.Of([message]));

    [Theory]
    [InlineData("6,339,5140900,-;nfit ACPI0012:00: text\n SUBSYSTEM=acpi\n DEVICE=+acpi:ACPI0012:00\n", "[    5.140900] nfit ACPI0012:00: text")]
    [InlineData("4,1,0,-,caller=T1;pmem0: \x1b[31mred\n", "[    0.000000] pmem0: ?[31mred")]
    [InlineData("no head", "no head")]
    public void A_message_is_shown_as_dmesg_shows_it(string record, string line) => Assert.Equal(line, KernelMessages.Line(record));

    /// <summary>Where the DIMMs could not be listed, nobody knows that there is none.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void That_there_is_no_DIMM_is_said_where_that_is_known(bool fails)
    {
        using var simulator = new SimulatedKernel("1x1");
        INdKernel kernel = fails ? simulator : new NoKernel();
        BlockingCall.OfAll.Value = (_, name) => _ = fails && name == "handle" ? throw new InvalidOperationException("the test's") : name;
        try
        {
            var bundle = new SupportCollector(kernel, "test", TimeSpan.FromMinutes(1)).Collect();
            Assert.Equal(fails ? SupportStatus.Failed : SupportStatus.Done, bundle.Steps.Single(s => s.File == "machine/dimms.json").Status);
            Assert.Equal(!fails, Encoding.UTF8.GetString(bundle.Files.Single(f => f.Name == "machine/findings.json").Bytes.Span).Contains("NV2007", StringComparison.Ordinal));
        }
        finally
        {
            BlockingCall.OfAll.Value = null;
        }
    }

    /// <summary>A trace that begins once its time is over has no requests, and is none of the bundle.</summary>
    [Fact]
    public void A_trace_that_begins_too_late_is_none()
    {
        using var kernel = new SimulatedKernel("1x1");
        using var late = new ManualResetEventSlim();
        using var begun = new ManualResetEventSlim();
        var isTrace = false;
        var slow = new TalkingKernel(kernel, () => [])
        {
            BeforeMounts = () =>
            {
                if (isTrace)
                {
                    isTrace = false;
                    late.Wait(CancellationToken.None);
                    begun.Set();
                }
            },
        };
        var bundle = new SupportCollector(slow, "test", TimeSpan.FromSeconds(2))
        {
            Begins = title =>
            {
                isTrace = title.StartsWith("trace", StringComparison.Ordinal);
                if (title == "bad blocks")
                {
                    late.Set();
                    Assert.True(begun.Wait(TimeSpan.FromMinutes(1)));
                }
            },
        }.Collect();
        Assert.Equal(SupportStatus.TimedOut, bundle.Steps.Single(s => s.File == "trace.jsonl").Status);
        Assert.DoesNotContain(bundle.Files, f => f.Name == "trace.jsonl");
    }

    /// <summary>Nobody but the file says that these read: a function, a vendor command, and a family that a file makes.</summary>
    [Fact]
    public void What_a_file_calls_a_read_is_not_sent()
    {
        using var isolated = DsmFamilies.Isolate();
        DsmFamilies.Import(DsmSchema.Parse("test", """
            { "format": "nvdimmps-dsm-schema", "version": 1, "families": [
                { "name": "Intel", "vendorCommands": [ { "opcode": "0xe0", "subOpcode": 1, "name": "WipeSome", "danger": "Read", "input": [], "output": [] } ] },
                { "name": "HPE1", "functions": [ { "number": 9999, "name": "WipeAll", "danger": "Read", "input": [], "output": [ { "name": "Status", "size": 4 } ] } ] },
                { "name": "Foreign", "number": 10, "statuses": [ { "code": 0, "name": "Success", "success": true } ],
                  "functions": [ { "number": 1, "name": "WipeMore", "danger": "Read", "input": [], "output": [ { "name": "Status", "size": 4 } ] } ] } ] }
            """.Replace("9999", $"{Enumerable.Range(1, 31).First(n => DsmFamilies.Find(NdNodeKind.Dimm, "Hpe1")!.Find((uint)n) is null)}", StringComparison.Ordinal)));
        var calls = ((string[])["Intel", "Hpe1", "Foreign"]).SelectMany(f => ReadingFunctions.Calls(Offering(DsmFamilies.Find(NdNodeKind.Dimm, f)!)))
            .Select(c => $"{c.Function.Family.Name}: {c.Function.Vendor?.Name ?? c.Function.Name}").ToList();
        Assert.Contains("Intel: GetSmart", calls);
        Assert.Contains("Intel: GetIdentity", calls);
        Assert.Contains(calls, c => c.StartsWith("HPE1", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(calls, c => c.Contains("Wipe", StringComparison.Ordinal));

        static DsmTarget Offering(DsmFamily family) => new() { Node = new NdNode(NdNodeKind.Dimm, 0), Family = family, Mask = ulong.MaxValue, Commands = ["cmd_call"] };
    }

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

    /// <summary>While it rushes, an hour has gone by whenever somebody looks: all is late at once, however fast the machine is.</summary>
    private sealed class RushingClock : TimeProvider
    {
        private long _now;

        public bool Rushes { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Add(ref _now, Rushes ? TimeSpan.TicksPerHour : 0);
    }

    private sealed class TalkingKernel(INdKernel kernel, Func<IReadOnlyList<string>> messages) : INdKernel
    {
        public KernelKind Kind => kernel.Kind;

        public string SysfsRoot => kernel.SysfsRoot;

        public Action? BeforeMounts { get; init; }

        public string MountTable
        {
            get
            {
                BeforeMounts?.Invoke();
                return kernel.MountTable;
            }
        }

        public INdDevice Open(NdNode node, NdAccess access) => kernel.Open(node, access);

        public IReadOnlyList<string> ReadMessages() => messages();
    }
}
