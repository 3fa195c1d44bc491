using System.Text.Json;
using NvdimmPS.Dsm;
using NvdimmPS.Simulation;
using NvdimmPS.Tests.Golden;
using NvdimmPS.Tests.Inventory;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>Error logs and counters of modules.</summary>
public sealed class ModuleLogTests(CmdletFixture fixture) : CmdletTest(fixture)
{
    private const string Get = "Get-NvdimmErrorLog", Performance = "Get-NvdimmPerformance";

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
        for (ulong i = 0; i < 5; i++)
        {
            Log.AddMediaError(i * 256);
        }

        Assert.Equal([65534, 65535, 1, 2, 3], Numbers(new { Dimm = 0, Log = "Media", Level = "High" }));
        Assert.Equal([1, 2, 3], Numbers(new { Dimm = 0, Log = "Media", Level = "High", After = 65535 }));
        Assert.Empty(Numbers(new { Dimm = 0, Log = "Media", Level = "High", After = 3 }));
        Assert.StartsWith("Nvdimm.ModuleLog.WhichLog", Run(Get, new { Dimm = 0, After = 3 }).TerminatingError!.FullyQualifiedErrorId, StringComparison.Ordinal);
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

    [Theory]
    [InlineData(Get)]
    [InlineData(Performance)]
    public void Other_families_are_an_error_and_no_request(string cmdlet)
    {
        using var kernel = new SimulatedKernel("hyperv");
        Assert.Equal("Nvdimm.ModuleLog.NotOffered", Id(RunOn(kernel, cmdlet, new { Dimm = 0 })));
        Assert.Empty(kernel.Transcript);
    }

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
