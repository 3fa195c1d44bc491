using System.Text;
using NvdimmPS.Health;
using NvdimmPS.Health.Baselines;

namespace NvdimmPS.Tests.Health;

public sealed class BaselineTests
{
    [Fact]
    public void What_got_worse_in_all_and_per_day()
    {
        var before = HealthBaseline.From("b", [Some.Dimm("nmem0", used: 10, spares: 100, dirty: 1, media: 50), Some.Dimm("nmem1", "Warning", used: 5, media: 40, causes: HealthCauses.DirtyShutdown), Some.Dimm("nmem2")]);
        NvdimmHealth[] now =
        [
            Some.Dimm("nmem5", "Unhealthy", id: "id-nmem0", used: 15, spares: 98, dirty: 3, media: 45, days: 10, causes: HealthCauses.Fatal),
            Some.Dimm("nmem1", used: 5, media: 41, days: 10), Some.Dimm("nmem7", days: 10),
        ];
        var found = HealthComparer.Compare(before, now, isAll: true).ToList();
        Assert.Equal(["nmem5 Worse", "nmem1 Better", "nmem7 New", "nmem2 Missing"], found.Select(f => f.ToString()));
        var worse = found[0];
        Assert.Equal((5, 0.5, 2ul, 2, 50d, 10d), (worse.LifeUsed, worse.LifeUsedPerDay, worse.NewDirtyShutdowns, worse.SparesLost, worse.HighestTemperature, worse.ElapsedDays));
        Assert.Equal(
            ["Healthy became Unhealthy", $"NV1008: {HealthCauses.Fatal.Meaning}", "5 % of the rated life used", "2 % of the spare blocks lost", "2 dirty shutdowns"], worse.Worse);
        Assert.Equal(41, found[1].HighestTemperature);
        Assert.Equal(["nmem1 Better"], HealthComparer.Compare(before, [now[1]], isAll: false).Select(f => f.ToString()));
    }

    [Fact]
    public void What_is_not_known_on_one_side_is_not_made_up()
    {
        var before = HealthBaseline.From("b", [Some.Dimm("nmem0", dirty: 7)]);
        var same = Assert.Single(HealthComparer.Compare(before, [Some.Dimm("nmem0", used: 3, dirty: 2, media: 30)], isAll: true));
        Assert.Equal("Same", same.Change);
        Assert.Null(same.LifeUsed);
        Assert.Null(same.LifeUsedPerDay);
        Assert.Null(same.NewDirtyShutdowns);
        Assert.Equal(30, same.HighestTemperature);
    }

    [Fact]
    public void Figures_that_went_back_and_a_clock_that_did_are_no_wear()
    {
        var before = HealthBaseline.From("b", [Some.Dimm("nmem0", used: 50, spares: 80, dirty: 9, days: 30)]);
        var after = Assert.Single(HealthComparer.Compare(before, [Some.Dimm("nmem0", used: 1, spares: 100, dirty: 0)], isAll: true));
        Assert.Equal(("Same", null, null, null, null), (after.Change, after.LifeUsed, after.LifeUsedPerDay, after.SparesLost, after.NewDirtyShutdowns));
        var same = Assert.Single(HealthComparer.Compare(before, [Some.Dimm("nmem0", used: 51, days: 30)], isAll: true));
        Assert.Equal((1, null), (same.LifeUsed, same.LifeUsedPerDay));
    }

    [Fact]
    public void Another_DIMM_in_the_same_slot_is_new_and_the_old_one_missing()
    {
        var before = HealthBaseline.From("b", [Some.Dimm("nmem0", id: "old", used: 90, dirty: 9), Some.Dimm("nmem1")]);
        Assert.Equal(["nmem0 New", "nmem1 Same", "nmem0 Missing"], HealthComparer.Compare(before, [Some.Dimm("nmem0", id: "new", used: 0, dirty: 0), Some.Dimm("nmem1")], isAll: true).Select(c => c.ToString()));
    }

    [Fact]
    public void DIMMs_with_one_serial_number_are_told_apart_by_name()
    {
        var before = HealthBaseline.From("b", [Some.Dimm("nmem0", id: "twin", used: 10), Some.Dimm("nmem1", id: "twin", used: 20), Some.Dimm("nmem2", id: "twin", used: 30)]);
        NvdimmHealth[] now = [Some.Dimm("nmem0", id: "twin", used: 11), Some.Dimm("nmem1", id: "twin", used: 22), Some.Dimm("nmem7", id: "twin", used: 30)];
        var found = HealthComparer.Compare(before, now, isAll: true).ToList();
        Assert.Equal(["nmem0 1", "nmem1 2", "nmem7 ", "nmem2 "], found.Select(c => $"{c.Dimm} {c.LifeUsed}"));
        Assert.Equal(["New", "Missing"], found.Skip(2).Select(c => c.Change));
        before.CheckMachine(now);
    }

