using System.Management.Automation;
using System.Text.Json;
using NvdimmPS.Dsm;
using NvdimmPS.Simulation;
using NvdimmPS.Tests.Golden;
using NvdimmPS.Tests.Inventory;
using NvdimmPS.Tests.Simulation;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>Error logs and counters of modules.</summary>
public sealed class ModuleLogTests(CmdletFixture fixture) : CmdletTest(fixture)
{
    private const string Get = "Get-NvdimmErrorLog", Performance = "Get-NvdimmPerformance", Test = "Test-NvdimmHealth";

    private SimulatedErrorLog Log => Kernel.Buses[0].Dimms[0].ErrorLog!;

    public static TheoryData<string> Sequences() => [.. Golden().Select(c => c.GetProperty("name").GetString()!)];

    [Fact]
    public void Four_logs_are_read_each_with_its_own_numbers()
    {
        Log.AddMediaError(0x10_0000);
        Log.AddMediaError(0, high: false, type: 6);
        Log.AddThermalError(85.5, controller: true);
        var entries = Objects(Get, new { Dimm = 0 }).Cast<NvdimmErrorLogEntry>().ToList();
        Assert.Equal(["Media/Low 1 SmartHealthChange", "Media/High 1 Uncorrectable", "Thermal/High 1 High"], entries.Select(e => $"{e.Log}/{e.Level} {e.Sequence} {e.Type}"));
        // Log info of four logs, and the entries of the three that have some.
        Assert.Equal(Enumerable.Repeat("nmem0 Call 9", 7), Requests);
        Assert.Single(Watched.Opened);
        Assert.Equal((0x10_0000UL, 256UL, "PatrolScrub", DateTimeKind.Utc), (entries[1].Address, entries[1].Length, entries[1].Transaction, entries[1].Time!.Value.Kind));
        Assert.Null(entries[0].Address);
        Assert.Equal((85.5, "Controller"), (entries[2].Temperature, entries[2].Sensor));
        entries.ForEach(Reasons.AssertComplete);
    }

