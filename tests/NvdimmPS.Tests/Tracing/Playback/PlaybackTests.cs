using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Dsm.Vendor;
using NvdimmPS.Health;
using NvdimmPS.Inventory;
using NvdimmPS.ModuleLogs;
using NvdimmPS.Simulation;
using NvdimmPS.Tests.Golden;
using NvdimmPS.Tracing;
using NvdimmPS.Tracing.Playback;

namespace NvdimmPS.Tests.Tracing.Playback;

/// <summary>ipmctl's recordings: read as a machine, refused where they are damaged, and written.</summary>
public sealed class PlaybackTests : TraceTest
{
    /// <summary>An item's data that ipmctl 03.00.00.0468 replayed.</summary>
    private const string BootStatus =
        "efbeadde00000000 01000000 fd 03 0000 00000000 00000000 aa55aa5500000000 0000000000000000 01000000 08000000 00000000 00 000000 f000151804000000";

    private static readonly byte[] Identity = Golden("identify-sample"), SmartLog = Golden("smart-sample");

    [Fact]
    public void A_command_is_written_as_ipmctl_takes_it() => Assert.Equal(
        Convert.FromHexString(BootStatus.Replace(" ", "", StringComparison.Ordinal)),
        PlaybackWriter.Call(new PlaybackCall(1, 0xFD, 3, [], [], 0, 0, Convert.FromHexString("f000151804000000"), [])));

    /// <summary>Header, table of partitions and items by the description, byte by byte.</summary>
    [Fact]
    public void A_container_by_hand_is_read()
    {
        var data = Convert.FromHexString(BootStatus.Replace(" ", "", StringComparison.Ordinal));
        var bytes = new byte[2853 + 12 + 64 + 40];
        "PBRH"u8.CopyTo(bytes);
        "PBCL"u8.CopyTo(bytes.AsSpan(4 + (7 * 16)));
        BitConverter.TryWriteBytes(bytes.AsSpan(4 + (7 * 16) + 4), 12 + 64 + 40); // zeros at the end belong to the partition
        BitConverter.TryWriteBytes(bytes.AsSpan(4 + (7 * 16) + 8), 2853);
        BitConverter.TryWriteBytes(bytes.AsSpan(4 + (7 * 16) + 12), 77); // a count that is not believed
        "03.00.00.0468"u8.CopyTo(bytes.AsSpan(1604));
        "PBLD"u8.CopyTo(bytes.AsSpan(2853));
        BitConverter.TryWriteBytes(bytes.AsSpan(2857), 64);
        data.CopyTo(bytes, 2865);
        var file = PlaybackReader.Read("x.pbr", bytes);
        var call = Assert.Single(file.Calls);
        Assert.Equal("03.00.00.0468", file.SoftwareVersion);
        Assert.Equal((1u, (byte)0xFD, (byte)3, "f000151804000000"), (call.Handle, call.Opcode, call.SubOpcode, HexText.Format(call.Output)));
        System.IO.File.WriteAllBytes(File, bytes);
        using var replay = new ReplayKernel(File);
        using var caller = new DsmCaller(replay);
        var answer = ModuleCaller.Ask(caller, NvdimmMachine.Target(new NvdimmMachine(replay).GetDevice("nmem0")), "GetBootStatus");
        Assert.Equal("f000151804000000", answer.OutputHex[16..32]);
    }

    [Fact]
    public void It_is_a_machine_with_the_DIMMs_of_its_NFIT_and_their_health()
    {
        System.IO.File.WriteAllBytes(File, PlaybackWriter.Write(Two()));
        using var replay = new ReplayKernel(File);
        Assert.Contains("ipmctl", replay.Warning, StringComparison.Ordinal);
        Assert.Equal(5, replay.Requests);
        var devices = new Topology(replay).GetDevices(TopologyDetail.Full).ToList();
        Assert.Equal([("nmem0", 1u, "8089-a2-3718-04030201", "Intel"), ("nmem1", 0x101u, "8089-a2-3718-05030201", "Intel")], devices.Select(d => (d.Name, d.Handle!.Value, d.UniqueId, d.Family)));
        Assert.Equal(("0x8089", "0x04030201", "0x0301", "0x7a09"), (devices[0].Vendor, devices[0].Serial, devices[0].Format, devices[0].SubsystemDevice));
        var health = devices.ConvertAll(d => new HealthReader(replay).Read(d));
        Assert.Equal(["Healthy", "Unhealthy"], health.Select(h => h.HealthStatus));
        Assert.Equal((38.0, 40.5, 99), (health[0].MediaTemperature, health[0].ControllerTemperature, health[0].LifeRemaining ?? health[0].SparesRemaining));
        Assert.Equal(["Replayed"], health.Select(h => h.Source).Distinct());
    }

