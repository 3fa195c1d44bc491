using NvdimmPS.Abi;
using NvdimmPS.Changes;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;
using NvdimmPS.Namespaces;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>Namespaces on a simulated machine with labels: region1 has 64 of 256 MiB in use and region0 nothing.</summary>
public sealed class NamespaceCmdletTests(CmdletFixture fixture) : CmdletTest(fixture, "qemu-labelled")
{
    private const string New = "New-NvdimmNamespace", Set = "Set-NvdimmNamespace", Remove = "Remove-NvdimmNamespace", Enable = "Enable-NvdimmNamespace",
        Disable = "Disable-NvdimmNamespace", Test = "Test-NvdimmNamespace";

    private readonly List<string> _writes = [];

    [Theory]
    [InlineData("Raw", "pmem", "raw")]
    [InlineData("Sector", "s", "sector")]
    [InlineData("FsDax", "pmem", "fsdax")]
    [InlineData("DevDax", "dax", "devdax")]
    public void A_namespace_of_each_mode_is_made_and_removed(string mode, string device, string shown)
    {
        var before = Region.AvailableSize;
        var made = Made(new { Region = Region.Name, Mode = mode, Size = "32M", Name = "a name" });
        Assert.Equal((shown, 32UL << 20, "a name", true), (made.Mode, made.RawSize, made.AlternateName, made.Enabled));
        Assert.Contains(device, made.BlockDevice ?? made.DaxDevice, StringComparison.Ordinal);
        Assert.Equal(before - (32UL << 20), Region.AvailableSize);
        Assert.Empty(Objects(Remove, new { Namespace = made.Name, AllowInUse = true, Force = true }));
        Assert.Null(Find(made.Name));
        Assert.Equal(before, Region.AvailableSize);
    }

    [Fact]
    public void The_first_region_with_room_is_taken_and_all_that_is_free_in_one_piece()
    {
        var made = Made(null);
        Assert.Equal("fsdax", made.Mode);
        Assert.Equal(0UL, Regions.First(r => r.Name == made.Region).MaxAvailableExtent);
    }

    [Fact]
    public void WhatIf_shows_every_write_in_order_and_makes_none()
    {
        Watched.BeforeWrite = attribute => Assert.Fail(attribute);
        var shown = Objects(New, new { Region = Region.Name, Mode = "FsDax", Size = "16M", WhatIf = true }).Cast<WriteExplanation>().ToList();
        Assert.Equal(Enumerable.Range(1, shown.Count), shown.Select(s => s.Step));
        Assert.Equal(["alt_name", "sector_size", "holder_class", "uuid", "size", "uuid", "mode", "align", "namespace", "bind"], shown.Select(s => Path.GetFileName(s.Path)));
        Assert.Contains("RawSize none → 16777216", shown[0].Changes.Select(c => c.ToString()));
    }