    [Theory]
    [InlineData("Healthy", "Unknown", "Worse")]
    [InlineData("Warning", "Unknown", "Better")]
    [InlineData("Unknown", "Unknown", "Same")]
    [InlineData("Unhealthy", "Warning", "Better")]
    public void Status_changes(string then, string now, string change) =>
        Assert.Equal(change, Assert.Single(HealthComparer.Compare(HealthBaseline.From("b", [Some.Dimm("nmem0", then)]), [Some.Dimm("nmem0", now)], isAll: true)).Change);

    [Fact]
    public void JSON_of_PowerShell_and_of_the_console()
    {
        const string cmdlet = """[{"Dimm":"nmem0","UniqueId":"id-nmem0","HealthStatus":"Warning","PercentageUsed":4,"DirtyShutdownCount":2,"Causes":["NV1010 LostData",{"Id":"NV1001"},{"Id":"NV9999"}],"Time":"2027-01-31T12:00:00Z"}]""";
        const string console = """{"version":1,"source":"Device","dimms":[{"dimm":"nmem0","uniqueId":"id-nmem0","healthStatus":"Warning","percentageUsed":4,"dirtyShutdownCount":2,"causes":[{"id":"NV1010"},{"id":"NV1001"}],"time":"2027-01-31T12:00:00Z"}]}""";
        foreach (var text in (string[])[cmdlet, cmdlet.Trim('[', ']'), console])
        {
            var dimm = Parse(text).Find(Some.Dimm("nmem3", id: "id-nmem0"))!;
            Assert.Equal(("nmem0", "Warning", 4, 2ul, Some.Time, 1), (dimm.Dimm, dimm.HealthStatus, dimm.PercentageUsed, dimm.DirtyShutdownCount, dimm.Time, dimm.FormatVersion));
            Assert.Equal([HealthCauses.DirtyShutdown, HealthCauses.Spares], dimm.Causes);
            Assert.Null(dimm.SparesRemaining);
        }
    }

    [Theory]
    [InlineData("", "Nvdimm.Baseline.Invalid", "no JSON")]
    [InlineData("[{\"Dimm\":\"nmem0\",\n\"Health", "Nvdimm.Baseline.Invalid", "line 2")]
    [InlineData("[]", "Nvdimm.Baseline.Invalid", "no DIMM")]
    [InlineData("7", "Nvdimm.Baseline.Invalid", "something else")]
    [InlineData("[null]", "Nvdimm.Baseline.Invalid", "something else")]
    [InlineData("[{\"Name\":\"nmem0\"}]", "Nvdimm.Baseline.Invalid", "something else")]
    [InlineData("[{\"Dimm\":\"nmem0\",\"HealthStatus\":\"2\"}]", "Nvdimm.Baseline.Invalid", "something else")]
    [InlineData("[{\"Dimm\":\"nmem0\",\"HealthStatus\":\"Healthy\",\"FormatVersion\":2}]", "Nvdimm.Baseline.Version", "version 2")]
    [InlineData("{\"version\":2,\"dimms\":[]}", "Nvdimm.Baseline.Version", "up to 1")]
    [InlineData("[{\"Dimm\":\"\\ud800\",\"HealthStatus\":\"Healthy\"}]", "Nvdimm.Baseline.Invalid", "UTF-8")]
    public void What_is_no_baseline(string json, string id, string reason)
    {
        var e = Assert.Throws<NvdimmException>(() => Parse(json));
        Assert.Equal((id, "b.json"), (e.ErrorId, e.Target));
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
        Assert.NotEmpty($"{e.NextStep}");
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1e300")]
    [InlineData("\"7\"")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("true")]
    public void Values_that_cannot_be_are_not_known(string value)
    {
        var json = $$"""{"Dimm":"nmem0","HealthStatus":"Healthy","PercentageUsed":{{value}},"DirtyShutdownCount":{{value}},"Time":{{value}},"Causes":{{value}},"Flags":{{value}}}""";
        var dimm = Parse(json).Find(Some.Dimm("nmem0", id: "nmem0"))!;
        Assert.Null(dimm.PercentageUsed);
        Assert.Null(dimm.DirtyShutdownCount);
        Assert.Empty(dimm.Causes);
        Assert.Equal(default, dimm.Time);
    }

    [Fact]
    public void Another_machine()
    {
        var e = Assert.Throws<NvdimmException>(() => HealthBaseline.From("b", [Some.Dimm("nmem0", id: "x")]).CheckMachine([Some.Dimm("nmem0", id: "y")]));
        Assert.Equal("Nvdimm.Baseline.OtherMachine", e.ErrorId);
        Assert.Contains("no DIMM in common with this one (there x; here y)", e.Message, StringComparison.Ordinal);
    }

    private static HealthBaseline Parse(string json) => BaselineJson.Parse("b.json", Encoding.UTF8.GetBytes(json));
}