    /// <summary>Equal commands are answered in their order; zeros at the end of the input mean nothing.</summary>
    [Fact]
    public void Commands_are_found_by_DIMM_code_and_input_and_answer_in_order()
    {
        System.IO.File.WriteAllBytes(File, PlaybackWriter.Write(Two()));
        using var replay = new ReplayKernel(File);
        using var caller = new DsmCaller(replay);
        var machine = new NvdimmMachine(replay);
        var target = NvdimmMachine.Target(machine.GetDevice("nmem0"));
        Assert.Equal(["1.15", "2.3", "2.3"], Enumerable.Range(0, 3).Select(_ => ModuleCaller.Ask(caller, target, "GetIdentity").Find("FisVersion")!.Value));
        var refused = Assert.Throws<DsmStatusException>(() => ModuleCaller.Ask(caller, NvdimmMachine.Target(machine.GetDevice("nmem1")), "GetIdentity"));
        Assert.Equal((0x00050007u, "DeviceBusy"), (refused.StatusCode, refused.Status));
        var missing = Assert.Throws<NdReplayException>(() => ModuleCaller.Ask(caller, target, "GetMemoryInfo", ("Page", 1)));
        Assert.Contains("has no 08:03 GetMemoryInfo for nmem0 with this input; it has the vendor commands: 01:00 GetIdentity, 08:00 GetHealthLog", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_that_failed_without_a_status_is_told_as_that()
    {
        var file = Two();
        file.Calls.Add(new PlaybackCall(1, 8, 4, [], [], 0x8000000000000012, 0, new byte[128], []));
        System.IO.File.WriteAllBytes(File, PlaybackWriter.Write(file));
        using var replay = new ReplayKernel(File);
        using var caller = new DsmCaller(replay);
        var target = NvdimmMachine.Target(new NvdimmMachine(replay).GetDevice("nmem0"));
        Assert.Equal("Nvdimm.Trace.FailedInPlayback", Assert.Throws<NdReplayException>(() => ModuleCaller.Ask(caller, target, "GetLongOperationStatus")).ErrorId);
    }

    /// <summary>No mailbox takes or gives more; a file could make much of little.</summary>
    [Theory]
    [InlineData(141, 0, 128, 0, "a payload has 141 bytes, and 140 are the most")]
    [InlineData(140, (1 << 20) + 1, 128, 0, "a payload has 1,048,577 bytes, and 1,048,576 are the most")]
    [InlineData(0, 0, (1 << 20) + 1, 0, "a payload has 1,048,577 bytes")]
    [InlineData(0, 0, 0, (1 << 20) + 1, "a payload has 1,048,577 bytes")]
    [InlineData(140, 1 << 20, 1 << 20, 1 << 20, null)]
    public void A_payload_that_no_module_has_is_refused(int input, int large, int output, int largeOutput, string? why)
    {
        var file = new PlaybackFile();
        file.Calls.Add(new PlaybackCall(1, 8, 0, new byte[input], new byte[large], 0, 0, new byte[output], new byte[largeOutput]));
        System.IO.File.WriteAllBytes(File, PlaybackWriter.Write(file));
        if (why is null)
        {
            using var replay = new ReplayKernel(File);
            Assert.Equal(1, replay.Requests);
        }
        else
        {
            Assert.Contains(why, Refusal().Message, StringComparison.Ordinal);
        }
    }

    /// <summary>What a trace has that is larger goes into no playback file, which could not be read.</summary>
    [Fact]
    public void A_request_that_no_mailbox_takes_is_no_vendor_command()
    {
        using var machine = new SimulatedKernel("1x1");
        Record(machine, k =>
        {
            Send(k, "nmem0", NdRequest.Call(NdNodeKind.Dimm, 0, 9, VendorFunctions.Wrap(VendorCommands.Find("08:00")!, new byte[200]), 136));
            Send(k, "nmem0", NdRequest.Call(NdNodeKind.Dimm, 0, 9, VendorFunctions.Wrap(VendorCommands.Find("01:00")!, []), 136));
        });
        Assert.Equal(1, PlaybackExport.From(File).Calls);
    }

    /// <summary>Each of the calls is looked at once, however many DIMMs they went to, and the reader can be stopped.</summary>
    [Fact]
    public void Many_calls_to_many_DIMMs_are_read_and_can_be_stopped()
    {
        var file = new PlaybackFile();
        for (var i = 0; i < 4096; i++)
        {
            file.Calls.Add(new PlaybackCall((uint)(i % 1024), 8, 0, [], [], 0, 0, [], []));
        }

        var bytes = PlaybackWriter.Write(file);
        using var stopped = new CancellationTokenSource();
        Assert.Equal(4096, PlaybackTrace.From("x.pbr", PlaybackReader.Read("x.pbr", bytes, stopped.Token), stopped.Token).Calls);
        stopped.Cancel();
        Assert.Throws<OperationCanceledException>(() => PlaybackReader.Read("x.pbr", bytes, stopped.Token));
        Assert.Throws<OperationCanceledException>(() => PlaybackTrace.From("x.pbr", file, stopped.Token));
        using var lines = new TraceLines(new MemoryStream(bytes), "x.pbr", stop: stopped.Token);
        Assert.Throws<OperationCanceledException>(() => PlaybackTrace.Read("x.pbr", lines));
    }

    public static TheoryData<string, int, uint, string> Damages => new()
    {
        { "the size of a partition", 8, 0x7fffffff, "byte 4: partition PBCL goes from" },
        { "the start of a partition", 12, 100, "byte 4: partition PBCL goes from 100" },
        { "the size of an item", 2857, 0x7fffffff, "byte 2853: an item of PBCL has 2147483647 bytes" },
        { "the size of an input", 2865 + 16, 0x7fffffff, "byte 2865: the inputs of 2147483647 and 0 bytes" },
        { "the size of a large input", 2865 + 20, 0xffffffff, "byte 2865: the inputs of 0 and 4294967295 bytes" },
        { "the size of an output", 2865 + 24 + 20, 5, "byte 2889: command and answer make" },
        { "the size of a large output", 2865 + 24 + 24, 0xffffffff, "byte 2889: command and answer make" },
        { "which DIMM answered", 2865 + 24 + 16, 7, "byte 2889: the command went to DIMM 0x0001, and DIMM 0x0007 answered" },
        { "the signature of the first item", 2853, 0, "byte 4: it has no PBCL" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_damaged_one_is_refused_with_the_offset(string what, int offset, uint value, string why)
    {
        Assert.NotEmpty(what);
        var bytes = PlaybackWriter.Write(Two());
        BitConverter.TryWriteBytes(bytes.AsSpan(offset), value);
        System.IO.File.WriteAllBytes(File, bytes);
        var failure = Refusal();
        Assert.Equal("Nvdimm.Trace.Playback", failure.ErrorId);
        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_was_cut_anywhere_is_refused()
    {
        var whole = PlaybackWriter.Write(Two());
        for (var length = 4; length < whole.Length; length += 41)
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            Assert.Equal("Nvdimm.Trace.Playback", Refusal().ErrorId);
        }
    }

    [Fact]
    public void Two_partitions_of_one_kind_and_a_damaged_NFIT_are_refused()
    {
        var bytes = PlaybackWriter.Write(Two());
        bytes.AsSpan(4, 16).CopyTo(bytes.AsSpan(4 + (50 * 16)));
        System.IO.File.WriteAllBytes(File, bytes);
        Assert.Contains("partition PBCL is there twice", Refusal().Message, StringComparison.Ordinal);
        foreach (var (offset, value, why) in ((int, byte, string)[])[(40, 9, "checksum"), (4, 0xff, "bytes"), (0, 0, "no NFIT")])
        {
            var file = Two();
            file.Tables["PBNF"][offset] = value;
            System.IO.File.WriteAllBytes(File, PlaybackWriter.Write(file));
            var failure = Refusal();
            Assert.Equal(("Nvdimm.Trace.PlaybackTable", true), (failure.ErrorId, failure.Message.Contains(why, StringComparison.Ordinal)));
        }
    }

    /// <summary>Any byte may be any other: it is read or refused, and nothing else.</summary>
    [Fact]
    public void Whatever_a_byte_becomes_nothing_breaks()
    {
        var whole = PlaybackWriter.Write(Two());
        var dice = new Random(20260131);
        for (var i = 0; i < 2000; i++)
        {
            var bytes = whole.AsSpan().ToArray();
            for (var n = dice.Next(1, 4); n > 0; n--)
            {
                bytes[dice.Next(4) == 0 ? dice.Next(4, 100) : dice.Next(2853, bytes.Length)] = (byte)dice.Next(256);
            }

            try
            {
                PlaybackTrace.From("x.pbr", PlaybackReader.Read("x.pbr", bytes));
            }
            catch (NvdimmException e)
            {
                Assert.StartsWith("Nvdimm.Trace.", e.ErrorId, StringComparison.Ordinal);
            }
        }
    }

    /// <summary>What a trace has of vendor commands comes back by either file.</summary>
    [Fact]
    public void A_trace_becomes_a_playback_file_with_the_same_answers()
    {
        using var machine = new SimulatedKernel("1x2");
        machine.Dimm("nmem1").ErrorLog!.AddMediaError(4096);
        string[] before = [];
        Record(machine, k => before = Read(k));
        var pbr = Path.Combine(Folder, "t.pbr");
        var export = PlaybackExport.From(File);
        export.Save(pbr, overwrite: false);
        Assert.Equal((0, true), (export.Hidden, export.Calls >= 8));
        using var replay = new ReplayKernel(pbr);
        Assert.Equal(before, Read(replay));
        Assert.Equal(Ids(machine), Ids(replay));
        Assert.Equal("Nvdimm.Playback.FileExists", Assert.Throws<NvdimmException>(() => export.Save(pbr, overwrite: false)).ErrorId);
    }

    /// <summary>What the firmware refused it refuses again, and for the same reason.</summary>
    [Fact]
    public void A_refusal_keeps_its_status()
    {
        using var machine = new SimulatedKernel("1x1");
        machine.Faults.Add(new SimulatorFault { Function = 9, Kind = SimulatorFaultKind.Status, Value = 0x0005_0007 });
        Record(machine, k => Assert.Equal((0x0005_0007u, "DeviceBusy"), Refused(k)));
        var pbr = Path.Combine(Folder, "t.pbr");
        PlaybackExport.From(File).Save(pbr, overwrite: false);
        using var replay = new ReplayKernel(pbr);
        Assert.Equal((0x0005_0007u, "DeviceBusy"), Refused(replay));

        static (uint, string) Refused(NvdimmPS.Kernel.INdKernel kernel)
        {
            using var caller = new DsmCaller(kernel);
            var target = NvdimmMachine.Target(new NvdimmMachine(kernel).GetDevice("nmem0"));
            var refusal = Assert.Throws<DsmStatusException>(() => ModuleCaller.Ask(caller, target, "GetIdentity"));
            return (refusal.StatusCode, refusal.Status);
        }
    }

    [Fact]
    public void A_trace_without_vendor_commands_is_refused()
    {
        using var machine = new SimulatedKernel("1x1");
        Record(machine, k => Send(k, "nmem0", Intel(1, room: 132)));
        Assert.Equal("Nvdimm.Playback.NoVendorCommands", Assert.Throws<NvdimmException>(() => PlaybackExport.From(File)).ErrorId);
    }

    /// <summary>A passphrase is in no playback file, as it is in no trace.</summary>
    [Fact]
    public void What_a_trace_hides_is_left_out()
    {
        using var machine = new SimulatedKernel("1x1");
        var secret = Enumerable.Repeat((byte)0xA7, 128).ToArray();
        Record(machine, k =>
        {
            Send(k, "nmem0", NdRequest.Call(NdNodeKind.Dimm, 0, 9, VendorFunctions.Wrap(VendorCommands.Find("03:F1")!, secret), 136));
            Send(k, "nmem0", NdRequest.Call(NdNodeKind.Dimm, 0, 9, VendorFunctions.Wrap(VendorCommands.Find("01:00")!, []), 136));
        });
        var export = PlaybackExport.From(File);
        export.Save(Path.Combine(Folder, "t.pbr"), overwrite: false);
        Assert.Equal((1, 1), (export.Calls, export.Hidden));
        Assert.DoesNotContain("A7A7A7A7", Convert.ToHexString(System.IO.File.ReadAllBytes(Path.Combine(Folder, "t.pbr"))), StringComparison.Ordinal);
    }

    /// <summary>Who wrote a list of ioctls hid nothing.</summary>
    [Fact]
    public void What_is_secret_in_a_list_of_ioctls_is_left_out()
    {
        var secret = Enumerable.Repeat((byte)0xA7, 128).ToArray();
        System.IO.File.WriteAllLines(File, [Line(VendorFunctions.Wrap(VendorCommands.Find("03:F1")!, secret)), Line(VendorFunctions.Wrap(VendorCommands.Find("01:00")!, []))]);
        var export = PlaybackExport.From(File);
        export.Save(Path.Combine(Folder, "t.pbr"), overwrite: false);
        Assert.Equal((1, 1), (export.Calls, export.Hidden));
        Assert.DoesNotContain("A7A7A7A7", Convert.ToHexString(System.IO.File.ReadAllBytes(Path.Combine(Folder, "t.pbr"))), StringComparison.Ordinal);

        static string Line(byte[] input)
        {
            byte[] buffer = [.. input, .. new byte[4], 128, 0, 0, 0, .. new byte[128]];
            return $$"""{"dev":"/dev/nmem0","request":"0xc0084e09","rc":0,"errno":0,"before":"{{Convert.ToHexStringLower(buffer)}}","after":"{{Convert.ToHexStringLower(buffer)}}"}""";
        }
    }

    private static string[] Read(NvdimmPS.Kernel.INdKernel kernel)
    {
        using var caller = new DsmCaller(kernel);
        var texts = new List<string>();
        foreach (var device in new Topology(kernel).GetDevices(TopologyDetail.Summary))
        {
            var target = NvdimmMachine.Target(device);
            texts.Add(ModuleCaller.Ask(caller, target, "GetIdentity").OutputHex);
            texts.AddRange(new ErrorLogReader(caller).Read(device, "Media", "Low", null).Entries.Select(e => $"{e.Type} {e.Address} {e.Time:O}"));
            texts.Add($"{new PerformanceReader(caller).Read(device).TotalMediaReads}");
        }

        return [.. texts];
    }

    private static IEnumerable<string> Ids(NvdimmPS.Kernel.INdKernel kernel) => new Topology(kernel).GetDevices(TopologyDetail.Full)
        .Select(d => $"{d.UniqueId} {d.Handle} {d.PhysicalId} {d.Vendor} {d.Device} {d.Revision} {d.SubsystemVendor} {d.SubsystemDevice} {d.SubsystemRevision} {d.Serial} {d.Format}");

    private static PlaybackFile Two()
    {
        var file = new PlaybackFile { SoftwareVersion = "03.00.00.0468", OsName = "Linux" };
        file.Tables["PBNF"] = NfitTable.Write([Dimm(0x101, 0x01020305), Dimm(1, 0x01020304)]);
        var fatal = SmartLog.AsSpan().ToArray();
        fatal[8] = 4;
        var newer = Identity.AsSpan().ToArray();
        (newer[68], newer[69]) = (0x03, 0x02);
        file.Calls.Add(new PlaybackCall(1, 1, 0, [], [], 0, 0, Identity, []));
        file.Calls.Add(new PlaybackCall(1, 1, 0, new byte[128], [], 0, 0, newer, []));
        file.Calls.Add(new PlaybackCall(1, 8, 0, [], [], 0, 0, SmartLog, []));
        file.Calls.Add(new PlaybackCall(0x101, 8, 0, [], [], 0, 0, fatal, []));
        file.Calls.Add(new PlaybackCall(0x101, 1, 0, [], [], PlaybackCall.DeviceError, 5, new byte[128], []));
        file.Tags.Add(new PlaybackTag("show -dimm", "0", 0));
        return file;
    }

    private static NfitDimm Dimm(uint handle, uint serial) => new(handle)
    {
        Vendor = 0x8980, SubsystemVendor = 0x8980, SubsystemDevice = 0x097A, Format = 0x0301, HasManufacturing = true, Location = 0xA2, Date = 0x1837, Serial = serial, PhysicalId = 0x1c,
    };

    private static byte[] Golden(string name) => Convert.FromHexString(GoldenFile.Load("optane/vendor-commands").GetProperty("cases").EnumerateArray()
        .First(c => c.GetProperty("name").GetString() == name).GetProperty("output").GetString()!);
}