    [Fact]
    public void Numbers_go_on_after_the_end_of_their_circle()
    {
        Log.StartAt(65533);
        AddMediaErrors(5);

        Assert.Equal([65534, 65535, 1, 2, 3], Numbers(new { Dimm = 0, Log = "Media", Level = "High" }));
        Assert.Equal([1, 2, 3], Numbers(new { Dimm = 0, Log = "Media", Level = "High", After = 65535 }));
        Assert.Empty(Numbers(new { Dimm = 0, Log = "Media", Level = "High", After = 3 }));
        Assert.StartsWith("Nvdimm.ModuleLog.WhichLog", Run(Get, new { Dimm = 0, After = 3 }).TerminatingError!.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    /// <summary>From number 1 on the firmware gives the entries before the end of the circle first, more than a small payload holds.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Many_entries_before_the_end_of_the_circle_hide_none_behind_it(bool large)
    {
        Log.StartAt(65529);
        AddMediaErrors(12);

        var run = Run(Get, new { Dimm = 0, Log = "Media", Level = "High", LargePayload = large });
        Assert.Empty(run.Warnings);
        Assert.Equal([65530, 65531, 65532, 65533, 65534, 65535, 1, 2, 3, 4, 5, 6], run.Objects.Cast<NvdimmErrorLogEntry>().Select(e => e.Sequence));
        Assert.Equal([1, 2, 3, 4, 5, 6], Numbers(new { Dimm = 0, Log = "Media", Level = "High", After = 65535, LargePayload = large }));
    }

    /// <summary>What is new stands behind known entries with larger numbers, which a small payload does not reach past.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_new_behind_the_end_of_the_circle_is_found(bool large)
    {
        Log.StartAt(65500);
        AddMediaErrors(40);

        var known = Objects(Get, new { Dimm = 0 });
        Assert.Equal(40, known.Count);
        Log.AddMediaError(1);
        Log.AddMediaError(2);
        Log.AddMediaError(3);
        var run = Run(Get, new { Dimm = 0, Since = known, LargePayload = large });
        Assert.Empty(run.Warnings);
        Assert.Equal([6, 7, 8], run.Objects.Cast<NvdimmErrorLogEntry>().Select(e => (int)e.Sequence));
        Assert.Contains(Findings(new { Dimm = 0, Since = known }), f => f.Id == "NV1701");
    }

    /// <summary>What the module counts and does not give is missing, not overwritten and not nothing.</summary>
    [Fact]
    public void What_is_counted_and_not_given_is_told()
    {
        AddMediaErrors(10);

        var given = 3;
        Watched.AfterRequest = (_, buffer) =>
        {
            if (buffer[64] == 8 && (buffer[72] & 4) == 0)
            {
                BitConverter.TryWriteBytes(buffer[(64 + 136 + 8)..], (ushort)given);
                given = 0;
            }
        };
        var run = Run(Get, new { Dimm = 0, Log = "Media", Level = "High" });
        Assert.Equal([1, 2, 3], run.Objects.Cast<NvdimmErrorLogEntry>().Select(e => (int)e.Sequence));
        Assert.Contains("7 entries of the media log (high) could not be read: the module counts them and does not give them", Assert.Single(run.Warnings), StringComparison.Ordinal);
        run = Run(Get, new { Dimm = 0, Log = "Media", Level = "High" });
        Assert.Empty(run.Objects);
        Assert.Contains("10 entries of the media log (high) could not be read", Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.Contains(Findings(new { Dimm = 0, Since = DateTime.UtcNow.AddYears(-1) }), f => f.Id == "NV1705");
    }

    [Theory]
    [InlineData(100)]
    [InlineData(60000)]
    public void A_log_that_never_overwrote_an_entry_and_lacks_the_known_one_begins_anew(int after)
    {
        AddMediaErrors(2);
        var run = Run(Get, new { Dimm = 0, Log = "Media", Level = "High", After = after });
        Assert.Equal([1, 2], run.Objects.Cast<NvdimmErrorLogEntry>().Select(e => e.Sequence));
        Assert.Contains($"begins anew: its numbers went back from {after} to 2", Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.Contains("begins anew", Assert.Single(Run(Get, new { Dimm = 1, Log = "Media", Level = "High", After = after }).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_overwritten_is_told()
    {
        for (var i = 0; i < 70; i++)
        {
            Log.AddThermalError(90);
        }

        var run = Run(Get, new { Dimm = 0, Log = "Thermal", Level = "High", After = 2 });
        var entries = run.Objects.Cast<NvdimmErrorLogEntry>().ToList();
        Assert.Equal((64, 7, 4), (entries.Count, entries[0].Sequence, entries[0].LostBefore));
        Assert.Contains("4 entries of the thermal log (high) were overwritten", Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.Empty(Run(Get, new { Dimm = 0 }).Warnings);
    }

    /// <summary>Objects, those of remoting and JSON, a file of either, in any order.</summary>
    [Fact]
    public void What_is_new_since_an_earlier_read()
    {
        Log.AddMediaError(0x1000);
        Log.AddMediaError(0x2000);
        Log.AddThermalError(90);
        var before = Objects(Get);
        Assert.Equal(3, before.Count);
        Log.AddMediaError(0x3000);
        Log.AddMediaError(0, high: false, type: 6);
        Kernel.Buses[0].Dimms[1].ErrorLog!.AddThermalError(95);
        string[] expected = ["nmem0 Media/Low 1 SmartHealthChange", "nmem0 Media/High 3 Uncorrectable", "nmem1 Thermal/High 1 High"];
        var folder = Directory.CreateTempSubdirectory("nvdimm-errors-");
        try
        {
            var (xml, json) = (Path.Combine(folder.FullName, "e.clixml"), Path.Combine(folder.FullName, "e.json"));
            File.WriteAllText(xml, PSSerializer.Serialize(before));
            File.WriteAllText(json, JsonSerializer.Serialize(before.Cast<NvdimmErrorLogEntry>().Select(e => new { e.Dimm, e.UniqueId, e.Log, e.Level, e.Sequence, e.ReadTime })));
            foreach (var since in new object[] { before.Reverse().ToArray(), PSSerializer.Deserialize(PSSerializer.Serialize(before)), xml, json })
            {
                Assert.Equal(expected, Objects(Get, new { Since = since }).Select(e => e!.ToString()));
            }

            File.WriteAllText(xml, """<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04"></Objs>""");
            Assert.Equal(6, Objects(Get, new { Since = xml }).Count);
            File.WriteAllText(json, "[ { \"Dimm\": ");
            Assert.StartsWith("Nvdimm.ModuleLog.BadFile", Run(Get, new { Since = json }).TerminatingError!.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.StartsWith("Nvdimm.ModuleLog.File", Run(Get, new { Since = json + "x" }).TerminatingError!.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.StartsWith("Nvdimm.ModuleLog.NoEntries", Run(Get, new { Since = 5 }).TerminatingError!.FullyQualifiedErrorId, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        Assert.StartsWith("Nvdimm.ModuleLog.TwiceSince", Run(Get, new { Dimm = 0, Log = "Media", Level = "Low", After = 1, Since = before }).TerminatingError!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(5 + 1, Objects(Get, new { Since = Array.Empty<object>() }).Count);
        Assert.Equal(5 + 1, Objects(Get, new { Since = (object[]?)null }).Count);
        Assert.NotEmpty(Findings(new { Since = (object[]?)null }));
    }

    [Fact]
    public void What_is_new_since_a_time_or_since_health_was_read()
    {
        Log.AddMediaError(0x1000);
        var entry = Assert.IsType<NvdimmErrorLogEntry>(Assert.Single(Objects(Get)));
        Assert.Single(Objects(Get, new { Since = entry.Time!.Value }));
        Assert.Empty(Objects(Get, new { Since = entry.Time.Value.AddSeconds(1) }));
        Assert.Empty(Objects(Get, new { Since = entry.Time.Value.AddSeconds(1).ToString("O") }));
        Assert.Single(Objects(Get, new { Since = Objects("Get-NvdimmHealth", new { Dimm = 1 }) }));
        var health = new PSObject(PSSerializer.Deserialize(PSSerializer.Serialize(Objects("Get-NvdimmHealth", new { Dimm = 0 })[0])));
        health.Properties.Remove("Time");
        health.Properties.Add(new PSNoteProperty("Time", entry.Time.Value.AddMinutes(1)));
        Assert.Empty(Objects(Get, new { Since = health }));
    }

    [Fact]
    public void A_log_that_begins_anew_is_told_and_read_from_its_start()
    {
        Log.StartAt(500);
        Log.AddMediaError(0x1000);
        var before = Objects(Get);
        using var cleared = new SimulatedKernel("1x2");
        cleared.Buses[0].Dimms[0].ErrorLog!.AddMediaError(0x2000);
        var run = RunOn(cleared, Get, new { Dimm = 0, Since = before });
        Assert.Equal(1, Assert.IsType<NvdimmErrorLogEntry>(Assert.Single(run.Objects)).Sequence);
        Assert.Contains("begins anew: its numbers went back from 501 to 1", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void New_entries_are_findings_when_asked_for_and_plain_health_asks_nothing_more()
    {
        Objects(Test);
        var plain = Requests.Count();
        Log.AddMediaError(0x1000, type: 3);
        var before = Objects(Get);
        Log.AddMediaError(0x2000);
        Log.AddMediaError(0x3000);
        Log.AddMediaError(0, high: false, type: 6);
        Log.AddThermalError(90);
        Assert.Empty(Findings(new { }));
        var (asked, all) = (Requests.Count(), Findings(new { ErrorLog = true }));
        Assert.Equal(["nmem0 NV1701 Critical", "nmem0 NV1702 Warning", "nmem0 NV1703 Information", "nmem0 NV1704 Warning"], all.Select(f => $"{f.Dimm} {f.Id} {f.Severity}"));
        Assert.Contains("2 entries, the last: Uncorrectable at 0x3000", all[0].Evidence, StringComparison.Ordinal);
        Assert.Equal(plain + 8 + 3, Requests.Count() - asked);
        Assert.Equal(["NV1701", "NV1703", "NV1704"], Findings(new { Since = before }).Select(f => f.Id));
        Assert.Empty(Findings(new { Since = Objects(Get) }));
        Assert.Equal([false], Objects(Test, new { Since = before, Quiet = true }));
        Assert.Equal([true], Objects(Test, new { Quiet = true }));
    }

    /// <summary>The baseline's time counts where nothing more exact is given; what was lost and what is refused are findings.</summary>
    [Fact]
    public void Findings_go_by_the_baseline_and_silence_is_no_success()
    {
        Log.AddMediaError(0x1000);
        var health = new PSObject(PSSerializer.Deserialize(PSSerializer.Serialize(Objects("Get-NvdimmHealth", new { Dimm = 0 })[0])));
        health.Properties.Remove("Time");
        health.Properties.Add(new PSNoteProperty("Time", DateTime.UtcNow.AddYears(1)));
        Assert.Empty(Findings(new { Dimm = 0, ErrorLog = true, Baseline = health }));
        var before = Objects(Get);
        for (var i = 0; i < 70; i++)
        {
            Log.AddMediaError(0x2000);
        }

        var lost = Findings(new { Dimm = 0, Since = before }).Single(f => f.Id == "NV1705");
        Assert.Contains("6 entries of the media log (high) were overwritten", lost.Evidence, StringComparison.Ordinal);
        Kernel.Faults.Add(new SimulatorFault { Function = 9, Kind = SimulatorFaultKind.Status, Value = 0x0005_0007 });
        Assert.Equal(["NV1706 nmem0", "NV1706 nmem1"], Findings(new { ErrorLog = true }).Select(f => $"{f.Id} {f.Target}"));
        using var other = new SimulatedKernel("hyperv");
        Assert.DoesNotContain(RunOn(other, Test, new { ErrorLog = true }).Objects, o => o is HealthFinding { Id: ['N', 'V', '1', '7', ..] });
        Assert.Contains("none was read", Assert.Single(Run(Test, new { ErrorLog = true }, Objects("Get-NvdimmHealth")).Warnings), StringComparison.Ordinal);
    }

    /// <summary>What the firmware holds, and what is new of it, as someone else worked it out.</summary>
    [Theory]
    [MemberData(nameof(Sequences))]
    public void New_and_lost_entries_are_those_of_the_description(string name)
    {
        var item = Golden().Single(c => c.GetProperty("name").GetString() == name);
        var thermal = item.GetProperty("type").GetString() == "thermal";
        var info = Convert.FromHexString(item.GetProperty("info").GetString()!);
        var size = thermal ? 16 : 32;
        var entries = item.GetProperty("calls").EnumerateArray().Select(c => GoldenFile.Hex(c, "output"))
            .SelectMany(o => Enumerable.Range(0, BitConverter.ToUInt16(o)).Select(i => o.AsSpan(2 + (i * size), size).ToArray())).ToList();
        Watched.AfterRequest = (_, buffer) =>
        {
            const int input = 64 + 8, output = 64 + 136 + 8;
            var answer = (buffer[input] & 4) != 0 ? info : Entries(entries, size, buffer.Slice(input, 5).ToArray());
            answer.CopyTo(buffer[output..]);
        };
        var expected = item.GetProperty("expected");
        var run = Run(Get, new { Dimm = 0, Log = thermal ? "Thermal" : "Media", Level = "Low", After = item.GetProperty("lastSeen").GetInt32() });
        Assert.Empty(run.Errors);
        Assert.Equal(expected.GetProperty("expectedSequences").EnumerateArray().Select(s => s.GetInt32()), run.Objects.Cast<NvdimmErrorLogEntry>().Select(e => e.Sequence));
        var lost = expected.GetProperty("lost").GetInt32();
        Assert.Equal(lost == 0 ? [] : [lost], run.Warnings.Select(w => int.Parse(w.Split(' ')[1], null)));
    }

    /// <summary>The size of the mailbox, the numbers, the command and one piece, where small payloads take a call for seven entries.</summary>
    [Theory]
    [InlineData("Media")]
    [InlineData("Thermal")]
    public void The_large_payload_says_the_same_in_fewer_calls(string log)
    {
        for (var i = 0; i < 64; i++)
        {
            Log.AddMediaError((ulong)i * 256);
            Log.AddThermalError(60 + (i / 4.0), controller: i % 2 == 0);
        }

        static string Text(NvdimmErrorLogEntry e) => $"{e.Sequence} {e.Time:O} {e.Type} {e.Address} {e.MediaAddress} {e.Length} {e.Transaction} {e.Temperature} {e.Sensor} {e.LostBefore}";
        var small = Objects(Get, new { Dimm = 0, Log = log, Level = "High" }).Cast<NvdimmErrorLogEntry>().Select(Text).ToList();
        var before = Requests.Count();
        var large = Objects(Get, new { Dimm = 0, Log = log, Level = "High", LargePayload = true }).Cast<NvdimmErrorLogEntry>().Select(Text).ToList();
        Assert.Equal((64, 4), (large.Count, Requests.Count() - before));
        Assert.Equal(small, large);
    }

    /// <summary>Entries in the large payload, by the document.</summary>
    [Theory]
    [InlineData("errlog-media-large-5", "Media", "Low")]
    [InlineData("errlog-thermal-large-9", "Thermal", "High")]
    public void Large_entries_are_those_of_the_description(string name, string log, string level)
    {
        var item = GoldenFile.Load("optane/vendor-commands").GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);
        var wanted = item.GetProperty("fields").GetProperty("Entries").EnumerateArray().ToList();
        ushort Number(int i) => wanted[i].GetProperty("SequenceNum").GetUInt16();
        var (output, bytes) = (GoldenFile.Hex(item, "output"), GoldenFile.Hex(item, "largeOutput"));
        Watched.AfterRequest = (_, buffer) =>
        {
            var at = 64 + BitConverter.ToInt32(buffer[16..]) + 8;
            if (buffer[64] == 8 && (buffer[72] & 4) != 0)
            {
                BitConverter.TryWriteBytes(buffer[(at + 2)..], Number(wanted.Count - 1));
                BitConverter.TryWriteBytes(buffer[(at + 4)..], Number(0));
            }
            else if (buffer[64] == 8)
            {
                output.CopyTo(buffer[at..]);
            }
            else if (buffer[64] == 0xFD && buffer[65] == 2)
            {
                bytes.AsSpan(BitConverter.ToInt32(buffer[76..]), BitConverter.ToInt32(buffer[72..])).CopyTo(buffer[at..]);
            }
        };
        var entries = Objects(Get, new { Dimm = 0, Log = log, Level = level, LargePayload = true }).Cast<NvdimmErrorLogEntry>().ToList();
        Assert.Equal(wanted.Select(w => (int)w.GetProperty("SequenceNum").GetUInt16()), entries.Select(e => e.Sequence));
        Assert.Equal(wanted.Select(w => w.GetProperty("Timestamp").GetInt64()), entries.Select(e => new DateTimeOffset(e.Time!.Value).ToUnixTimeSeconds()));
        if (log == "Media")
        {
            Assert.Equal(wanted.Select(w => w.GetProperty("Dpa").GetUInt64()), entries.Select(e => e.Address!.Value));
        }
        else
        {
            Assert.Equal(wanted.Select(w => w.GetProperty("Temperature").GetDouble()), entries.Select(e => e.Temperature!.Value));
        }
    }

    /// <summary>More is not asked for than the mailbox holds, and what does not fit there comes the next time.</summary>
    [Fact]
    public void A_log_that_is_larger_than_the_large_payload()
    {
        const int size = 32, sequence = 28, held = 100;
        var entries = Enumerable.Range(1, held).Select(i =>
        {
            var entry = new byte[size];
            BitConverter.TryWriteBytes(entry.AsSpan(sequence), (ushort)i);
            return entry;
        }).ToList();
        byte[] mailbox = [];
        var asked = new List<int>();
        Watched.AfterRequest = (_, buffer) =>
        {
            var at = 64 + BitConverter.ToInt32(buffer[16..]) + 8;
            switch ((buffer[64], buffer[65]))
            {
                case (0xFD, 0):
                    BitConverter.TryWriteBytes(buffer[(at + 4)..], 1024);
                    break;
                case (0xFD, 2):
                    mailbox.AsSpan(BitConverter.ToInt32(buffer[76..]), BitConverter.ToInt32(buffer[72..])).CopyTo(buffer[at..]);
                    break;
                case (8, _) when (buffer[72] & 4) != 0:
                    BitConverter.TryWriteBytes(buffer[at..], (ushort)held);
                    BitConverter.TryWriteBytes(buffer[(at + 2)..], (ushort)held);
                    BitConverter.TryWriteBytes(buffer[(at + 4)..], (ushort)1);
                    break;
                case (8, _):
                    var (from, most) = (BitConverter.ToUInt16(buffer[73..]), BitConverter.ToUInt16(buffer[75..]));
                    mailbox = [.. entries.Skip(from - 1).Take(most).SelectMany(e => e)];
                    BitConverter.TryWriteBytes(buffer[at..], (ushort)(mailbox.Length / size));
                    asked.Add(most);
                    break;
            }
        };
        var run = Run(Get, new { Dimm = 0, Log = "Media", Level = "High", LargePayload = true });
        Assert.Empty(run.Errors);
        Assert.Empty(run.Warnings);
        Assert.Equal(Enumerable.Range(1, held), run.Objects.Cast<NvdimmErrorLogEntry>().Select(e => e.Sequence));
        Assert.Equal([32, 32, 32, 4], asked);
    }

    [Fact]
    public void Older_firmware_without_the_logs_is_an_error_that_says_so()
    {
        Watched.AfterRequest = (_, buffer) =>
        {
            var at = 64 + BitConverter.ToInt32(buffer[16..]);
            BitConverter.TryWriteBytes(buffer[at..], 4u << 16 | 7);
            buffer[(at + 4)..].Clear();
        };
        foreach (var large in new[] { false, true })
        {
            var run = Run(Get, new { Dimm = 0, LargePayload = large });
            Assert.Equal("Nvdimm.Dsm.FirmwareStatus", Id(run));
            Assert.Contains("does not know this command", run.Errors[0].ToString(), StringComparison.Ordinal);
            Assert.Empty(run.Objects);
        }
    }

    /// <summary>The ring goes on while it is read: what was asked about and is still there comes, what is gone is told, what is newer waits.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_log_that_wraps_while_it_is_read(bool large)
    {
        for (var i = 0; i < 64; i++)
        {
            Log.AddThermalError(90);
        }

        var grown = false;
        Watched.AfterRequest = (_, buffer) =>
        {
            if (!grown && buffer[64] == 8 && (buffer[72] & 4) != 0 == large)
            {
                grown = true; // behind the first entries; of the large payload, which has all at once, behind the numbers
                for (var i = 0; i < 60; i++)
                {
                    Log.AddThermalError(91);
                }
            }
        };
        var run = Run(Get, new { Dimm = 0, Log = "Thermal", Level = "High", LargePayload = large });
        var entries = run.Objects.Cast<NvdimmErrorLogEntry>().ToList();
        Assert.Equal(Enumerable.Range(1, large ? 0 : 7).Concat([61, 62, 63, 64]), entries.Select(e => e.Sequence));
        Assert.Equal(large ? 60 : 53, entries.Single(e => e.Sequence == 61).LostBefore);
        Assert.Contains($"{(large ? 60 : 53)} entries", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }

    /// <summary>A number that jumps tells how many are missing; one beyond the newest makes no sense and is left out.</summary>
    [Fact]
    public void Numbers_that_jump()
    {
        Log.AddMediaError(0);
        Log.StartAt(6);
        Log.AddMediaError(256);
        var run = Run(Get, new { Dimm = 0, Log = "Media", Level = "High" });
        Assert.Equal([(1, 0), (7, 5)], run.Objects.Cast<NvdimmErrorLogEntry>().Select(e => (e.Sequence, e.LostBefore)));
        Assert.Contains("5 entries", Assert.Single(run.Warnings), StringComparison.Ordinal);
        Watched.AfterRequest = (_, buffer) =>
        {
            if ((buffer[72] & 4) == 0)
            {
                BitConverter.TryWriteBytes(buffer[(64 + 136 + 8 + 2 + 28)..], (ushort)900);
            }
        };
        Assert.Equal([7], Numbers(new { Dimm = 0, Log = "Media", Level = "High" }));
    }

    [Fact]
    public void Counters_since_the_power_came_and_for_life()
    {
        var before = Assert.IsType<NvdimmPerformance>(Assert.Single(Objects(Performance, new { Dimm = 0 })));
        Assert.Equal(["nmem0 Call 9", "nmem0 Call 9"], Requests);
        Log.AddAccesses(1_000_000, 2_000_000, 3_000_000, 4_000_000);
        var after = Assert.IsType<NvdimmPerformance>(Assert.Single(Objects(Performance, new { Dimm = 0 })));
        Assert.True(after.MediaReads >= before.MediaReads + 1_000_000 && after.HostWrites >= before.HostWrites + 4_000_000);
        Assert.True(after.TotalMediaWrites >= before.TotalMediaWrites + 2_000_000 && after.TotalHostReads > after.HostReads);
        Assert.Null(after.HostReadsPerSec);
        Reasons.AssertComplete(after);
        Kernel.Buses[0].Dimms[0].PowerLoss();
        Assert.True(Assert.IsType<NvdimmPerformance>(Assert.Single(Objects(Performance, new { Dimm = 0 }))).MediaReads < after.MediaReads);
    }

    /// <summary>The clock stands still, so that the counters do.</summary>
    [Fact]
    public void A_counter_that_stands_still_has_a_rate_and_one_that_went_back_has_none()
    {
        using var kernel = new SimulatedKernel(Topologies.Parse("1x1"), new ManualTime());
        using var caller = new DsmCaller(kernel);
        var (dimm, device) = (kernel.Buses[0].Dimms[0], new NvdimmPS.Inventory.NvdimmMachine(kernel).GetDevice("nmem0"));
        var reader = new NvdimmPS.ModuleLogs.PerformanceReader(caller);
        dimm.ErrorLog!.AddAccesses(100, 100, 100, 100);
        var before = reader.Read(device);
        var seconds = TimeSpan.FromSeconds(2);
        var still = reader.Again(device, before, seconds);
        Assert.Equal((0.0, 0.0, 0.0, 0.0), (still.MediaReadsPerSec, still.MediaWritesPerSec, still.HostReadsPerSec, still.HostWritesPerSec));
        dimm.ErrorLog.AddAccesses(10, 0, 0, 0);
        var moved = reader.Again(device, before, seconds);
        Assert.Equal((5.0, 0.0), (moved.MediaReadsPerSec, moved.HostWritesPerSec));
        dimm.PowerLoss();
        var back = reader.Again(device, before, seconds);
        Assert.Equal((null, null, null, null), (back.MediaReadsPerSec, back.MediaWritesPerSec, back.HostReadsPerSec, back.HostWritesPerSec));
        Assert.Equal("the module was restarted between the two reads", back.Unavailable["HostReadsPerSec"]);
        new[] { still, moved, back }.ToList().ForEach(Reasons.AssertComplete);
    }

    [Fact]
    public void Two_reads_give_rates()
    {
        var found = Objects(Performance, new { IntervalSec = 0.05 }).Cast<NvdimmPerformance>().ToList();
        Assert.Equal(["nmem0", "nmem1"], found.Select(p => p.Dimm));
        Assert.Equal(8, Requests.Count());
        Assert.Equal(2, Watched.Opened.Count);
        Assert.All(found, p => Assert.True(p.IntervalSec >= 0.05 && p.HostReadsPerSec >= 0));
        found.ForEach(Reasons.AssertComplete);
    }

    [Fact]
    public void Rates_go_on_for_so_many_intervals()
    {
        var found = Objects(Performance, new { IntervalSec = 0.02, Count = 3 }).Cast<NvdimmPerformance>().ToList();
        Assert.Equal(Enumerable.Repeat(new[] { "nmem0", "nmem1" }, 3).SelectMany(n => n), found.Select(p => p.Dimm));
        Assert.Equal(4 * 2 * 2, Requests.Count());
        Assert.All(found, p => Assert.True(p.IntervalSec is >= 0.02 && p.HostReadsPerSec >= 0));
        Assert.True(found[4].Time > found[2].Time && found[2].Time > found[0].Time);
    }

    [Theory]
    [InlineData(Get)]
    [InlineData(Performance)]
    public void Other_families_are_an_error_and_no_request(string cmdlet)
    {
        using var kernel = new SimulatedKernel("hyperv");
        Assert.Equal("Nvdimm.ModuleLog.NotOffered", Id(RunOn(kernel, cmdlet, new { Dimm = 0 })));
        Assert.Empty(kernel.Transcript);
    }

    private void AddMediaErrors(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Log.AddMediaError((ulong)i * 256);
        }
    }

    private List<HealthFinding> Findings(object parameters) => [.. Objects(Test, parameters).Cast<HealthFinding>()];

    private static IEnumerable<JsonElement> Golden() => GoldenFile.Load("optane/vendor-commands").GetProperty("cases").EnumerateArray()
        .Where(c => c.GetProperty("kind").GetString() == "error-log-sequence");

    private int[] Numbers(object parameters) => [.. Objects(Get, parameters).Cast<NvdimmErrorLogEntry>().Select(e => e.Sequence)];

    private static byte[] Entries(List<byte[]> entries, int size, byte[] input)
    {
        var answer = new byte[128];
        var found = entries.Where(e => BitConverter.ToUInt16(e, size == 16 ? 12 : 28) >= BitConverter.ToUInt16(input, 1)).Take(Math.Min(BitConverter.ToUInt16(input, 3), 126 / size)).ToList();
        answer[0] = (byte)found.Count;
        for (var i = 0; i < found.Count; i++)
        {
            found[i].CopyTo(answer, 2 + (i * size));
        }

        return answer;
    }
}
