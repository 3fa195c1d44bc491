using NvdimmPS.Health;
using NvdimmPS.Watching;

namespace NvdimmPS.Tests.Watching;

/// <summary>Two moments in, the changes out: each once, and its end once.</summary>
public sealed class WatchComparerTests
{
    private static readonly WatchedDimm Good = new()
    {
        Name = "nmem0", UniqueId = "8680-01", Health = "Healthy", Alarms = Alarm(false), LastShutdown = "Clean", DirtyShutdowns = 3, Security = "disabled", SecurityFrozen = false,
    };

    /// <summary>A name, what it is like then, and the events of the change and of the way back.</summary>
    public static TheoryData<string, string, string> Changes { get; } = new()
    {
        { "unhealthy", "Health HealthStatus Healthy>Unhealthy Error", "Health HealthStatus Unhealthy>Healthy Information" },
        { "tripped", "Threshold MediaTemperature Clear>Tripped Warning", "Threshold MediaTemperature Tripped>Clear Information" },
        { "counted", "Shutdown DirtyShutdownCount 3>4 Error", "" },
        { "dirty", "Shutdown LastShutdown Clean>Dirty Error", "Shutdown LastShutdown Dirty>Clean Information" },
        { "both", "Shutdown DirtyShutdownCount 3>4 Error", "Shutdown LastShutdown Dirty>Clean Information" },
        { "locked", "Security Security disabled>locked Warning", "Security Security locked>disabled Information" },
        { "overwritten", "Security Security disabled>overwrite in progress Warning", "Security Security overwrite in progress>disabled Information" },
        { "frozen", "Security SecurityFrozen false>true Warning", "Security SecurityFrozen true>false Information" },
        { "refused", "Failure Answer Answers>HealthCheck Warning", "Recovery Answer HealthCheck>Answers Information" },
        { "gone", "Removal  present>absent Warning", "Arrival  absent>present Information" },
        { "other", "Removal  present>absent Warning, Arrival  absent>present Information", "Removal  present>absent Warning, Arrival  absent>present Information" },
        { "silent", "", "" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_is_told_once_and_its_end_once(string name, string there, string back)
    {
        var known = Machine(Good);
        Assert.Equal(there, Step(ref known, Changed(name)));
        Assert.Equal("", Step(ref known, Changed(name)));
        Assert.Equal(back, Step(ref known, Machine(Good)));
        Assert.Equal("", Step(ref known, Machine(Good)));
    }

    [Fact]
    public void A_new_cause_is_told_where_the_status_stays()
    {
        var known = Machine(Good with { Health = "Unhealthy", Causes = [HealthCauses.NotArmed] });
        var worse = Machine(Good with { Health = "Unhealthy", Causes = [HealthCauses.NotArmed, HealthCauses.SaveFailed] });
        Assert.Equal("Health HealthStatus Unhealthy>Unhealthy Error", Step(ref known, worse));
    }

    [Fact]
    public void An_alarm_does_not_change_the_health_a_second_time()
    {
        var known = Machine(Good with { Health = "Warning", Causes = [HealthCauses.LifeWarning] });
        var hot = Machine(Good with { Health = "Warning", Causes = [HealthCauses.LifeWarning, HealthCauses.MediaTemperature], Alarms = Alarm(true) });
        Assert.Equal("Threshold MediaTemperature Clear>Tripped Warning", Step(ref known, hot));
    }

    [Fact]
    public void What_was_known_holds_while_a_DIMM_cannot_be_asked()
    {
        var known = Machine(Good with { Health = "Warning", Alarms = Alarm(true) });
        var silent = Good with { Health = null, Alarms = null, LastShutdown = null, DirtyShutdowns = null, Failure = HealthCauses.Refused };
        Assert.Equal("Failure Answer Answers>HealthCheck Warning", Step(ref known, Machine(silent)));
        Assert.Equal("Failure Answer HealthCheck>PermissionDenied Warning", Step(ref known, Machine(silent with { Failure = HealthCauses.NoRights })));
        Assert.Equal("Recovery Answer PermissionDenied>Answers Information", Step(ref known, Machine(Good with { Health = "Warning", Alarms = Alarm(true) })));
    }

    [Fact]
    public void What_the_platform_knows_worse_is_told_all_the_same()
    {
        var known = Machine(Good);
        var silent = Good with { Health = "Unhealthy", Causes = [HealthCauses.NotArmed], Alarms = null, Failure = HealthCauses.Refused };
        Assert.Equal("Failure Answer Answers>HealthCheck Warning, Health HealthStatus Healthy>Unhealthy Error", Step(ref known, Machine(silent)));
    }

    [Fact]
    public void What_is_first_heard_of_a_DIMM_is_told_where_it_is_bad()
    {
        var known = WatchSnapshot.Empty;
        var bad = Good with { Health = "Unhealthy", Alarms = Alarm(true), LastShutdown = "Dirty" };
        Assert.Equal(
            "Arrival  absent>present Information, Health HealthStatus >Unhealthy Error, Threshold MediaTemperature >Tripped Warning, Shutdown LastShutdown >Dirty Error",
            Step(ref known, Machine(bad)));
    }

    [Theory]
    [InlineData("idle", 1L, "idle", 2L, "Scrub ScrubCount 1>2 Information")]
    [InlineData("idle", 1L, "active", 1L, "Scrub ScrubState idle>active Information")]
    [InlineData("active", 1L, "idle", 2L, "Scrub ScrubState active>idle Information")]
    [InlineData("active", 1L, "active", 3L, "Scrub ScrubCount 1>3 Information")]
    [InlineData("active", 1L, "idle", 3L, "Scrub ScrubCount 1>3 Information, Scrub ScrubState active>idle Information")]
    [InlineData("idle", 1L, "active", 2L, "Scrub ScrubCount 1>2 Information, Scrub ScrubState idle>active Information")]
    [InlineData("idle", 9L, "idle", 1L, "")]
    [InlineData("idle", 1L, null, null, "")]
    public void Scrubs(string? before, long? count, string? after, long? then, string expected)
    {
        var known = Bus(before, count);
        Assert.Equal(expected, Step(ref known, Bus(after, then)));
        Assert.Equal("", Step(ref known, Bus(after, then)));
    }

    [Fact]
    public void A_scrub_that_does_not_end_is_told_once()
    {
        var known = At(0, "idle", 1);
        Assert.Equal("Scrub ScrubState idle>active Information", Step(ref known, At(1, "active", 1)));
        Assert.Equal("", Step(ref known, At(24, "active", 1)));
        Assert.Equal("Scrub ScrubState active>active Warning", Step(ref known, At(25, "active", 1)));
        Assert.Equal("", Step(ref known, At(26, "active", 1)));
        Assert.Equal("Scrub ScrubState active>idle Information", Step(ref known, At(27, "idle", 2)));
        Assert.Equal("Scrub ScrubState idle>active Information", Step(ref known, At(28, "active", 2)));
        Assert.Equal("Scrub ScrubCount 2>3 Information", Step(ref known, At(51, "active", 3)));
        Assert.Equal("", Step(ref known, At(74, "active", 3))); // each round begins anew
    }

    private static WatchSnapshot At(int hour, string state, long count)
    {
        var bus = new WatchedBus("ndbus0", state, count) { Time = DateTimeOffset.UnixEpoch.AddHours(hour) };
        return new WatchSnapshot { Buses = new Dictionary<string, WatchedBus> { ["ndbus0"] = bus } };
    }

    [Theory]
    [InlineData(0, 8, "BadBlock BadBlockCount 0>8 Error")]
    [InlineData(8, 0, "BadBlock BadBlockCount 8>0 Information")]
    [InlineData(8, null, "")]
    [InlineData(null, 8, "BadBlock BadBlockCount >8 Error")]
    [InlineData(null, 0, "")]
    public void Bad_blocks(int? before, int? after, string expected)
    {
        var known = Blocks((ulong?)before);
        Assert.Equal(expected, Step(ref known, Blocks((ulong?)after)));
        Assert.Equal("", Step(ref known, Blocks((ulong)(after ?? before)!)));
    }

    [Fact]
    public void A_region_that_comes_with_bad_blocks_is_news()
    {
        var known = WatchSnapshot.Empty;
        Assert.Equal("BadBlock BadBlockCount >8 Error", Step(ref known, Blocks(8)));
        Assert.Equal("", Step(ref known, Blocks(8)));
    }

    [Fact]
    public void Another_DIMM_in_the_slot_begins_with_its_own_counts()
    {
        var known = Machine(Good with { DirtyShutdowns = 40, LastShutdown = "Dirty", Alarms = Alarm(true), Health = "Warning" });
        Assert.Equal("Removal  present>absent Warning, Arrival  absent>present Information", Step(ref known, Machine(Good with { UniqueId = "8680-02", DirtyShutdowns = 3 })));
        Assert.Equal("Shutdown DirtyShutdownCount 3>4 Error", Step(ref known, Machine(Good with { UniqueId = "8680-02", DirtyShutdowns = 4 })));
    }

    [Fact]
    public void A_count_that_shrinks_is_nothing_and_is_the_new_measure()
    {
        var known = Machine(Good with { DirtyShutdowns = ulong.MaxValue });
        Assert.Equal("", Step(ref known, Machine(Good with { DirtyShutdowns = 0 })));
        Assert.Equal("Shutdown DirtyShutdownCount 0>1 Error", Step(ref known, Machine(Good with { DirtyShutdowns = 1 })));
    }

    /// <summary>Firmware whose bits say always or never: without the figures, they say nothing new.</summary>
    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void An_alarm_that_figures_decided_about_is_not_turned_by_bits(bool tripped, bool bit)
    {
        var figures = new Dictionary<string, WatchedAlarm> { ["MediaTemperature"] = new(tripped, "50 °C, threshold 55 °C") };
        var bits = bit ? Alarm(true) : [];
        var known = Machine(Good with { Alarms = figures, Armed = ["MediaTemperature"] });
        var partial = Good with { Alarms = bits, Failure = HealthCauses.Refused, IsPartial = true };
        Assert.Equal("Failure Answer Answers>HealthCheck Warning", Step(ref known, Machine(partial)));
        Assert.Equal("Failure Answer HealthCheck>HealthCheck Warning", Step(ref known, Machine(partial with { Alarms = null, IsPartial = false })));
        Assert.Equal("Recovery Answer HealthCheck>Answers Information", Step(ref known, Machine(Good with { Alarms = figures, Armed = ["MediaTemperature"] })));
        var disarmed = Step(ref known, Machine(Good with { Alarms = new Dictionary<string, WatchedAlarm>(), Armed = [] }));
        Assert.Equal(tripped ? "Threshold MediaTemperature Tripped>Clear Information" : "", disarmed);
    }

    [Fact]
    public void A_DIMM_that_is_awaited_is_known_by_what_it_said()
    {
        var awaited = Machine(new WatchedDimm { Name = "nmem0", UniqueId = Good.UniqueId, IsAwaited = true });
        Assert.Empty(WatchComparer.Initial(awaited));
        var known = awaited;
        (var events, known) = WatchComparer.Compare(known, Machine(Good));
        Assert.Equal(WatchComparer.Initial(Machine(Good)).Select(e => e.Message), events.Select(e => e.Message));
        Assert.All(events, e => Assert.True(e.IsInitial));
        Assert.Equal("", Step(ref known, awaited));
        Assert.Equal("Health HealthStatus Healthy>Unhealthy Error", Step(ref known, Changed("unhealthy")));
    }

    [Fact]
    public void The_state_at_the_start_has_no_before()
    {
        var events = WatchComparer.Initial(Machine(Good));
        Assert.Equal(["Health", "Threshold", "Shutdown", "Security"], events.Select(e => $"{e.Kind}"));
        Assert.All(events, e => Assert.True(e.IsInitial && e.From is null && e.To is not null && e.Dimm == "nmem0"));
        Assert.Equal("Failure", Assert.Single(WatchComparer.Initial(Machine(new WatchedDimm { Name = "nmem0", Failure = HealthCauses.NoRights }))).Kind.ToString());
    }

    private static WatchSnapshot Changed(string name) => name switch
    {
        "unhealthy" => Machine(Good with { Health = "Unhealthy" }),
        "tripped" => Machine(Good with { Alarms = Alarm(true) }),
        "counted" => Machine(Good with { DirtyShutdowns = 4 }),
        "dirty" => Machine(Good with { LastShutdown = "Dirty" }),
        "both" => Machine(Good with { DirtyShutdowns = 4, LastShutdown = "Dirty" }),
        "locked" => Machine(Good with { Security = "locked" }),
        "overwritten" => Machine(Good with { Security = "overwrite in progress" }),
        "frozen" => Machine(Good with { SecurityFrozen = true }),
        "refused" => Machine(Good with { Failure = HealthCauses.Refused }),
        "gone" => WatchSnapshot.Empty,
        "other" => Machine(Good with { UniqueId = "8680-02" }),
        _ => Machine(Good with { Health = null, Alarms = null, LastShutdown = null, DirtyShutdowns = null, Security = null }),
    };

    private static string Step(ref WatchSnapshot known, WatchSnapshot now)
    {
        (var events, known) = WatchComparer.Compare(known, now);
        Assert.All(events, e => Assert.NotEmpty(e.Message));
        return string.Join(", ", events.Select(e => $"{e.Kind} {e.Property} {e.From}>{e.To} {e.Severity}"));
    }

    private static Dictionary<string, WatchedAlarm> Alarm(bool tripped) => new() { ["MediaTemperature"] = new(tripped, "") };

    private static WatchSnapshot Machine(WatchedDimm dimm) => new() { Dimms = new Dictionary<string, WatchedDimm> { [dimm.Name] = dimm } };

    private static WatchSnapshot Bus(string? state, long? count) => new() { Buses = new Dictionary<string, WatchedBus> { ["ndbus0"] = new("ndbus0", state, count) } };

    private static WatchSnapshot Blocks(ulong? count) => new() { BadBlocks = new Dictionary<string, ulong?> { ["region0"] = count } };
}
