using System.Runtime.Versioning;
using NvdimmPS.Abi;
using NvdimmPS.Labels;
using NvdimmPS.Tests.Cmdlets;
using NvdimmPS.Tests.Harness;

namespace NvdimmPS.Tests.Labels;

/// <summary>What the cmdlets write, on QEMU's two DIMMs with labels of version 1.1 on them.</summary>
[SupportedOSPlatform("linux")]
public sealed class LabelChangeTests : CmdletTest
{
    private const string Get = "Get-NvdimmLabel", Initialize = "Initialize-NvdimmLabel", Clear = "Clear-NvdimmLabel",
        Repair = "Repair-NvdimmLabel", Export = "Export-NvdimmLabel", Import = "Import-NvdimmLabel", Test = "Test-NvdimmLabel", Compare = "Compare-NvdimmLabel";

    private const uint Set = 6;

    private readonly string _folder = Directory.CreateTempSubdirectory("nvdimm-labels-").FullName;

    public LabelChangeTests(CmdletFixture fixture)
        : base(fixture, "qemu-labelled")
    {
        foreach (var region in Kernel.Regions)
        {
            Kernel.DisableRegion(region.Name);
        }
    }

    private byte[] Labels
    {
        get => Kernel.Dimm("nmem0").Labels;
        set => Kernel.Dimm("nmem0").Labels = value;
    }

    private int Sets => Kernel.Transcript.Count(r => r.Function == Set);

    public static TheoryData<string, string> Changes => new()
    {
        { Initialize, "1.1" }, { Initialize, "1.2" }, { Clear, "" }, { Repair, "" }, { Import, "same version" }, { Import, "other version" }, { Import, "over nothing" },
    };

