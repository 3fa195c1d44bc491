using System.Globalization;
using NvdimmPS.PlatformConfiguration;
using NvdimmPS.Simulation;
using NvdimmPS.Tests.Golden;
using NvdimmPS.Tests.Inventory;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>How modules are configured, what their platform can do, and how their capacity is used.</summary>
public sealed class PlatformConfigurationTests(CmdletFixture fixture) : CmdletTest(fixture)
{
    private const string Get = "Get-NvdimmPlatformConfiguration", Capacity = "Get-NvdimmCapacity";
    private const ulong GiB = 1UL << 30;
    private const int Opcode = 64, SizeIn = 16; // of the envelope of a call
    private const int CurrentStart = 40, InputStart = 48, OutputStart = 56, Checksum = 9; // of the head of the tables, and of each of them

    private SimulatedDimm First => Kernel.Buses[0].Dimms[0];

    [Fact]
    public void Current_configuration_and_goal()
    {
        var found = One<NvdimmPlatformConfiguration>(Get, new { Dimm = 0 });
        Assert.Equal(("Valid", "Success", 0UL, 126 * GiB), (found.State, found.Status, found.VolatileMapped, found.PersistentMapped));
        var set = Assert.Single(found.InterleaveSets!);
        Assert.Equal((1, "AppDirect", "4 KiB", 2, "Success", 252 * GiB), (set.Index, set.MemoryType, set.ChannelInterleave, set.Ways, set.Status, set.Size));
        Assert.Equal(Objects("Get-NvdimmDevice").Cast<NvdimmDevice>().Select(d => d.UniqueId), set.Modules.Select(m => m.UniqueId));
        Assert.Equal((false, 1U, 1U, "Applied", 126 * GiB, "Success"), (found.Goal!.Pending, found.Goal.Sequence, found.Goal.ProcessedSequence, found.Goal.Status, found.Goal.PersistentSize, found.Goal.PersistentStatus));
        Assert.Equal(128UL << 10, found.LabelAreaSize);
        Assert.Equal(["DMHD", "CCUR", "CIN_", "COUT"], found.Tables.Select(t => t.Name));
        Reasons.AssertComplete(found);
    }

    /// <summary>By unique id and, in the oldest tables, by serial number; one that is elsewhere keeps its id alone.</summary>
    [Theory]
    [InlineData("pcd-rev11-full", true)]
    [InlineData("pcd-rev01-full", false)]
    public void Members_of_a_set_are_named_where_the_machine_has_them(string golden, bool byId)
    {
        Assert.Equal(["nmem0", "nmem1"], One<NvdimmPlatformConfiguration>(Get, new { Dimm = 0 }).InterleaveSets![0].Modules.Select(m => m.Dimm));
        First.SetPlatformData(Golden(golden));
        var members = One<NvdimmPlatformConfiguration>(Get, new { Dimm = 0 }).InterleaveSets!.SelectMany(s => s.Modules).ToList();
        Assert.NotEmpty(members);
        Assert.All(members, m => Assert.Equal((null, byId, !byId), (m.Dimm, m.UniqueId is not null, m.Serial is not null)));

        var device = Assert.IsType<NvdimmDevice>(Objects("Get-NvdimmDevice", new { Dimm = 1 })[0]);
        var there = members[0];
        var (text, mine) = byId ? (there.UniqueId!, device.UniqueId!) : ("--" + there.Serial![2..], "--" + device.Serial![2..]);
        First.SetPlatformData(Replaced(Golden(golden), text, mine));
        var now = One<NvdimmPlatformConfiguration>(Get, new { Dimm = 0 });
        Assert.Empty(now.Problems);
        Assert.Equal("nmem1", now.InterleaveSets![0].Modules[0].Dimm);
        Assert.Equal(byId ? device.UniqueId : device.Serial, byId ? now.InterleaveSets[0].Modules[0].UniqueId : now.InterleaveSets[0].Modules[0].Serial);
    }

    /// <summary>Pieces of 128 bytes as far as the tables go, and the size of the label area: one open, and no call more.</summary>
    [Fact]
    public void No_more_is_sent_than_it_needs()
    {
        var found = One<NvdimmPlatformConfiguration>(Get, new { Dimm = 0 });
        var pieces = (found.Tables.Max(t => t.Offset + t.Length) + 127) / 128;
        Assert.Equal(Enumerable.Repeat("nmem0 Call 9", pieces + 1), Requests);
        Assert.Single(Watched.Opened);
    }

