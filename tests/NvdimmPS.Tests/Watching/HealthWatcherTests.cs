using NvdimmPS.Health;
using NvdimmPS.Simulation;
using NvdimmPS.Tests.Cmdlets;
using NvdimmPS.Watching;

namespace NvdimmPS.Tests.Watching;

/// <summary>The watcher on a simulated machine: what is set there is told once, and so is the way back.</summary>
public sealed class HealthWatcherTests : IDisposable
{
    /// <summary>No DIMM is slow here; the machine that runs the tests may be.</summary>
    private static readonly WatchOptions Patient = new() { Patience = TimeSpan.FromMinutes(1) };

    private readonly SimulatedKernel _kernel = new("1x2");

    /// <summary>What is done to nmem0, what is told of it, how it ends, and what is told then.</summary>
    public static TheoryData<string, string, string> Injections { get; } = new()
    {
        { "temperature", "Health nmem0 Healthy>Warning, Threshold nmem0 Clear>Tripped", "Health nmem0 Warning>Healthy, Threshold nmem0 Tripped>Clear" },
        { "spares", "Health nmem0 Healthy>Warning, Threshold nmem0 Clear>Tripped", "Health nmem0 Warning>Healthy, Threshold nmem0 Tripped>Clear" },
        { "fatal", "Health nmem0 Healthy>Unhealthy", "Health nmem0 Unhealthy>Healthy" },
        { "shutdown", "Health nmem0 Healthy>Warning, Shutdown nmem0 Clean>Dirty", "Health nmem0 Warning>Healthy, Shutdown nmem0 Dirty>Clean" },
        { "count", "Shutdown nmem0 7>8", "" },
        { "not armed", "Health nmem0 Healthy>Unhealthy", "Health nmem0 Unhealthy>Healthy" },
        { "locked", "Health nmem0 Healthy>Warning, Security nmem0 disabled>locked", "Health nmem0 Warning>Healthy, Security nmem0 locked>unlocked" },
        { "scrub", "Scrub ndbus0 idle>active", "Scrub ndbus0 active>idle" },
        { "bad blocks", "Scrub ndbus0 1>2, BadBlock region0 0>1", "BadBlock region0 1>0" },
        { "region", "", "" },
        { "fault", "Failure nmem0 Answers>HealthCheck", "Recovery nmem0 HealthCheck>Answers" },
        { "garbage", "Failure nmem0 Answers>HealthCheck", "Recovery nmem0 HealthCheck>Answers" },
    };

    [Theory]
    [MemberData(nameof(Injections))]
    public void What_happens_is_told_once_and_its_end_once(string what, string told, string back)
    {
        using var watcher = new HealthWatcher(_kernel, Patient);
        _kernel.Dimm("nmem0").DirtyShutdownCount = 7;
        Assert.Empty(watcher.Look());
        Inject(what, on: true);
        Assert.Equal(told, Told(watcher));
        Assert.Equal("", Told(watcher));
        Inject(what, on: false);
        Assert.Equal(back, Told(watcher));
        Assert.Equal("", Told(watcher));
    }

    [Fact]
    public void When_it_ends_it_listens_no_longer()
    {
        var machine = new WatchedKernel(_kernel);
        using (var watcher = new HealthWatcher(machine, Patient))
        {
            watcher.Look();
            Assert.Equal(1, machine.Listeners);
        }

        Assert.Equal(0, machine.Listeners);
    }

    [Fact]
    public void Only_health_functions_are_sent()
    {
        using var watcher = new HealthWatcher(_kernel, Patient with { IncludeInitial = true });
        Assert.NotEmpty(watcher.Look());
        foreach (var what in Injections.Select(i => i.Data.Item1))
        {
            Inject(what, on: true);
            watcher.Look();
        }

        var health = HealthReader.FunctionsOf("Intel");
        Assert.NotEmpty(_kernel.Transcript);
        Assert.All(_kernel.Transcript, r => Assert.Contains((uint)r.Function!, health));
    }

    [Fact]
    public void Nothing_is_sent_where_only_the_platform_is_asked()
    {
        using var watcher = new HealthWatcher(_kernel, Patient with { PlatformOnly = true });
        using var blind = new HealthWatcher(_kernel, Patient with { Kinds = [WatchKind.Security] });
        Assert.Empty(watcher.Look().Concat(blind.Look()));
        _kernel.Dimm("nmem0").NotArmed = true;
        Assert.Equal("Health nmem0 Unknown>Unhealthy", Told(watcher));
        Assert.Equal("", Told(blind));
        Assert.Empty(_kernel.Transcript);
    }