    [Fact]
    public void Where_one_DIMM_of_an_export_cannot_be_written_none_is()
    {
        Assert.Empty(Run(Export, new { Path = _folder }).Errors);
        Labels = new byte[Labels.Length];
        var broken = Directory.GetFiles(_folder, "nmem1*").Single();
        File.WriteAllBytes(broken, [.. File.ReadAllBytes(broken).Select((b, i) => i == 1000 ? (byte)(b ^ 1) : b)]);
        var sets = Sets;
        var run = Run(Import, new { Path = _folder, Force = true, NoBackup = true });
        Assert.Equal("Nvdimm.Label.OtherHash", Id(run));
        Assert.Contains("Nothing was written", Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.Equal(sets, Sets);
    }

    /// <summary>
    /// Ended before each of its writes: the labels are those of before or the new ones. The next run says that there was such a write,
    /// goes on to its end, and the one after that has nothing to do.
    /// </summary>
    [Theory]
    [MemberData(nameof(Changes))]
    public void A_kill_at_any_write_leaves_the_old_labels_or_the_new_ones_and_the_next_run_goes_on(string cmdlet, string how)
    {
        var parameters = Prepared(cmdlet, how, out var from, out var to);
        for (var n = 1; ; n++)
        {
            Labels = from;
            var count = 0;
            Watched.BeforeRequest = (_, _) =>
            {
                if (Watched.Request == NdCommands.SetConfigData.Request && ++count == n)
                {
                    throw new InvalidOperationException("killed");
                }
            };
            var killed = Run(cmdlet, parameters);
            Watched.BeforeRequest = null;
            if (killed.Errors.Count == 0)
            {
                Assert.Equal(to, Labels);
                Assert.True(n > 1, "Nothing was written.");
                return;
            }

            Assert.Contains(Meaning(Labels), new List<string> { Meaning(from), Meaning(to) });
            var next = Run(cmdlet, parameters);
            Assert.Empty(next.Errors);
            Assert.Contains("an earlier label write was interrupted", Assert.Single(next.Warnings), StringComparison.Ordinal);
            Assert.Equal(to, Labels);
            var last = Run(cmdlet, parameters);
            Assert.Empty(last.Warnings.Concat(last.Errors.Select(e => $"{e}")));
        }
    }

    [Fact]
    public void The_DIMM_is_bound_anew_after_a_write_and_read_back()
    {
        var written = new List<string>();
        Watched.BeforeWrite = written.Add;
        var area = Assert.IsType<NvdimmLabelArea>(Assert.Single(Objects(Initialize, new { Dimm = 0, Version = "1.2", Overwrite = true, Force = true, PassThru = true })));
        Assert.Equal(("1.2", 0, 510), (area.Version, area.UsedSlots, area.Slots));
        Assert.Equal(["bus/nd/drivers/nvdimm/unbind", "bus/nd/drivers/nvdimm/bind"], written);
    }

    [Fact]
    public void One_open_a_DIMM_and_as_few_calls_as_its_transfers_allow()
    {
        var area = Assert.IsType<NvdimmLabelArea>(Assert.Single(Objects(Get, new { Dimm = 0 })));
        Assert.Equal([("nmem0", NdAccess.ReadWrite)], Watched.Opened);
        Assert.Equal(1 + ((area.Size + area.MaxTransfer!.Value - 1) / area.MaxTransfer.Value), Kernel.Transcript.Count);
    }

    [Fact]
    public void WhatIf_shows_the_bytes_and_sends_nothing_that_writes()
    {
        var explained = Objects(Initialize, new { Dimm = 0, Version = "1.2", Overwrite = true, WhatIf = true });
        Assert.Equal(2, explained.OfType<WriteExplanation>().Count());
        var call = explained.OfType<DsmExplanation>().First();
        Assert.Contains(call.Changes, c => c.Field == "index 0 Minor (0x3e, 2 bytes)" && c.Old == "1" && c.New == "2");
        Assert.Equal(0, Sets);
    }

    [Fact]
    public void Valid_labels_are_given_up_only_where_that_is_said()
    {
        var run = Run(Initialize, new { Dimm = 0, Force = true });
        Assert.Equal("Nvdimm.Label.Initialized", Id(run));
        Assert.Contains("-Overwrite", run.Errors[0].ErrorDetails!.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(0, Sets);
    }

    [Theory]
    [InlineData(Initialize)]
    [InlineData(Clear)]
    [InlineData(Repair)]
    public void An_active_DIMM_is_refused_with_its_region_before_anything_is_sent(string cmdlet)
    {
        Kernel.EnableRegion("region1");
        var run = Run(cmdlet, new { Dimm = 0, Force = true });
        Assert.Equal("Nvdimm.Label.Active", Id(run));
        Assert.Contains("region1 is enabled", run.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("Disable-NvdimmRegion region1", run.Errors[0].ErrorDetails!.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(Requests);
    }

    [Fact]
    public void A_backup_is_kept_first_and_brings_the_labels_back()
    {
        var before = Labels;
        var run = Run(Clear, new { Dimm = 0, Force = true });
        Assert.Empty(run.Errors);
        var folder = Told(run);
        var files = Directory.GetFiles(folder);
        Assert.All(files, f => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(f)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        Assert.All(Labels, b => Assert.Equal(0, b));
        Assert.Empty(Run(Import, new { Path = folder, Force = true, NoBackup = true }).Errors);
        Assert.Equal(before, Labels);
    }

    [Fact]
    public void Without_a_backup_nothing_is_written()
    {
        File.WriteAllText(Path.Combine(Kernel.SysfsRoot, "labels"), "in the way");
        Assert.Equal("Nvdimm.Label.NoBackup", Id(Run(Clear, new { Dimm = 0, Force = true })));
        Assert.Equal(0, Sets);
        Assert.Empty(Run(Clear, new { Dimm = 0, Force = true, NoBackup = true }).Errors);
        Assert.NotEqual(0, Sets);
    }

    [Fact]
    public void A_backup_is_not_led_elsewhere_by_a_link()
    {
        Directory.CreateDirectory(Path.Combine(Kernel.SysfsRoot, "open"));
        File.SetUnixFileMode(Path.Combine(Kernel.SysfsRoot, "open"), (UnixFileMode)0x1FF); // everybody may exchange what is in it
        File.CreateSymbolicLink(Path.Combine(Kernel.SysfsRoot, "labels"), Path.Combine(Kernel.SysfsRoot, "open"));
        Assert.Equal("Nvdimm.Label.NoBackup", Id(Run(Clear, new { Dimm = 0, Force = true })));
        Assert.Equal(0, Sets);
    }

    [Fact]
    public void An_export_goes_back_to_its_own_DIMM_and_to_no_other()
    {
        Assert.Single(Objects(Export, new { Path = _folder }));
        Assert.Equal(3, Directory.GetFiles(_folder).Length);
        var before = Labels;
        Labels = new byte[before.Length];
        var other = Run(Import, new { Path = Only("nmem0"), Dimm = "nmem1", Force = true });
        Assert.Equal("Nvdimm.Label.OtherDimm", Id(other));
        Assert.Contains("8680-57341200", other.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(0, Sets);
        Assert.Empty(Run(Import, new { Path = _folder, Force = true }).Errors);
        Assert.Equal(before, Labels);
    }

    [Fact]
    public void An_export_that_was_changed_cut_or_is_of_another_size_is_refused()
    {
        Objects(Export, new { Path = _folder, Dimm = 0 });
        var file = Directory.GetFiles(_folder, "*.bin")[0];
        var bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.Equal("Nvdimm.Label.OtherHash", Id(Run(Import, new { Path = _folder, Force = true })));
        File.WriteAllBytes(file, bytes[..1000]);
        Assert.Equal("Nvdimm.Label.OtherSize", Id(Run(Import, new { Path = _folder, Force = true })));
        File.Delete(file);
        Assert.Equal("Nvdimm.Label.Read", Id(Run(Import, new { Path = _folder, Force = true })));
        Assert.Equal(0, Sets);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"format":"nvdimmps-labels","version":2,"dimms":[]}""")]
    [InlineData("""{"format":"nvdimmps-labels","version":1}""")]
    [InlineData("""{"format":"nvdimmps-labels","version":1,"dimms":[{"size":1024,"sha256":"00"}]}""")]
    [InlineData("""{"format":"nvdimmps-labels","version":1,"dimms":[{"size":1024,"sha256":"00","file":"../../etc/passwd"}]}""")]
    [InlineData("""{"format":"nvdimmps-labels","version":1,"dimms":[{"size":-1,"sha256":"00","file":"a"}]}""")]
    public void A_manifest_that_is_none_is_refused_with_its_place(string text)
    {
        File.WriteAllText(Path.Combine(_folder, "labels.json"), text);
        Assert.Equal("Nvdimm.Label.Manifest", Id(Run(Import, new { Path = _folder, Force = true })));
    }

    [Fact]
    public void An_export_that_is_there_is_replaced_only_where_that_is_said()
    {
        Objects(Export, new { Path = _folder });
        Assert.Equal("Nvdimm.Label.Exists", Id(Run(Export, new { Path = _folder })));
        Objects(Export, new { Path = _folder, Force = true });
    }

    /// <summary>Until the new manifest is there the old one counts, with its own files.</summary>
    [Fact]
    public void An_export_that_fails_half_way_leaves_the_old_one_whole()
    {
        Objects(Export, new { Path = _folder });
        var before = Labels;
        var changed = before.ToArray();
        changed[5000] ^= 1;
        Labels = changed;
        var second = Kernel.Dimm("nmem1").Labels;
        second[5000] ^= 1;
        Kernel.Dimm("nmem1").Labels = second;
        var hash = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(second)).ToLowerInvariant()[..12];
        var blocked = Directory.CreateDirectory(Path.Combine(_folder, $"nmem1-8680-57341200-{hash}.bin"));
        Assert.StartsWith("Nvdimm.Label.Write", Run(Export, new { Path = _folder, Force = true }).Errors.Single().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(Run(Import, new { Path = _folder, Force = true, NoBackup = true }).Errors);
        Assert.Equal(before, Labels);

        blocked.Delete();
        (Labels, Kernel.Dimm("nmem1").Labels) = (changed, second);
        Objects(Export, new { Path = _folder, Force = true });
        Assert.Equal(3, Directory.GetFiles(_folder).Length); // those of before are gone
    }

    [Fact]
    public void An_export_is_not_led_elsewhere_by_a_link_of_the_folders_owner()
    {
        if (!Files.Unix.IsRoot)
        {
            return;
        }

        var (folder, aim) = (Path.Combine(_folder, "theirs"), Path.Combine(_folder, "aim"));
        Directory.CreateDirectory(folder);
        Files.Unix.Give(folder);
        File.WriteAllText(aim, "untouched");
        Files.Unix.Give(File.CreateSymbolicLink(Path.Combine(folder, "labels.json"), aim).FullName);
        var run = Run(Export, new { Path = folder, Force = true });
        Assert.StartsWith("Nvdimm.Label.Write", run.Errors.Single().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("link of another user", run.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal("untouched", File.ReadAllText(aim));
        Files.Unix.Give(File.CreateSymbolicLink(Path.Combine(folder, "way"), _folder).FullName);
        Assert.Single(Run(Export, new { Path = Path.Combine(folder, "way", "theirs"), Force = true }).Errors);
        File.Delete(Path.Combine(folder, "labels.json"));
        Assert.Single(Objects(Export, new { Path = folder })); // a folder of another user is no fault by itself
    }

    /// <summary>The labels are written, and the DIMM has no driver: the next run finds that and ends it.</summary>
    [Fact]
    public void A_DIMM_that_was_not_bound_again_after_a_write_is_bound_by_the_next_run()
    {
        Kernel.Faults.Add(new SimulatorFault { Attribute = "bind", Kind = SimulatorFaultKind.Errno, Value = Errno.EBUSY, Count = 1 });
        Assert.Equal("Nvdimm.Change.InPart", Id(Run(Clear, new { Dimm = 0, Force = true })));
        Assert.Null(((NvdimmDevice)Objects("Get-NvdimmDevice", new { Dimm = 0 })[0]!).Driver);
        var sets = Sets;
        var next = Run(Clear, new { Dimm = 0, Force = true });
        Assert.Empty(next.Errors);
        Assert.Contains("was interrupted", Assert.Single(next.Warnings), StringComparison.Ordinal);
        Assert.Equal("nvdimm", ((NvdimmDevice)Objects("Get-NvdimmDevice", new { Dimm = 0 })[0]!).Driver);
        Assert.Equal(sets, Sets);
        Assert.Empty(Run(Clear, new { Dimm = 0, Force = true }).Warnings);

        // A DIMM that a person has disabled stays so.
        Objects("Disable-NvdimmDevice", new { Dimm = 0, Force = true });
        Assert.Empty(Run(Clear, new { Dimm = 0, Force = true }).Errors);
        Assert.Null(((NvdimmDevice)Objects("Get-NvdimmDevice", new { Dimm = 0 })[0]!).Driver);
    }

    [Fact]
    public void Of_an_interleave_set_all_DIMMs_are_initialised_or_none()
    {
        using var other = new Simulation.Machine("nfit_test-labelled");
        other.DisableRegions();
        var blank = new byte[other.Kernel.Dimm("nmem1").Labels.Length];
        other.Kernel.Dimm("nmem1").Labels = blank;
        var run = RunOn(other.Kernel, Initialize, new { Dimm = "*", Force = true, NoBackup = true });
        Assert.Equal(["nmem0", "nmem2", "nmem3"], run.Errors.Select(e => $"{e.TargetObject}"));
        Assert.Contains("nmem1: nothing was written, because nmem0", Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.Equal(blank, other.Kernel.Dimm("nmem1").Labels);
        Assert.NotEqual(0, other.Kernel.Dimm("nmem4").Labels[0]); // of no such set
    }

    [Fact]
    public void Repair_writes_the_block_that_does_not_count_and_nothing_else()
    {
        var good = Labels;
        var current = Current(good);
        var bad = good.ToArray();
        bad[((1 - current) * 256) + 100] ^= 0xFF;
        Labels = bad;
        Assert.Equal("NV1605", Assert.Single(Objects(Test, new { Dimm = 0 }).Cast<HealthFinding>(), f => f.Severity == "Warning").Id);
        Assert.Empty(Run(Repair, new { Dimm = 0, Force = true }).Errors);
        Assert.Equal(1, Sets);
        Assert.Equal(true, Assert.Single(Objects(Test, new { Dimm = 0, Quiet = true })));
        Assert.Equal(good[512..], Labels[512..]);
        Assert.Empty(Run(Repair, new { Dimm = 0, Force = true }).Errors); // whole already
        Assert.Equal(1, Sets);
    }

    [Fact]
    public void Without_a_good_block_there_is_nothing_to_repair_from()
    {
        Labels = new byte[Labels.Length];
        Assert.Equal("Nvdimm.Label.NoIndex", Id(Run(Repair, new { Dimm = 0, Force = true })));
    }

    [Fact]
    public void A_label_area_that_changes_after_the_question_is_not_written()
    {
        var run = Run(Clear, new { Dimm = 0 }, answer: _ =>
        {
            var labels = Labels;
            labels[5000] = 0x5A;
            Labels = labels;
            return Harness.Answer.Yes;
        });
        Assert.Equal("Nvdimm.Label.Changed", Id(run));
        Assert.Equal(0, Sets);
    }

    [Fact]
    public void Firmware_that_takes_bytes_and_keeps_others_is_found_out()
    {
        Watched.AfterRequest = (_, buffer) =>
        {
            if (Watched.Request == NdCommands.SetConfigData.Request)
            {
                var labels = Labels;
                labels[300] = 0x5A;
                Labels = labels;
            }
        };
        var run = Run(Clear, new { Dimm = 0, Force = true });
        Assert.Equal("Nvdimm.Change.InPart", Id(run));
        Assert.Contains("first at 0x12c", run.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_difference_is_told_field_by_field()
    {
        Objects(Export, new { Path = _folder });
        Assert.Empty(Objects(Compare, new { Reference = _folder }));
        var labels = Labels;
        labels[512 + 16] = (byte)'F';
        Labels = labels;
        var found = Assert.IsType<NvdimmLabelDifference>(Assert.Single(Objects(Compare, new { Reference = _folder })));
        Assert.Equal(("nmem0", "slot 0", "Name", "fsdax-ns", "Fsdax-ns"), (found.Target, found.Part, found.Field, found.Reference, found.Difference));
    }

    [Fact]
    public void Labels_of_a_file_are_those_of_the_DIMM()
    {
        Objects(Export, new { Path = _folder });
        var file = Directory.GetFiles(_folder, "nmem0*.bin")[0];
        var (read, kept) = ((NvdimmLabelArea)Objects(Get, new { Dimm = 0 })[0]!, (NvdimmLabelArea)Objects(Get, new { Path = file })[0]!);
        Assert.Equal(read.Labels.Select(l => l.ToString()), kept.Labels.Select(l => l.ToString()));
        Assert.Equal(("File", null, read.Version), (kept.Source, kept.Dimm, kept.Version));
        Assert.Equal(["nmem0", "nmem1"], Names(Get, new { Path = _folder }));
        File.WriteAllBytes(file, new byte[10]);
        Assert.Equal("Nvdimm.Label.TooSmall", Id(Run(Get, new { Path = file })));
        Assert.Equal("Nvdimm.Label.Read", Id(Run(Get, new { Path = Path.Combine(_folder, "none.bin") })));
    }

    [Theory]
    [InlineData("papr")]
    [InlineData("hyperv")]
    [InlineData("nfit_test")]
    [InlineData("1x2")]
    public void Every_platform_with_labels_is_written_and_read_back(string topology)
    {
        using var other = new Simulation.Machine(topology);
        other.DisableRegions();
        Assert.Empty(RunOn(other.Kernel, Initialize, new { Dimm = 0, Version = "1.2", Overwrite = true, Force = true, NoBackup = true }).Errors);
        var area = Assert.IsType<NvdimmLabelArea>(Assert.Single(RunOn(other.Kernel, Get, new { Dimm = 0 }).Objects));
        Assert.Equal("1.2", area.Version);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Directory.Delete(_folder, recursive: true);
    }

    private object Prepared(string cmdlet, string how, out byte[] from, out byte[] to)
    {
        from = Labels;
        to = new byte[from.Length];
        switch (cmdlet)
        {
            case Initialize:
                from.AsSpan().CopyTo(to);
                var layout = LabelLayout.For(to.Length, how == "1.1" ? 128 : 256);
                LabelIndexes.Make(layout, 0, 3, []).CopyTo(to, 0);
                LabelIndexes.Make(layout, 1, 2, []).CopyTo(to, layout.IndexSize);
                return new { Dimm = 0, Version = how, Overwrite = true, Force = true };
            case Clear:
                return new { Dimm = 0, Force = true };
            case Repair:
                to = from.ToArray();
                from[((1 - Current(from)) * 256) + 100] ^= 0xFF;
                to = Repaired(to);
                return new { Dimm = 0, Force = true };
            default:
                // The export has another name in the label, or another version.
                to = from.ToArray();
                to[512 + 16] = (byte)'n';
                if (how == "other version")
                {
                    GoldenLabels.Bytes("v1.2").AsSpan(512).CopyTo(to.AsSpan(512));
                    var wide = LabelLayout.For(to.Length, 256);
                    LabelIndexes.Make(wide, 0, 2, [0]).CopyTo(to, 0);
                    LabelIndexes.Make(wide, 1, 3, [0, 13]).CopyTo(to, 256);
                }

                Labels = to;
                Objects(Export, new { Path = _folder, Dimm = 0 });
                from = how == "over nothing" ? new byte[to.Length] : from;
                return new { Path = _folder, Force = true };
        }
    }

    /// <summary>The block that does not count as the one that does, with the number before.</summary>
    private static byte[] Repaired(byte[] area)
    {
        var layout = LabelLayout.For(area.Length, 128);
        var (current, sequence) = (Current(area), area[(Current(area) * 256) + 20] & 3);
        LabelIndexes.Make(layout, 1 - current, ((sequence + 1) % 3) + 1, [.. GoldenLabels.Decode(area).Indexes[current].UsedSlots]).CopyTo(area, (1 - current) * 256);
        return area;
    }

    /// <summary>A copy of the export with one DIMM in it.</summary>
    private string Only(string dimm)
    {
        var folder = Path.Combine(_folder, "only");
        Objects(Export, new { Path = folder, Dimm = dimm });
        return folder;
    }

    private static string Told(CmdletRun run) =>
        run.Information.Select(i => $"{i.MessageData}").Single(m => m.Contains("its labels of before are in", StringComparison.Ordinal)).Split(" are in ")[1].TrimEnd('.');

    private static int Current(byte[] area) => GoldenLabels.Decode(area).CurrentIndex!.Value;

    private static string Meaning(byte[] bytes)
    {
        var area = GoldenLabels.Decode(bytes);
        return $"{area.Version} {string.Join('\n', area.Labels.Where(l => l.Valid).Select(l => $"{l.Uuid} {l.Name} {l.Start} {l.Size}").Order(StringComparer.Ordinal))}";
    }
}