    /// <summary>The size of the mailbox, the command, one piece, and the size of the label area.</summary>
    [Fact]
    public void The_large_payload_needs_fewer_calls_and_says_the_same()
    {
        var small = One<NvdimmPlatformConfiguration>(Get, new { Dimm = 0 });
        var before = Requests.Count();
        var large = One<NvdimmPlatformConfiguration>(Get, new { Dimm = 0, LargePayload = true });
        Assert.Equal(4, Requests.Count() - before);
        Assert.Equal(small.Tables.Select(t => t.Hex), large.Tables.Select(t => t.Hex));
    }

    [Fact]
    public void A_large_payload_that_is_refused_is_read_in_small_ones()
    {
        Refuse(opcode: 0xFD, status: 4);
        var found = One<NvdimmPlatformConfiguration>(Get, new { Dimm = 0, LargePayload = true });
        Assert.Equal("Success", found.Status);
        Assert.Single(Watched.Opened);
    }

    [Fact]
    public void What_needs_many_pieces_is_put_together()
    {
        First.SetPlatformData(Golden("pcd-order-reversed"));
        var small = One<NvdimmPlatformConfiguration>(Get, new { Dimm = 0 });
        Assert.Equal(["CCUR", "CIN_", "COUT"], small.Tables.Skip(1).Select(t => t.Name));
        Assert.True(small.Goal!.Pending);
        Assert.Equal(small.Tables.Select(t => t.Hex), One<NvdimmPlatformConfiguration>(Get, new { Dimm = 0, LargePayload = true }).Tables.Select(t => t.Hex));
    }

    [Fact]
    public void Never_configured()
    {
        First.SetPlatformData([]);
        var found = One<NvdimmPlatformConfiguration>(Get, new { Dimm = 0 });
        Assert.Equal(("None", null, null), (found.State, found.Status, found.Goal));
        Assert.Equal("it was never configured", found.Unavailable["Status"]);
        Assert.Empty(found.Problems);
        Reasons.AssertComplete(found);
    }

    /// <summary>Older firmware, media that is disabled, nothing set: null with the reason.</summary>
    [Theory]
    [InlineData(0x04, "does not know this command", null)]
    [InlineData(0x14, "media of the module is disabled", null)]
    [InlineData(0x05, "busy", null)]
    [InlineData(0x0A, "never configured", "None")]
    public void What_the_module_refuses_is_null_with_the_reason(byte status, string reason, string? state)
    {
        Refuse(opcode: 0x06, status);
        var found = One<NvdimmPlatformConfiguration>(Get, new { Dimm = 0 });
        Assert.Equal(state, found.State);
        Assert.Contains(reason, found.Unavailable["InterleaveSets"], StringComparison.Ordinal);
        Reasons.AssertComplete(found);
    }