    [Theory]
    [InlineData("16777217", "NV1257")]
    [InlineData("4G", "NV1256")]
    [InlineData("0", "NV1258")]
    public void A_size_that_cannot_be_is_refused_before_the_first_write(string size, string id)
    {
        Watched.BeforeWrite = attribute => Assert.Fail(attribute);
        Assert.Equal("Nvdimm.Namespace." + id, Id(Run(New, new { Region = Region.Name, Size = size })));
        var test = Assert.IsType<NvdimmNamespaceTest>(Assert.Single(Objects(Test, new { Region = Region.Name, Size = size })));
        Assert.False(test.Possible);
        Assert.Contains(id, test.Findings.Select(f => f.Id));
        Assert.False(Assert.IsType<bool>(Assert.Single(Objects(Test, new { Region = Region.Name, Size = size, Quiet = true }))));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("much")]
    [InlineData("1.5")]
    [InlineData(-16L)]
    [InlineData(0.5)]
    [InlineData(1e30)]
    public void What_is_no_size_binds_to_nothing(object size)
    {
        var run = Run(New, new { Region = Region.Name, Size = size });
        Assert.Contains("is not a size", run.TerminatingError!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_so_already_is_not_written()
    {
        Watched.BeforeWrite = attribute => Assert.Fail(attribute);
        Assert.Empty(Objects("Set-NvdimmNamespace", new { Namespace = Space.Name, Mode = Space.Mode, Size = Space.RawSize, Name = Space.AlternateName, Force = true }));
    }

    [Fact]
    public void An_object_of_one_that_is_gone_means_no_other()
    {
        var old = Space;
        Objects("Remove-NvdimmNamespace", new { Namespace = old.Name, Force = true });
        var made = Assert.IsType<NvdimmNamespace>(Assert.Single(Objects(New, new { old.Region, Size = "64M", Name = "important", PassThru = true })));
        Watched.BeforeWrite = attribute => Assert.Fail(attribute);
        var stale = new NvdimmNamespace { Name = made.Name, Region = old.Region, RawUuid = old.RawUuid };
        Assert.Equal("Nvdimm.Namespace.OtherNow", Id(Run("Remove-NvdimmNamespace", new { Force = true }, [stale])));
        Assert.Equal("Nvdimm.Namespace.OtherNow", Id(Run("Set-NvdimmNamespace", new { Mode = "Raw", Force = true }, [stale])));
    }

    [Fact]
    public void The_mode_of_one_that_is_disabled_is_its_class_and_stays()
    {
        var mode = Space.Mode;
        Objects(Disable, new { Namespace = Space.Name, Force = true });
        var disabled = Space;
        Objects("Set-NvdimmNamespace", new { Namespace = disabled.Name, Size = "32M", Force = true });
        Assert.Equal(mode, new Topology(Kernel).FindNamespace(disabled.Name)!.Mode);
    }

    [Theory]
    [InlineData("Sector,FsDax")]
    [InlineData("+1")]
    public void Several_words_are_no_mode(string mode) =>
        Assert.NotNull(Run(New, new { Region = Region.Name, Size = "16M", Mode = mode }).TerminatingError);

    /// <summary>The process may end with the cmdlet.</summary>
    [Fact]
    public void Ctrl_C_ends_the_cmdlet_when_all_is_as_before()
    {
        var before = State();
        using var stop = new CancellationTokenSource();
        var writes = 0;
        Watched.BeforeWrite = _ =>
        {
            if (++writes == 5)
            {
                stop.Cancel();
            }

            Thread.Sleep(50); // what is taken back takes its time too
        };
        RunUntil(Remove, new { Namespace = Space.Name, Force = true }, null, stop.Token);
        Assert.Equal(before, State());
        Assert.True(writes > 5);
    }

    [Fact]
    public void Use_that_cannot_be_looked_up_counts_as_use()
    {
        File.Delete(Kernel.MountTable);
        Watched.BeforeWrite = attribute => Assert.Fail(attribute);
        Assert.Equal("Nvdimm.Change.UseNotKnown", Id(Run(Disable, new { Namespace = Space.Name, Force = true })));
    }

    [Fact]
    public void Sysfs_that_is_mounted_read_only_is_told_before_the_first_write()
    {
        File.AppendAllText(Kernel.MountTable, $"99 1 0:21 / {Kernel.SysfsRoot} ro,nosuid - sysfs sysfs ro\n");
        Watched.BeforeWrite = attribute => Assert.Fail(attribute);
        Assert.Equal("Nvdimm.Namespace.NV1266", Id(Run(New, new { Region = Region.Name, Size = "16M" })));
        Assert.Equal("Nvdimm.Namespace.NV1266", Id(Run(Disable, new { Namespace = Space.Name })));
    }

    /// <summary>Labels of version 1.1 have a BTT begin behind a page, and then 16 MiB are too few.</summary>
    [Fact]
    public void The_sector_mode_goes_by_the_version_of_the_labels()
    {
        Watched.BeforeWrite = attribute => Assert.Fail(attribute);
        Assert.Equal("Nvdimm.Namespace.NV1258", Id(Run(New, new { Region = Region.Name, Mode = "Sector", Size = "16M" })));
        var older = (NvdimmNamespaceTest)Assert.Single(Objects(Test, new { Region = Region.Name, Mode = "Sector", Size = "32M" }))!;
        Assert.Equal((true, 32440320UL, 32UL << 20, "NV1274"), (older.Possible, older.UsableSize, older.MinimumSize, older.Findings.Single().Id));

        // Without the right to read labels both sizes are told, and nothing is refused that the newer version allows.
        Kernel.Faults.Add(new SimulatorFault { Target = "nmem0", Function = 5, Kind = SimulatorFaultKind.Errno, Value = Errno.EACCES });
        var unknown = (NvdimmNamespaceTest)Assert.Single(Objects(Test, new { Region = Region.Name, Mode = "Sector", Size = "16M" }))!;
        Assert.Equal((true, 0UL, "NV1274"), (unknown.Possible, unknown.UsableSize, unknown.Findings.Single().Id));
        Kernel.Faults.Clear();

        Watched.BeforeWrite = null;
        Kernel.DisableRegion("region1");
        Objects("Initialize-NvdimmLabel", new { Dimm = "nmem0", Version = "1.2", Overwrite = true, Force = true, NoBackup = true });
        Kernel.EnableRegion("region1");
        var newer = (NvdimmNamespaceTest)Assert.Single(Objects(Test, new { Region = Region.Name, Mode = "Sector", Size = "16M" }))!;
        Assert.Equal((true, 15683584UL), (newer.Possible, newer.UsableSize));
        Assert.Empty(newer.Findings);
        Assert.Equal(15683584UL, Made(new { Region = Region.Name, Mode = "Sector", Size = "16M" }).Size);
    }

    [Fact]
    public void What_needs_AllowInUse_is_said_by_the_test_and_by_what_changes_it()
    {
        Objects(Set, new { Namespace = Space.Name, Mode = "DevDax", Force = true });
        Watched.BeforeWrite = attribute => Assert.Fail(attribute);
        var test = (NvdimmNamespaceTest)Assert.Single(Objects(Test, new { Namespace = Space.Name, Mode = "Raw" }))!;
        Assert.Equal((false, "NV1277"), (test.Possible, test.Findings.Single().Id));
        Assert.EndsWith("then allow it with -AllowInUse.", test.Findings.Single().Remedy, StringComparison.Ordinal);
        Assert.Equal("Nvdimm.Namespace.NV1277", Id(Run(Set, new { Namespace = Space.Name, Mode = "Raw", Force = true })));
        Assert.True(((NvdimmNamespaceTest)Assert.Single(Objects(Test, new { Namespace = Space.Name, Mode = "Raw", AllowInUse = true }))!).Possible);
        Assert.True((bool)Assert.Single(Objects(Test, new { Namespace = Space.Name, Mode = "Raw", AllowInUse = true, Quiet = true }))!);
    }

    [Fact]
    public void A_disabled_sector_namespace_is_checked_on_the_media_when_asked()
    {
        Objects(Set, new { Namespace = Space.Name, Mode = "Sector", Force = true });
        Assert.Equal("Nvdimm.InfoBlock.Held", Id(Run(Test, new { Namespace = Space.Name, CheckSector = true, Quiet = true })));
        Objects(Disable, new { Namespace = Space.Name });
        var before = State();
        Assert.DoesNotContain(((NvdimmNamespaceTest)Assert.Single(Objects(Test, new { Namespace = Space.Name, Mode = "Sector", CheckSector = true }))!).Findings, f => f.Severity == "Critical");
        Damage();
        Assert.DoesNotContain(((NvdimmNamespaceTest)Assert.Single(Objects(Test, new { Namespace = Space.Name, Mode = "Sector" }))!).Findings, f => f.Severity == "Critical");
        var damaged = (NvdimmNamespaceTest)Assert.Single(Objects(Test, new { Namespace = Space.Name, Mode = "Sector", CheckSector = true }))!;
        Assert.Contains(damaged.Findings, f => f.Severity == "Critical");
        Assert.False((bool)Assert.Single(Objects(Test, new { Namespace = Space.Name, Mode = "Sector", CheckSector = true, Quiet = true }))!);
        Assert.Equal(before, State());
    }

    /// <summary>The first byte of the info block's checksum, which lies behind a page with labels of version 1.1.</summary>
    private void Damage()
    {
        foreach (var (attribute, value) in new[] { ("force_raw", "1"), ("driver/bind", Space.Name) })
        {
            Assert.True(Kernel.WriteAttribute(attribute == "driver/bind" ? "bus/nd/drivers/nd_pmem/bind" : $"bus/nd/devices/{Space.Name}/{attribute}", System.Text.Encoding.ASCII.GetBytes(value + "\n")) > 0);
        }

        using (var disk = Kernel.OpenDisk("pmem1", write: true))
        {
            var page = new byte[4096];
            Assert.Equal(4096, disk.Read(4096, page));
            page[40] ^= 1;
            Assert.Equal(4096, disk.Write(4096, page));
        }

        foreach (var (attribute, value) in new[] { ("bus/nd/drivers/nd_pmem/unbind", Space.Name), ($"bus/nd/devices/{Space.Name}/force_raw", "0") })
        {
            Assert.True(Kernel.WriteAttribute(attribute, System.Text.Encoding.ASCII.GetBytes(value + "\n")) > 0);
        }
    }

    /// <summary>What looks half-made is being made by another process: under its lock that is over.</summary>
    [Fact]
    public void What_another_one_is_making_is_waited_for_and_not_called_half_made()
    {
        var (machine, node) = (new NvdimmMachine(Kernel), new NdNode(NdNodeKind.Bus, 0));
        var place = Place;
        var held = BusLock.Take(machine, node, default);
        Assert.True(Kernel.WriteAttribute($"bus/nd/devices/{place}/uuid", "aaaaaaaa-0000-0000-0000-000000000001\n"u8) > 0);
        Assert.True(Kernel.WriteAttribute($"bus/nd/devices/{place}/size", "16777216\n"u8) > 0);
        var other = new Thread(() =>
        {
            Thread.Sleep(300);
            Assert.True(Kernel.WriteAttribute("bus/nd/drivers/nd_pmem/bind", System.Text.Encoding.ASCII.GetBytes(place + "\n")) > 0);
            held!.Dispose();
        });
        other.Start();
        var made = Made(new { Region = Region.Name, Mode = "Raw", Size = "16M" });
        other.Join();
        Assert.NotEqual(place, made.Name);
        Assert.Equal(2, new Topology(Kernel).GetNamespaces().Count(n => n.RawSize == 16 << 20));
    }

    [Theory]
    [InlineData(Set, "Uuid", "Nvdimm.Namespace.OneUuid")]
    [InlineData(Set, "Name", "Nvdimm.Namespace.OneName")]
    [InlineData(New, "Uuid", "Nvdimm.Namespace.OneUuid")]
    public void What_one_alone_can_have_is_not_given_to_several_through_the_pipeline(string cmdlet, string parameter, string id)
    {
        object[] input;
        if (cmdlet == Set)
        {
            Made(new { Region = Region.Name, Mode = "Raw", Size = "16M" });
            input = [.. new Topology(Kernel).GetNamespaces()];
        }
        else
        {
            input = [.. Regions];
        }

        Assert.True(input.Length > 1);
        var (before, writes) = (State(), 0);
        Watched.BeforeWrite = _ => writes++;
        var parameters = new Dictionary<string, object?> { ["Force"] = true, [parameter] = parameter == "Uuid" ? "aaaaaaaa-0000-0000-0000-000000000002" : "same" };
        if (cmdlet == New)
        {
            parameters["Size"] = "16M";
        }

        var run = Run(cmdlet, parameters, input);
        Assert.StartsWith(id, (run.TerminatingError ?? run.Errors[^1]).FullyQualifiedErrorId, StringComparison.Ordinal);
        if (cmdlet == Set)
        {
            Assert.Equal((before, 0), (State(), writes));
            Assert.Empty(Run(cmdlet, parameters, input[..1]).Errors);
        }
    }

    /// <summary>Each write of the plan is refused once: afterwards all is as before, and the next run goes on.</summary>
    [Theory]
    [InlineData("Raw")]
    [InlineData("Sector")]
    [InlineData("FsDax")]
    [InlineData("DevDax")]
    public void A_failure_at_each_step_is_taken_back(string mode)
    {
        var request = new { Region = Region.Name, Mode = mode, Size = "32M", Name = "n" };
        var steps = Objects(New, new { request.Region, request.Mode, request.Size, request.Name, WhatIf = true }).Count;
        Assert.InRange(steps, 6, 10);
        for (var failing = 1; failing <= steps; failing++)
        {
            var before = State();
            var (left, failed) = (failing, "");
            Watched.Refuse = attribute => --left == 0 ? (failed = attribute) is null ? 0 : Errno.EIO : 0;
            var run = Run(New, request);
            Watched.Refuse = null;
            Assert.Equal("Nvdimm.Change.InPart", Id(run));
            Assert.True(before == State(), $"step {failing}, {failed}:\n{State()}\n{run.Errors[0]}");
        }

        Assert.Equal(32UL << 20, Made(request).RawSize);
    }

    /// <summary>After a kill nothing is taken back: the next run says what is in the way, and goes on as it advises.</summary>
    [Theory]
    [InlineData("Raw")]
    [InlineData("Sector")]
    [InlineData("DevDax")]
    public void A_kill_at_each_step_is_told_by_the_next_run_and_cleared(string mode)
    {
        var request = new { Region = Region.Name, Mode = mode, Size = "32M" };
        var (before, told, steps) = (Sizes(), 0, Objects(New, new { request.Region, request.Mode, request.Size, WhatIf = true }).Count);
        for (var at = 2; at <= steps; at++)
        {
            var left = at;
            Watched.Refuse = _ => --left <= 0 ? Errno.EIO : 0;
            Run(New, request);
            Watched.Refuse = null;
            var run = Run(New, request);
            if (run.Errors is [var error])
            {
                Assert.Equal("Nvdimm.Namespace.NV1270", Id(error));
                told++;
                Assert.Contains($"Remove-NvdimmNamespace {Place}", error.ErrorDetails!.RecommendedAction, StringComparison.Ordinal);
                Assert.Empty(Objects(Remove, new { Namespace = Place, Force = true }));
                run = Run(New, request);
            }

            var made = Assert.IsType<NvdimmNamespace>(Assert.Single(run.Objects));
            Assert.Empty(Objects(Remove, new { Namespace = made.Name, Force = true, AllowInUse = true }));
            Assert.True(before == Sizes(), $"killed at {at}: {Sizes()}");
        }

        Assert.True(told > 0);
    }

    [Fact]
    public void Ctrl_C_at_each_step_leaves_all_as_before()
    {
        var machine = new NvdimmMachine(Watched);
        using var caller = new DsmCaller(Watched);
        var runner = new ChangeRunner(machine, caller, null!, new ChangeGates());
        for (var (at, steps) = (1, 2); at < steps; at++)
        {
            var before = State();
            using var stop = new CancellationTokenSource();
            var planner = new NamespacePlanner(machine);
            var plan = planner.New(planner.Propose(Region, new() { Mode = NvdimmNamespaceMode.FsDax, Size = 16 << 20 }), _ => Assert.Fail("It was made."));
            (steps, var left) = (plan.Steps.Count, at);
            Watched.BeforeWrite = _ =>
            {
                if (--left == 0)
                {
                    stop.Cancel();
                }
            };
            Assert.ThrowsAny<OperationCanceledException>(() => runner.Send(plan, stop.Token));
            Assert.True(left <= 0);
            Assert.Equal(before, State());
        }
    }

    [Fact]
    public void One_is_disabled_and_enabled_with_what_claims_it()
    {
        var disabled = Assert.IsType<NvdimmNamespace>(Assert.Single(Objects(Disable, new { Namespace = Space.Name, PassThru = true })));
        Assert.Equal((false, null, null), (disabled.Enabled, disabled.Holder, disabled.BlockDevice));
        var enabled = Assert.IsType<NvdimmNamespace>(Assert.Single(Objects(Enable, new { Namespace = Space.Name, PassThru = true })));
        Assert.Equal((true, "fsdax", "pmem1"), (enabled.Enabled, enabled.Mode, enabled.BlockDevice));
        Assert.Contains("is already enabled. Nothing was written.", Run(Enable, new { Namespace = Space.Name }).Verbose.Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Disable, false)]
    [InlineData(Remove, false)]
    [InlineData(Set, false)]
    [InlineData(Set, true)]
    public void A_mounted_one_is_refused_with_where(string cmdlet, bool isName)
    {
        Mount();
        Watched.BeforeWrite = attribute => Assert.Fail(attribute);
        var run = Run(cmdlet, cmdlet != Set ? new { Namespace = Space.Name, Force = true } : isName ? new { Namespace = Space.Name, Name = "x", Force = true }
            : new { Namespace = Space.Name, Mode = "Raw", Force = true });
        Assert.Equal("Nvdimm.Namespace.NV1267", Id(run));
        Assert.Contains("/srv", run.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_was_mounted_since_it_was_looked_at_is_refused_too()
    {
        Watched.BeforeDisk = disk => throw KernelErrors.OpenDisk(disk, "/dev/" + disk, Errno.EBUSY);
        Assert.Equal("Nvdimm.Disk.EBUSY", Id(Run(Remove, new { Namespace = Space.Name, Force = true })));
        Assert.True(Space.Enabled);
    }

    [Fact]
    public void A_new_name_loses_nothing()
    {
        var named = Assert.IsType<NvdimmNamespace>(Assert.Single(Objects(Set, new { Namespace = Space.Name, Name = "other", PassThru = true, Force = true })));
        Assert.Equal(("other", Space.Uuid, "fsdax", true), (named.AlternateName, named.Uuid, named.Mode, named.Enabled));
        Assert.DoesNotContain(_writes, w => w.Contains("force_raw", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_mode_becomes_every_other()
    {
        foreach (var mode in new[] { "Raw", "Sector", "DevDax", "FsDax", "Sector", "FsDax" })
        {
            var changed = Assert.IsType<NvdimmNamespace>(Assert.Single(Objects(Set, new { Namespace = Space.Name, Mode = mode, PassThru = true, Force = true, AllowInUse = true })));
            Assert.Equal((mode.ToLowerInvariant(), Space.RawUuid, Space.RawSize), (changed.Mode, changed.RawUuid, changed.RawSize));
        }
    }

    [Fact]
    public void A_change_that_fails_half_way_is_taken_back_with_what_was_overwritten()
    {
        var steps = Objects(Set, new { Namespace = Space.Name, Mode = "Sector", WhatIf = true }).Count;
        Assert.True(steps > 8);
        for (var failing = 2; failing <= steps - 1; failing++)
        {
            var (before, left) = (Space, failing);
            Watched.Refuse = _ => --left == 0 ? Errno.EIO : 0;
            var run = Run(Set, new { Namespace = Space.Name, Mode = "Sector", Force = true });
            Watched.Refuse = null;
            Assert.Equal("Nvdimm.Change.InPart", Id(run));
            Assert.True((before.Mode, before.Uuid, before.RawUuid, before.Size, true) == (Space.Mode, Space.Uuid, Space.RawUuid, Space.Size, Space.Enabled),
                $"step {failing}: {Space.Mode} {Space.Enabled} {run.Errors[0]}");
        }
    }

    [Fact]
    public void A_wildcard_means_no_seed_and_a_seed_that_is_named_is_refused()
    {
        Assert.Empty(Objects(Remove, new { Namespace = "*", Force = true }));
        Assert.Empty(new Topology(Kernel).GetNamespaces());
        var seed = Regions.Select(r => $"namespace{r.Id}.0").First(n => Directory.Exists(Path.Join(Kernel.SysfsRoot, "bus/nd/devices", n)));
        Watched.BeforeWrite = attribute => Assert.Fail(attribute);
        Assert.All([Remove, Disable, Enable], cmdlet => Assert.Equal("Nvdimm.Namespace.NV1269", Id(Run(cmdlet, new { Namespace = seed, Force = true }))));
        Assert.Equal("NV1269", Assert.IsType<NvdimmNamespaceTest>(Assert.Single(Objects(Test, new { Namespace = seed }))).Findings[0].Id);
    }

    [Fact]
    public void What_loses_data_is_asked_about_once()
    {
        var run = Run(Remove, new { Namespace = Space.Name }, answer: _ => Harness.Answer.No);
        Assert.Single(run.Prompts);
        Assert.True(Space.Enabled);
        Assert.Single(Run(Set, new { Namespace = Space.Name, Mode = "Raw" }, answer: _ => Harness.Answer.No).Prompts);
        Assert.Empty(Run(New, new { Region = Region.Name, Size = "16M" }).Prompts);
    }

    [Fact]
    public void Nothing_to_change_is_said() => Assert.Equal("Nvdimm.Namespace.NothingToSet", Id(Run(Set, new { Namespace = Space.Name, Force = true })));

    [Fact]
    public void A_UUID_that_is_in_use_is_refused() =>
        Assert.Equal("Nvdimm.Namespace.NV1263", Id(Run(New, new { Region = Region.Name, Size = "16M", Uuid = Space.RawUuid })));

    [Fact]
    public void Another_writer_that_took_the_place_is_noticed_under_the_lock()
    {
        var (taken, place) = (false, Place);
        var run = Run(New, new { Region = Region.Name, Size = "16M", Confirm = true }, answer: _ =>
        {
            // While the person thinks.
            taken = Task.Run(() => Kernel.WriteAttribute($"bus/nd/devices/{place}/uuid", "aaaaaaaa-0000-0000-0000-000000000001\n"u8)).Result > 0;
            return Harness.Answer.Yes;
        });
        Assert.True(taken);
        Assert.Equal("Nvdimm.Namespace.Taken", Id(run));
    }

    private NvdimmNamespace Space => Find("namespace1.0")!;

    private string Place => File.ReadAllText(Path.Join(Kernel.SysfsRoot, "bus/nd/devices", Region.Name, "namespace_seed")).Trim();

    private NvdimmRegion Region => Regions.First(r => r.Name == "region1");

    private IEnumerable<NvdimmRegion> Regions => new Topology(Kernel).GetRegions();

    private NvdimmNamespace? Find(string name) => new Topology(Kernel).FindNamespace(name);

    private NvdimmNamespace Made(object? parameters)
    {
        Watched.BeforeWrite = _writes.Add;
        return Assert.IsType<NvdimmNamespace>(Assert.Single(Objects(New, parameters)));
    }

    private void Mount() => File.AppendAllText(Kernel.MountTable, $"99 1 {Space.DeviceNumber} / /srv rw - ext4 /dev/{Space.BlockDevice} rw\n");

    private string Sizes() => string.Join('\n', Regions.Select(r => $"{r.Name} {r.AvailableSize} {r.MaxAvailableExtent} {r.Namespaces.Length}"));

    /// <summary>All that a namespace leaves behind: which there are, what is free, what places are called.</summary>
    private string State() => string.Join('\n', Regions.Select(r => $"{r.Name} {r.AvailableSize} {r.MaxAvailableExtent}")
        .Concat(new Topology(Kernel).GetNamespaces().Select(n => $"{n.Name} {n.Mode} {n.RawSize} {n.RawUuid} {n.Enabled}"))
        .Concat(new[] { "alt_name", "uuid", "size", "holder", "holder_class" }
            .Select(a => $"{Place} {a} {File.ReadAllText(Path.Join(Kernel.SysfsRoot, "bus/nd/devices", Place, a)).Trim()}")));
}
