using System.Text.RegularExpressions;
using NvdimmPS.Findings;
using NvdimmPS.Findings.Policies;
using NvdimmPS.Health;
using NvdimmPS.Tests.Health;

namespace NvdimmPS.Tests.Findings;

public sealed partial class FindingTests
{
    private static readonly HealthPolicy Policy = HealthPolicy.BuiltIn;

    [Fact]
    public void Every_kind_has_an_id_of_its_own_and_all_its_words()
    {
        var tables = typeof(FindingKinds).Assembly.GetTypes().Where(t => t.Name.EndsWith("FindingKinds", StringComparison.Ordinal));
        var rows = tables.SelectMany(t => t.GetFields()).Select(f => f.GetValue(null)).OfType<FindingKind>();
        Assert.Equal(HealthCauses.All.Select(c => c.Id).Concat(rows.Select(k => k.Id)).Order(StringComparer.Ordinal), FindingKinds.All.Keys);
        Assert.Equal(FindingKinds.All.Keys.Order(StringComparer.Ordinal), FindingKinds.All.Keys);
        Assert.All(FindingKinds.All.Values, k =>
        {
            Assert.Matches(Id(), k.Id);
            Assert.All([k.Reason, k.Meaning, k.Remedy], word => Assert.NotEmpty(word));
            Assert.EndsWith(".", k.Remedy, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Each_cause_is_a_finding_and_none_that_is_unknown_passes()
    {
        foreach (var cause in HealthCauses.All)
        {
            var finding = Assert.Single(DimmFindings.For(Some.Dimm("nmem0", cause.Status, causes: cause), Policy, null, Some.Time));
            Assert.Equal((cause.Id, cause.Reason, "nmem0", "nmem0"), (finding.Id, finding.Reason, finding.Dimm, finding.Target));
            Assert.Equal(cause.Level == HealthStatus.Unhealthy ? "Critical" : "Warning", finding.Severity);
            Assert.StartsWith($"nmem0: {cause.Meaning}", finding.Evidence, StringComparison.Ordinal);
            Assert.True(finding.Counts);
        }
    }

    /// <summary>With everything known of the DIMM.</summary>
    [Theory]
    [InlineData("spares 7 %, threshold 10 %, alarms MediaTemperature SparesRemaining", "NV1001")]
    [InlineData("media 81.5 °C, threshold 82 °C, alarms MediaTemperature SparesRemaining", "NV1002")]
    [InlineData("controller 70 °C, threshold 98 °C, alarms MediaTemperature SparesRemaining", "NV1003")]
    [InlineData("life left 5 %, threshold 20 %", "NV1004", "NV1005")]
    [InlineData("state NonCritical, alarms MediaTemperature SparesRemaining", "NV1006", "NV1007", "NV1008")]
    [InlineData("last shutdown Dirty, dirty shutdowns 4294967296", "NV1010")]
    [InlineData("last save Failed, flags not_armed smart_event", "NV1011")]
    [InlineData("last restore Succeeded, flags not_armed smart_event", "NV1012")]
    [InlineData("flags not_armed smart_event", "NV1013", "NV1015", "NV1016")]
    [InlineData("last erase Succeeded", "NV1014")]
    [InlineData("energy source Warning, life left 9 %", "NV1020", "NV1021", "NV1022", "NV1025")]
    [InlineData("energy source 55.25 °C", "NV1023", "NV1024")]
    [InlineData("state NonCritical", "NV1030", "NV1031", "NV1032", "NV1033", "NV1034", "NV1035", "NV1036", "NV1037", "NV1038", "NV1039", "NV1040", "NV1095")]
    [InlineData("the node cannot be opened", "NV1090", "NV1091", "NV1092", "NV1093", "NV1094", "NV1508")]
    [InlineData("spares 7 %, threshold 10 %, limit 10 %", "NV1504")]
    [InlineData("media 81.5 °C, threshold 82 °C, limit 3 °C below it", "NV1501")]
    [InlineData("media 81.5 °C, threshold 82 °C, limit 80 °C", "NV1502")]
    [InlineData("controller 70 °C, threshold 98 °C, limit 60.5 °C", "NV1503")]
    [InlineData("life left 5 %, threshold 20 %, limit 10 %", "NV1505")]
    [InlineData("energy source Warning, life left 9 %, limit 10 %", "NV1506")]
    [InlineData("last shutdown Dirty, dirty shutdowns 4294967296, 4294967295 more than 1 in the baseline, limit 0", "NV1507")]
    public void The_values_that_show_it(string values, params string[] ids)
    {
        var policy = new HealthPolicy { Limits = new HealthLimits { MediaTemperatureMaximum = 80, ControllerTemperatureMaximum = 60.5 } };
        foreach (var id in ids)
        {
            HealthCause[] causes = [.. HealthCauses.All.Where(c => c.Id == id)];
            var health = new NvdimmHealth
            {
                Dimm = "nmem0", HealthStatus = id == "NV1508" ? "Unknown" : "Healthy", HealthDetail = "NonCritical", Reason = [], Causes = causes, Functions = [], Source = "Device",
                MediaTemperature = 81.5, MediaTemperatureThreshold = 82, ControllerTemperature = 70, ControllerTemperatureThreshold = 98, SparesRemaining = 7, SparesThreshold = 10,
                LifeRemaining = 5, LifeThreshold = 20, AlarmsTripped = ["MediaTemperature", "SparesRemaining"], LastShutdown = "Dirty", DirtyShutdownCount = 1UL << 32,
                LastSave = "Failed", LastRestore = "Succeeded", LastErase = "Succeeded", EnergySource = "Warning", EnergySourceLifetime = 9, EnergySourceTemperature = 55.25,
                Flags = ["not_armed", "smart_event"], Unavailable = new Dictionary<string, string> { ["HealthDetail"] = "nmem0: the node cannot be opened." },
            };
            var finding = DimmFindings.For(health, policy, Some.Dimm("nmem0", dirty: 1), Some.Time).Single(f => f.Id == id);
            Assert.Equal($"nmem0: {FindingKinds.All[id].Meaning} ({values}).", finding.Evidence);
        }
    }

    [Fact]
    public void Evidence_is_of_properties_that_have_a_label() => Assert.All(FindingKinds.All.Values.SelectMany(k => k.Evidence),
        name => Assert.True(name == nameof(NvdimmHealth.Unavailable) || HealthTable.Get(name).Label is not null, name));

    [Fact]
    public void Silence_is_no_success() => Assert.Equal("NV1508", Assert.Single(DimmFindings.For(Some.Dimm("nmem0", "Unknown"), Policy, null, Some.Time)).Id);

    [Theory]
    [InlineData(79, null)]
    [InlineData(79.5, "nmem0: the media are close to their threshold (media 79.5 °C, threshold 82 °C, limit 3 °C below it).")]
    public void The_margin_to_the_threshold(double media, string? evidence) =>
        Assert.Equal(evidence, DimmFindings.For(Some.Dimm("nmem0", media: media, threshold: 82), Policy, null, Some.Time).SingleOrDefault()?.Evidence);

    [Fact]
    public void The_DIMMs_own_alarm_stands_for_the_margin()
    {
        var hot = Some.Dimm("nmem0", "Warning", media: 83, threshold: 82, causes: HealthCauses.MediaTemperature);
        Assert.Equal("NV1002", Assert.Single(DimmFindings.For(hot, Policy, null, Some.Time)).Id);
    }

    [Fact]
    public void The_threshold_of_an_alarm_that_is_not_armed_means_nothing()
    {
        var cold = Some.Dimm("nmem0", media: 30, threshold: 0, alarms: []);
        Assert.Empty(Ids(cold, Policy));
        Assert.Equal(["NV1501"], Ids(Some.Dimm("nmem0", media: 30, threshold: 0, alarms: ["SparesRemaining", "MediaTemperature"]), Policy));
    }

    [Fact]
    public void One_thing_is_one_finding_and_a_mute_of_it_covers_the_milder_ones()
    {
        var empty = Some.Dimm("nmem0", "Unhealthy", energy: 0, causes: [HealthCauses.EnergySourceLifetimeError, HealthCauses.EnergySourceLifetime]);
        Assert.Equal(["NV1022"], Ids(empty, Policy));
        var muted = new HealthPolicy { Mutes = [new HealthMute("NV1022", null, "known", null)] };
        Assert.Equal(["NV1022"], Ids(empty, muted));
        Assert.Equal(["NV1506"], Ids(Some.Dimm("nmem0", energy: 9), Policy));
        var worn = Some.Dimm("nmem0", "Unhealthy", used: 100, spares: 1, causes: [HealthCauses.LifeError, HealthCauses.SelfTestFailed, HealthCauses.LifeWarning, HealthCauses.SelfTest, HealthCauses.Spares]);
        Assert.Equal(["NV1005", "NV1038", "NV1001"], Ids(worn, Policy));
    }

    [Theory]
    [InlineData("Unhealthy", "NV1007")]
    [InlineData("Warning", "NV1006")]
    [InlineData("Unknown", "NV1508")]
    public void A_status_whose_causes_are_lost_is_a_finding(string status, string id) => Assert.Equal([id], Ids(Some.Dimm("nmem0", status), Policy));

    [Fact]
    public void A_cause_that_is_milder_than_the_status_does_not_account_for_it() =>
        Assert.Equal(["NV1010", "NV1007"], Ids(Some.Dimm("nmem0", "Unhealthy", causes: HealthCauses.DirtyShutdown), Policy));

    [Fact]
    public void Limits_may_be_set_and_lifted()
    {
        var worn = Some.Dimm("nmem0", used: 95, spares: 9, media: 60);
        Assert.Equal(["NV1504", "NV1505"], Ids(worn, Policy));
        Assert.Empty(Ids(worn, new HealthPolicy { Limits = new HealthLimits { SparesMinimum = null, LifeRemainingMinimum = 5 } }));
        Assert.Equal(["NV1502"], Ids(worn, new HealthPolicy { Limits = new HealthLimits { SparesMinimum = 9, LifeRemainingMinimum = 5, MediaTemperatureMaximum = 59.5 } }));
    }

    [Fact]
    public void Dirty_shutdowns_since_the_baseline()
    {
        var now = Some.Dimm("nmem0", dirty: 5);
        Assert.Contains("3 more than 2", Assert.Single(DimmFindings.For(now, Policy, Some.Dimm("nmem0", dirty: 2), Some.Time)).Evidence, StringComparison.Ordinal);
        Assert.Empty(DimmFindings.For(now, Policy with { Limits = new HealthLimits { DirtyShutdownGrowth = 3 } }, Some.Dimm("nmem0", dirty: 2), Some.Time));
        Assert.Empty(DimmFindings.For(now, Policy, Some.Dimm("nmem0", dirty: 9), Some.Time));
    }

    [Fact]
    public void A_mute_is_shown_and_does_not_count_until_it_expires()
    {
        var dirty = Some.Dimm("nmem0", "Warning", causes: HealthCauses.DirtyShutdown);
        var policy = new HealthPolicy { Mutes = [new HealthMute("NV1010", "nmem0", "known", Some.Time.AddDays(1))] };
        var finding = Assert.Single(DimmFindings.For(dirty, policy, null, Some.Time));
        Assert.Equal((true, "known", false), (finding.Muted, finding.MutedReason, finding.Counts));
        Assert.Empty(MachineFindings.ExpiredMutes("Simulated", policy, Some.Time));
        Assert.True(Assert.Single(DimmFindings.For(dirty, policy, null, Some.Time.AddDays(1))).Counts);
        var expired = Assert.Single(MachineFindings.ExpiredMutes("Simulated", policy, Some.Time.AddDays(1)));
        Assert.Equal(("NV2090", "Information", false), (expired.Id, expired.Severity, expired.Counts));
    }

    [Theory]
    [InlineData("id-nmem0", true)]
    [InlineData("id-*", true)]
    [InlineData("id-nmem1", false)]
    public void A_mute_of_a_unique_id_goes_with_the_DIMM(string id, bool muted)
    {
        var policy = new HealthPolicy { Mutes = [new HealthMute("NV1010", id, "known", null)] };
        var dirty = Some.Dimm("nmem0", "Warning", causes: HealthCauses.DirtyShutdown);
        Assert.Equal(muted, Assert.Single(DimmFindings.For(dirty, policy, null, Some.Time)).Muted);
    }

    [Theory]
    [InlineData(4, "at 1+1 2+1 3+1 4+1).")]
    [InlineData(5, "at 1+1 2+1 3+1 4+1 …).")]
    public void Of_many_bad_blocks_the_first_are_named(int runs, string end)
    {
        var blocks = Enumerable.Range(1, runs).Select(i => new NvdimmBadBlock { Sector = (ulong)i, Count = 1 }).ToArray();
        var region = new NvdimmRegion { Name = "region0", Dimms = [], BadBlockCount = (ulong)runs, BadBlocks = blocks };
        var finding = Assert.Single(MachineFindings.OfRegions([region], new HashSet<string>(), [], Policy, Some.Time));
        Assert.EndsWith(end, finding.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Regions()
    {
        NvdimmRegion[] regions =
        [
            new() { Name = "region0", Dimms = ["nmem0"], ReadOnly = false, BadBlockCount = 0 },
            new() { Name = "region1", Dimms = ["nmem0", "nmem1"] },
            new() { Name = "region2", Dimms = ["nmem0", "nmem2"] },
            new() { Name = "region3", Dimms = ["nmem0"], ReadOnly = true, BadBlockCount = 9, BadBlocks = [new() { Sector = 7, Count = 9 }] },
        ];
        var dimms = (NvdimmHealth[])[Some.Dimm("nmem0"), Some.Dimm("nmem1", "Unhealthy", causes: HealthCauses.Fatal)];
        var findings = MachineFindings.OfRegions(regions, new HashSet<string> { "nmem0", "nmem1" }, dimms, Policy, Some.Time).ToList();
        Assert.Equal(
            ["NV2003 region1 Critical", "NV2003 region2 Critical", "NV2004 region3 Critical", "NV2005 region3 Warning"], findings.Select(f => $"{f.Id} {f.Target} {f.Severity}"));
        Assert.Contains("nmem1 is unhealthy: LostDataPersistence", findings[0].Evidence, StringComparison.Ordinal);
        Assert.Contains("nmem2 is not there", findings[1].Evidence, StringComparison.Ordinal);
        Assert.Contains("9 of 512 bytes, at 7+9", findings[2].Evidence, StringComparison.Ordinal);
        Assert.All(findings, f => Assert.Null(f.Dimm));
    }

    [Fact]
    public void DIMMs_of_one_kind_that_differ()
    {
        NvdimmDevice[] devices =
        [
            new() { Name = "nmem0", Family = "Intel", Security = "disabled" }, new() { Name = "nmem1", Family = "Intel", Security = "locked" },
            new() { Name = "nmem2", Family = "Msft", Security = "unlocked" },
        ];
        var firmware = new Dictionary<string, string> { ["nmem0"] = "1", ["nmem1"] = "1", ["nmem2"] = "2" };
        Assert.Equal("machine: DIMMs of one kind have different security states (disabled: nmem0; locked: nmem1).", Assert.Single(MachineFindings.OfKinds(devices, firmware, Policy, Some.Time)).Evidence);
        firmware["nmem1"] = "3";
        Assert.Equal(["NV2001", "NV2002"], MachineFindings.OfKinds(devices, firmware, Policy, Some.Time).Select(f => f.Id));
    }

    [Fact]
    public void What_is_frozen_where_the_others_are_not_and_what_is_overwritten()
    {
        NvdimmDevice Dimm(int number, string security, bool? frozen) => new() { Name = $"nmem{number}", Family = "Intel", Security = security, SecurityFrozen = frozen };
        IEnumerable<string> Found(params NvdimmDevice[] devices) =>
            MachineFindings.OfKinds(devices, new Dictionary<string, string>(), Policy, Some.Time).Select(f => f.Evidence);
        Assert.Equal(["machine: security of some DIMMs of one kind is frozen and that of others is not (frozen: nmem0; not frozen: nmem1)."],
            Found(Dimm(0, "unlocked", true), Dimm(1, "unlocked", false)));
        Assert.Empty(Found(Dimm(0, "unlocked", true), Dimm(1, "unlocked", null)));
        Assert.Empty(Found(Dimm(0, "disabled", false), Dimm(1, "disabled", false)));
        Assert.Equal(["nmem1: an overwrite of its media is in progress, and its regions cannot be enabled meanwhile (overwrite in progress)."],
            Found(Dimm(0, "disabled", false), Dimm(1, "overwrite in progress", false)));
    }

    private static IEnumerable<string> Ids(NvdimmHealth health, HealthPolicy policy) => DimmFindings.For(health, policy, null, Some.Time).Select(f => f.Id);

    [GeneratedRegex("^NV[12][0-9]{3}$")]
    private static partial Regex Id();
}