    [Fact]
    public void A_DIMM_that_goes_and_comes_is_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links in sysfs");
        using var watcher = new HealthWatcher(_kernel, Patient);
        watcher.Look();
        var folder = Folder("nmem1");
        Directory.Move(folder, folder + ".away");
        Assert.Equal("Removal nmem1 present>absent", Told(watcher));
        Assert.Equal("", Told(watcher));
        Directory.Move(folder + ".away", folder);
        Assert.Equal("Arrival nmem1 absent>present", Told(watcher));
    }

    [Fact]
    public void Another_DIMM_in_the_same_slot_is_a_removal_and_an_arrival()
    {
        using var watcher = new HealthWatcher(_kernel, Patient);
        watcher.Look();
        File.WriteAllText(Path.Combine(Folder("nmem1"), "nfit", "id"), "8980-4e-1842-00000099\n");
        _kernel.Dimm("nmem1").DirtyShutdownCount = 0;
        Assert.Equal("Removal nmem1 present>absent, Arrival nmem1 absent>present", Told(watcher));
        Assert.Equal("", Told(watcher));
    }

    [Theory]
    [InlineData(99)]
    [InlineData(30)]
    public void Thresholds_that_cannot_be_read_are_a_failure_and_turn_no_alarm(double temperature)
    {
        using var watcher = new HealthWatcher(_kernel, Patient);
        _kernel.Dimm("nmem0").MediaTemperature = temperature;
        watcher.Look();
        _kernel.Faults.Add(new SimulatorFault { Target = "nmem0", Function = 2, Kind = SimulatorFaultKind.Errno, Value = 110 });
        Assert.Equal("Failure nmem0 Answers>HealthCheck", Told(watcher));
        Assert.Equal("", Told(watcher));
        _kernel.Faults.Clear();
        Assert.Equal("Recovery nmem0 HealthCheck>Answers", Told(watcher));
        Assert.Equal("", Told(watcher));
    }

    [Theory]
    [InlineData(110u, "Failure nmem0 Answers>HealthCheck", "Recovery nmem0 HealthCheck>Answers")]
    [InlineData(25u, "Health nmem0 Healthy>Unknown", "Health nmem0 Unknown>Healthy")] // ENOTTY: it offers none
    public void A_failure_changes_no_count(uint errno, string told, string back)
    {
        // The platform's count is as old as the boot, the firmware's is not.
        using var watcher = new HealthWatcher(_kernel, Patient);
        _kernel.Dimm("nmem0").DirtyShutdownCount = 7;
        watcher.Look();
        File.WriteAllText(Path.Combine(Folder("nmem0"), "nfit", "dirty_shutdown"), "6\n");
        _kernel.Faults.Add(new SimulatorFault { Target = "nmem0", Function = 1, Kind = SimulatorFaultKind.Errno, Value = errno });
        Assert.Equal(told, Told(watcher));
        _kernel.Faults.Clear();
        Assert.Equal(back, Told(watcher));
    }

    [Theory]
    [InlineData(2, "")]
    [InlineData(null, "Failure nmem0 Answers>HealthCheck")]
    public void A_DIMM_that_the_kernel_does_not_know_is_asked_again_before_it_is_told(int? times, string told)
    {
        // While a bus is removed the kernel answers ENXIO for DIMMs that sysfs still shows.
        using var watcher = new HealthWatcher(_kernel, Patient with { Settle = TimeSpan.Zero });
        watcher.Look();
        _kernel.Faults.Add(new SimulatorFault { Target = "nmem0", Function = 1, Kind = SimulatorFaultKind.Errno, Value = 6, Count = times });
        Assert.Equal(told, Told(watcher));
    }

    [Fact]
    public void Two_watchers_each_tell_everything()
    {
        using var one = new HealthWatcher(_kernel, Patient);
        using var other = new HealthWatcher(_kernel, Patient);
        Assert.Empty(one.Look().Concat(other.Look()));
        _kernel.Dimm("nmem0").HealthState = SimulatedHealth.Fatal;
        Assert.Equal("Health nmem0 Healthy>Unhealthy", Told(one));
        Assert.Equal("Health nmem0 Healthy>Unhealthy", Told(other));
    }

    [Fact]
    public void A_machine_that_goes_away_takes_its_DIMMs_with_it()
    {
        using var watcher = new HealthWatcher(_kernel, Patient);
        watcher.Look();
        _kernel.Dispose();
        Assert.Equal("Removal nmem0 present>absent, Removal nmem1 present>absent", Told(watcher));
    }

    [Fact]
    public void Only_the_DIMMs_and_kinds_that_are_wanted_are_told_in_sequence()
    {
        using var watcher = new HealthWatcher(_kernel, Patient with { Dimms = d => d.Name == "nmem1", Kinds = [WatchKind.Threshold] });
        watcher.Look();
        _kernel.Dimm("nmem0").MediaTemperature = 99;
        Assert.Equal("", Told(watcher));
        _kernel.Dimm("nmem1").MediaTemperature = 99;
        var tripped = Assert.Single(watcher.Look());
        Assert.Equal(("nmem1", "MediaTemperature", 1L, "Simulated"), (tripped.Dimm, tripped.Property, tripped.Sequence, tripped.Source));
        Assert.All(_kernel.Transcript, r => Assert.Equal("nmem1", r.Node.Name));
    }

    [Theory]
    [InlineData("1x2")]
    [InlineData("1x2:msft")]
    [InlineData("1x2:hpe1")]
    [InlineData("1x2:hpe2")]
    [InlineData("hyperv")]
    [InlineData("papr")]
    public void No_answer_ends_the_watch(string topology)
    {
        using var kernel = new SimulatedKernel(topology);
        using var watcher = new HealthWatcher(kernel, Patient);
        watcher.Look();
        foreach (var kind in new[] { SimulatorFaultKind.Garbage, SimulatorFaultKind.Truncate, SimulatorFaultKind.ZeroLength, SimulatorFaultKind.OverLong })
        {
            for (var seed = 1; seed <= 10; seed++)
            {
                kernel.Faults.Add(new SimulatorFault { Kind = kind, Seed = seed, Value = (uint)seed * 5 });
                watcher.Look();
                kernel.Faults.Clear();
            }
        }

        watcher.Look();
        Assert.Empty(watcher.Look());
    }

    [Fact]
    public void A_change_wakes_it_and_stopping_ends_it()
    {
        using var watcher = new HealthWatcher(_kernel, Patient with { Sweep = TimeSpan.FromHours(1), IncludeInitial = true });
        var told = new List<NvdimmEvent>();
        watcher.Run(e =>
        {
            told.Add(e);
            if (e is { IsInitial: true, Kind: WatchKind.BadBlock })
            {
                _kernel.Dimm("nmem0").MediaTemperature = 99;
            }
            else if (!e.IsInitial)
            {
                watcher.Stop();
            }
        });
        Assert.Contains(told, e => e is { Kind: WatchKind.Threshold, To: "Tripped" });
    }

    [Fact]
    public void It_gives_signs_of_life()
    {
        using var watcher = new HealthWatcher(_kernel, Patient with { Heartbeat = TimeSpan.FromMilliseconds(1) });
        var beats = 0;
        watcher.Run(e =>
        {
            Assert.Equal(WatchKind.Heartbeat, e.Kind);
            if (++beats == 3)
            {
                watcher.Stop();
            }
        });
        Assert.Equal(3, beats);
    }

    public void Dispose() => _kernel.Dispose();

    private string Folder(string dimm) => new DirectoryInfo(Path.Combine(_kernel.SysfsRoot, "bus", "nd", "devices", dimm)).ResolveLinkTarget(returnFinalTarget: true)!.FullName;

    private static string Told(HealthWatcher watcher) => string.Join(", ", watcher.Look().Select(e => $"{e.Kind} {e.Target} {e.From}>{e.To}"));

    private void Inject(string what, bool on)
    {
        var dimm = _kernel.Dimm("nmem0");
        switch (what)
        {
            case "temperature": dimm.MediaTemperature = on ? 99 : 30; break;
            case "spares": dimm.SparesRemaining = on ? 2 : 100; break;
            case "fatal": dimm.HealthState = on ? SimulatedHealth.Fatal : SimulatedHealth.Normal; break;
            case "shutdown": dimm.LastShutdownDirty = on; break;
            case "count": dimm.DirtyShutdownCount = on ? 8u : 7u; break;
            case "not armed": dimm.NotArmed = on; break;
            case "locked": dimm.Locked = on; break;
            case "scrub": dimm.Bus.Scrubbing = on; break;
            case "bad blocks": Poison(dimm.Bus, on); break;
            case "region" when on: _kernel.DisableRegion("region0"); break;
            case "region": _kernel.EnableRegion("region0"); break;
            case "fault" or "garbage" when on:
                _kernel.Faults.Add(new SimulatorFault { Target = "nmem0", Kind = what == "fault" ? SimulatorFaultKind.Errno : SimulatorFaultKind.Truncate, Value = what == "fault" ? 110u : 6 });
                break;
            default: _kernel.Faults.Clear(); break;
        }
    }

    /// <summary>An error that the kernel's scrub finds, or that is cleared.</summary>
    private static void Poison(SimulatedBus bus, bool on) => bus.Locked(() =>
    {
        var address = bus.Regions[0].Resource;
        if (on)
        {
            bus.MemoryErrors.Add(address, 256);
            bus.CompleteScrub();
        }
        else
        {
            bus.AccountCleared(address, 256);
        }

        return 0;
    });
}