    [Theory]
    [InlineData("pcd-ccur-checksum", "CCUR: its bytes sum up to 0x80, not to 0")]
    [InlineData("pcd-ccur-signature", "CCUR: 'XYZ_' stands where it should be")]
    [InlineData("pcd-ccur-revision", "CCUR: revision 3.3 is not known")]
    public void A_table_that_makes_no_sense_is_shown_as_bytes_and_the_rest_is_decoded(string golden, string problem)
    {
        First.SetPlatformData(Golden(golden));
        var run = Run(Get, new { Dimm = 0 });
        var found = Assert.IsType<NvdimmPlatformConfiguration>(Assert.Single(run.Objects));
        Assert.Contains(problem, Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.Equal(("Damaged", problem, problem), (found.State, Assert.Single(found.Problems), found.Unavailable["Status"]));
        Assert.Equal((false, 72), (found.Tables[1].IsValid, found.Tables[1].Length));
        Assert.Equal(144, found.Tables[1].Hex.Length);
        Assert.True(found.Goal!.Pending);
        Reasons.AssertComplete(found);
    }

    /// <summary>What became of the goal is written there: as long as it cannot be read, nobody knows whether the goal waits.</summary>
    [Fact]
    public void A_goal_of_which_it_cannot_be_read_what_became_of_it_waits_or_does_not()
    {
        var data = Golden("pcd-rev11-full");
        data[BitConverter.ToInt32(data, OutputStart) + Checksum]++;
        First.SetPlatformData(data);
        var found = Assert.IsType<NvdimmPlatformConfiguration>(Assert.Single(Run(Get, new { Dimm = 0 }).Objects));
        Assert.NotNull(found.Goal!.Sequence);
        Assert.Equal((null, null), (found.Goal.Pending, found.Goal.ProcessedSequence));

        // Where there is no such table, nothing has become of it yet.
        data.AsSpan(OutputStart - 4, 8).Clear();
        Sum(data, 0);
        First.SetPlatformData(data);
        Assert.True(One<NvdimmPlatformConfiguration>(Get, new { Dimm = 0 }).Goal!.Pending);
    }

    /// <summary>Only with all of the head can its checksum be told.</summary>
    [Fact]
    public void A_head_that_is_longer_than_a_small_payload()
    {
        const int fields = 60, before = 128, now = 200;
        var old = Golden("pcd-rev11-full");
        byte[] data = [.. old[..fields], .. Enumerable.Repeat((byte)0x5A, now - fields), .. old[before..]];
        BitConverter.TryWriteBytes(data.AsSpan(4), now);
        foreach (var place in new[] { CurrentStart, InputStart, OutputStart })
        {
            BitConverter.TryWriteBytes(data.AsSpan(place), BitConverter.ToInt32(old, place) + now - before);
        }

        Sum(data, 0);
        First.SetPlatformData(data);
        var (small, large) = (One<NvdimmPlatformConfiguration>(Get, new { Dimm = 0 }), One<NvdimmPlatformConfiguration>(Get, new { Dimm = 0, LargePayload = true }));
        Assert.Equal(("Valid", "Valid", now), (small.State, large.State, small.Tables[0].Length));
        Assert.Equal(["DMHD", "CCUR", "CIN_", "COUT"], small.Tables.Where(t => t.IsValid).Select(t => t.Name));
        Assert.Equal(small.Tables.Select(t => t.Hex), large.Tables.Select(t => t.Hex));
    }

    /// <summary>People and programs read these: one culture's thousands are another's decimals.</summary>
    [Fact]
    public void What_is_wrong_is_said_the_same_in_every_culture()
    {
        var wrong = Golden("pcd-rev11-full");
        var (current, output) = (BitConverter.ToInt32(wrong, CurrentStart), BitConverter.ToInt32(wrong, OutputStart));
        BitConverter.TryWriteBytes(wrong.AsSpan(current + 4), 70_000);
        BitConverter.TryWriteBytes(wrong.AsSpan(InputStart - 4), 70_000);
        BitConverter.TryWriteBytes(wrong.AsSpan(output + 48 + 2), (ushort)5000); // of its first record
        Sum(wrong, 0);
        Sum(wrong, output);
        var longHead = Golden("pcd-rev11-full");
        BitConverter.TryWriteBytes(longHead.AsSpan(4), 5000);
        var cut = Golden("pcd-rev11-full");
        BitConverter.TryWriteBytes(cut.AsSpan(CurrentStart - 4), 5000);
        BitConverter.TryWriteBytes(cut.AsSpan(current + 4), 5000);
        Sum(cut, 0);

        // As Germans write numbers; the machine that tests need not know more cultures than one.
        var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (german.NumberFormat.NumberGroupSeparator, german.NumberFormat.NumberDecimalSeparator) = (".", ",");
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = german;
            Assert.Equal(
                [
                    "CCUR: its length is 70,000 bytes, more than 65,536",
                    "CIN_: 70,000 bytes at 536 would reach beyond the 65,536 that these tables have",
                    "COUT: the record at 48 (type 4) has a length of 5,000 bytes where 88 are left; what follows is not decoded",
                    "DMHD: its length is 5,000 bytes, and 912 are there",
                    "CCUR: its head gives it 5,000 bytes, and the module gave 784 of them",
                ],
                new[] { wrong, longHead, cut }.SelectMany(d => ConfigurationData.Decode(d).Problems).Select(p => p.ToString()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>The platform writes other tables between two pieces: their checksums show it, by either payload's size of pieces.</summary>
    [Fact]
    public void Tables_that_are_rewritten_while_they_are_read()
    {
        First.SetPlatformData(Golden("pcd-rev02-full"));
        var pieces = 0;
        Watched.AfterRequest = (_, buffer) =>
        {
            if (buffer[Opcode] == 6 && ++pieces == 2)
            {
                First.SetPlatformData(Golden("pcd-rev31-full"));
            }
        };
        var run = Run(Get, new { Dimm = 0 });
        var found = Assert.IsType<NvdimmPlatformConfiguration>(Assert.Single(run.Objects));
        Assert.Equal(("Damaged", null), (found.State, found.Status));
        Assert.Contains(found.Problems, p => p.StartsWith("CCUR: its bytes sum up to", StringComparison.Ordinal));
        Assert.NotEmpty(run.Warnings);
        Reasons.AssertComplete(found);
    }

    [Fact]
    public void A_record_that_is_not_known_is_shown_as_bytes()
    {
        First.SetPlatformData(Golden("pcd-unknown-record"));
        var found = One<NvdimmPlatformConfiguration>(Get, new { Dimm = 0 });
        var unknown = found.Tables[1].Records.Where(r => !r.IsKnown).ToList();
        Assert.Equal([(32769, 8), (2, 5), (0, 4)], unknown.Select(r => (r.Type, r.Length)));
        Assert.All(unknown, r => Assert.Equal(2 * r.Length, r.Hex.Length));
        Assert.Single(found.InterleaveSets!);
        Assert.Equal("Valid", found.State);
    }

    /// <summary>A reply with fewer bytes than a piece has ends the reading, and what is missing is noted.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(100)]
    public void Short_replies_end_it(int size)
    {
        Watched.AfterRequest = (_, buffer) => BitConverter.TryWriteBytes(buffer[(Output(buffer) + 4)..], size);
        var run = Run(Get, new { Dimm = 0 });
        var found = Assert.IsType<NvdimmPlatformConfiguration>(Assert.Single(run.Objects));
        Assert.Equal("Damaged", found.State);
        Assert.Null(found.Status);
        Assert.Equal(2, Requests.Count());
        Assert.Single(run.Warnings);
        Reasons.AssertComplete(found);
    }

    [Fact]
    public void The_platform()
    {
        var found = One<NvdimmPlatformCapability>(Get, new { Platform = true });
        Assert.Equal(("0.2", true, "1LM", "AppDirect", "1LM or 2LM"), (found.Revision, found.ConfigurableBySoftware, found.CurrentVolatileMode, found.CurrentPersistentMode, found.AllowedVolatileMode));
        Assert.Equal(["1LM", "2LM", "AppDirect"], found.Modes!);
        Assert.Equal(["1-way, channel 4 KiB, controller 4 KiB", "2-way, channel 4 KiB, controller 4 KiB *"], Assert.Single(found.Interleaving!).Formats);
        Assert.Equal((0, 4UL << 40), (found.Sockets![0].Socket, found.Sockets[0].Limit));
        Assert.Equal((false, true, false), (found.CpuCacheFlush, found.MemoryControllerFlush, found.Mirroring));
        Assert.Empty(Watched.Opened);
        Reasons.AssertComplete(found);
    }

    [Fact]
    public void A_platform_without_the_table()
    {
        using var kernel = new SimulatedKernel("nvdimm-n");
        var found = Assert.IsType<NvdimmPlatformCapability>(Assert.Single(RunOn(kernel, Get, new { Platform = true }).Objects));
        Assert.Null(found.Modes);
        Assert.Contains("no such table", found.Unavailable["Modes"], StringComparison.Ordinal);
        Reasons.AssertComplete(found);
    }

    [Fact]
    public void Other_families_have_no_such_data_and_nothing_is_sent()
    {
        using var kernel = new SimulatedKernel("hyperv");
        Assert.Equal("Nvdimm.ModuleLog.NotOffered", Id(RunOn(kernel, Get, new { Dimm = 0 })));
        var found = Assert.IsType<NvdimmCapacity>(RunOn(kernel, Capacity, new { Dimm = 0 }).Objects[0]);
        Assert.Equal("Mappings", found.TotalFrom);
        Assert.Equal((found.AppDirect, null), (found.Total, found.MemoryMode));
        Assert.Empty(kernel.Transcript);
        Reasons.AssertComplete(found);
    }

    /// <summary>The kernel lets no vendor command through to these modules.</summary>
    [Fact]
    public void Modules_without_vendor_commands_have_what_sysfs_knows()
    {
        using var kernel = new SimulatedKernel("nfit_test");
        var run = RunOn(kernel, Capacity);
        Assert.Empty(run.Errors);
        Assert.Equal(RunOn(kernel, "Get-NvdimmDevice").Objects.Count, run.Objects.Count);
        var found = run.Objects.Cast<NvdimmCapacity>().ToList();
        Assert.All(found, Reasons.AssertComplete);
        Assert.Contains(found, f => f is { TotalFrom: "Mappings", AppDirect: > 0, MemoryMode: null } && f.Unavailable["MemoryMode"].Contains("does not offer Intel 9 PassThrough", StringComparison.Ordinal));
        Assert.Empty(kernel.Transcript);
    }

    [Fact]
    public void Capacity_in_parts_that_make_up_the_total()
    {
        var found = One<NvdimmCapacity>(Capacity, new { Dimm = 0 });
        Assert.Equal(["nmem0 Call 9", "nmem0 Call 9"], Requests);
        Assert.Equal((126 * GiB, 0UL, 0UL, 0UL, GiB / 4), (found.AppDirect, found.MemoryMode, found.Unconfigured, found.Reserved, found.Inaccessible));
        Assert.Equal(found.Total, found.AppDirect + found.MemoryMode + found.Unconfigured + found.Reserved + found.Inaccessible);
        Assert.Equal(("PartitionInfo", "NMA1XXD128GPS", "2.3"), (found.TotalFrom, found.PartNumber, found.FisVersion));
        Assert.Contains("AppDirect", found.Features!);
        Reasons.AssertComplete(found);
    }

    /// <summary>Partition info and identity of each DIMM, and one open.</summary>
    [Fact]
    public void Two_calls_and_one_open_for_each_of_24_DIMMs()
    {
        using var kernel = new SimulatedKernel("2x12");
        var watched = new WatchedKernel(kernel);
        Assert.Equal(24, RunOn(watched, Capacity).Objects.Count);
        Assert.Equal(24, watched.Opened.Count);
        Assert.Equal(48, kernel.Transcript.Count);
        Assert.All(RunOn(watched, "Get-NvdimmDevice").Objects.Cast<NvdimmDevice>(), d => Assert.Equal(126 * GiB, d.Size));
        Assert.Equal(24, watched.Opened.Count);
    }

    [Theory]
    [InlineData(0x04)]
    [InlineData(0x14)]
    public void Partitions_that_are_refused_leave_identity_and_mappings(byte status)
    {
        Refuse(opcode: 0x06, status);
        var found = One<NvdimmCapacity>(Capacity, new { Dimm = 0 });
        Assert.Equal(("Identity", 126 * GiB + (GiB / 4), 126 * GiB), (found.TotalFrom, found.Total, found.AppDirect));
        Assert.Equal((null, null, null, null), (found.MemoryMode, found.Unconfigured, found.Reserved, found.Inaccessible));
        Reasons.AssertComplete(found);
    }

    [Fact]
    public void A_partition_that_no_region_maps_all_of()
    {
        Watched.AfterRequest = (_, buffer) =>
        {
            if (buffer[Opcode] == 6)
            {
                BitConverter.TryWriteBytes(buffer[(Output(buffer) + 8)..], (uint)(2 * GiB / 4096));
                BitConverter.TryWriteBytes(buffer[(Output(buffer) + 8 + 16)..], (uint)(130 * GiB / 4096));
                BitConverter.TryWriteBytes(buffer[(Output(buffer) + 8 + 32)..], (uint)(133 * GiB / 4096));
            }
        };
        var found = One<NvdimmCapacity>(Capacity, new { Dimm = 0 });
        Assert.Equal((133 * GiB, 2 * GiB, 126 * GiB, 0UL, 4 * GiB, GiB), (found.Total, found.MemoryMode, found.AppDirect, found.Unconfigured, found.Reserved, found.Inaccessible));
    }

    /// <summary>A mapping that cannot be read may be of any DIMM: what is free of them is not known then, and is not all that they have.</summary>
    [Fact]
    public void What_regions_map_and_nobody_can_read_is_not_taken_as_nothing()
    {
        // Links lead in circles.
        File.Delete(Directory.GetFiles(Kernel.SysfsRoot, "mapping1", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })[0]);
        var found = One<NvdimmCapacity>(Capacity, new { Dimm = 0 });
        Assert.Equal((null, null, null), (found.AppDirect, found.Unconfigured, found.Reserved));
        Assert.All([nameof(found.AppDirect), nameof(found.Unconfigured), nameof(found.Reserved)],
            name => Assert.Equal("the mappings of region0 cannot all be read", found.Unavailable[name]));
        Reasons.AssertComplete(found);
    }

    /// <summary>All that one mapping and another share is there once.</summary>
    [Fact]
    public void Size_of_every_family()
    {
        foreach (var topology in new[] { "2x6", "nvdimm-n", "hyperv", "papr", "qemu", "nfit_test", "cxl" })
        {
            using var kernel = new SimulatedKernel(topology);
            var devices = RunOn(kernel, "Get-NvdimmDevice").Objects.Cast<NvdimmDevice>().ToList();
            Assert.NotEmpty(devices);
            foreach (var device in devices)
            {
                var mappings = new NvdimmPS.Inventory.NvdimmMachine(kernel).Topology.GetRegions().SelectMany(r => r.Mappings ?? []).Where(m => m.Dimm == device.Name).ToList();
                var bytes = mappings.Count == 0 ? (ulong?)null : (ulong)mappings.SelectMany(m => Enumerable.Range(0, (int)(m.Length >> 20)).Select(i => (m.Offset >> 20) + (ulong)i)).Distinct().LongCount() << 20;
                Assert.Equal(bytes, device.Size);
                Assert.True(device.Size is not null || device.Unavailable["Size"] == "no region maps it");
            }
        }
    }

    private static byte[] Golden(string name) => GoldenFile.Hex(GoldenFile.Load("optane/vendor-commands").GetProperty("cases").EnumerateArray()
        .Single(c => c.GetProperty("name").GetString() == name), "output");

    /// <summary>The tables with one module for another; what their bytes sum up to stays.</summary>
    private static byte[] Replaced(byte[] data, string from, string to)
    {
        var (old, made) = (Convert.FromHexString(from.Replace("-", "", StringComparison.Ordinal)), Convert.FromHexString(to.Replace("-", "", StringComparison.Ordinal)));
        var (bytes, start) = (data.ToArray(), BitConverter.ToInt32(data, CurrentStart));
        for (var at = data.AsSpan().IndexOf(old); at >= 0; at = bytes.AsSpan().IndexOf(old))
        {
            made.CopyTo(bytes.AsSpan(at));
        }

        foreach (var table in new[] { CurrentStart, CurrentStart + 8, CurrentStart + 16 }.Select(p => BitConverter.ToInt32(data, p)).Where(p => p > 0))
        {
            Sum(bytes, table);
        }

        return bytes;
    }

    /// <summary>Has the bytes of a table sum up to 0.</summary>
    private static void Sum(byte[] bytes, int table) =>
        bytes[table + Checksum] -= (byte)bytes.AsSpan(table, BitConverter.ToInt32(bytes, table + 4)).ToArray().Sum(b => b);

    private T One<T>(string cmdlet, object parameters) => Assert.IsType<T>(Assert.Single(Objects(cmdlet, parameters)));

    private static int Output(Span<byte> buffer) => Opcode + BitConverter.ToInt32(buffer[SizeIn..]);

    /// <summary>The module's firmware refuses what has an opcode.</summary>
    private void Refuse(byte opcode, byte status) => Watched.AfterRequest = (_, buffer) =>
    {
        if (buffer[Opcode] == opcode)
        {
            var at = Output(buffer);
            BitConverter.TryWriteBytes(buffer[at..], (uint)status << 16 | 7);
            BitConverter.TryWriteBytes(buffer[(at + 4)..], 0);
        }
    };
}
