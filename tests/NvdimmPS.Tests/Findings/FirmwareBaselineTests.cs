using System.Text;
using NvdimmPS.Files;
using NvdimmPS.Findings.FirmwareBaselines;

namespace NvdimmPS.Tests.Findings;

public sealed class FirmwareBaselineTests
{
    private const string Good = """
        { "Version": 1, "Firmware": {
            "*": "09.00.00.0000",
            "Intel": { "Minimum": "01.02.00.5400", "Allowed": [ "01.01.00.0001" ] },
            "Intel/0x8089:0x5141": [ "01.02.00.5435", "01.02.00.5436" ],
            "Msft": { "Minimum": "0x210" } } }
        """;

    [Theory]
    [InlineData("Intel", null, "01.02.00.5400", "Compliant", null, "Intel")]
    [InlineData("Intel", null, "01.02.01.0000", "Compliant", null, "Intel")]
    [InlineData("Intel", null, "01.01.00.0001", "Compliant", null, "Intel")]
    [InlineData("Intel", null, "01.02.00.5399", "NonCompliant", "NV1509", "Intel")]
    [InlineData("Intel", "0x5141", "01.02.00.5436", "Compliant", null, "Intel/0x8089:0x5141")]
    [InlineData("Intel", "0x5141", "01.02.00.5437", "NonCompliant", "NV1509", "Intel/0x8089:0x5141")]
    [InlineData("Msft", "0x1", "0x20f", "NonCompliant", "NV1509", "Msft")]
    [InlineData("Msft", "0x1", "0x0210", "Compliant", null, "Msft")]
    [InlineData("Msft", "0x1", "01.02.00.5400", "Unknown", "NV1511", "Msft")]
    [InlineData("Hpe1", "0x1", "0x1", "NonCompliant", "NV1509", "*")]
    public void The_entry_that_says_most_decides(string family, string? device, string running, string status, string? id, string rule)
    {
        var judged = FirmwareJudge.Judge(Parse(Good), Dimm(running) with { Family = family, Device = device ?? "0x0979" });
        Assert.Equal((status, id, rule), (judged.Status, judged.Id, judged.Rule));
        Assert.StartsWith("nmem0: ", judged.Reason, StringComparison.Ordinal);
        Assert.EndsWith(".", judged.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("01.00.00.0001", "02.00.00.0000", "NonCompliant", "NV1510", true, "is staged and makes it compliant after a power cycle")]
    [InlineData("01.00.00.0001", "01.00.00.0002", "NonCompliant", "NV1509", false, "which is staged, is not that either")]
    [InlineData("02.00.00.0000", "01.00.00.0002", "Compliant", null, false, "which is staged, is not")]
    public void What_is_staged_is_said(string running, string staged, string status, string? id, bool complies, string reason)
    {
        var judged = FirmwareJudge.Judge(FirmwareBaseline.FromVersion("02.00.00.0000"), Dimm(running) with { Staged = staged, NeedsPowerCycle = true });
        Assert.Equal((status, id, complies), (judged.Status, judged.Id, judged.StagedCompliant));
        Assert.Contains(reason, judged.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_told_is_unknown_with_the_reason()
    {
        var onlyKind = Parse("""{ "Version": 1, "Firmware": { "8089:5141": "01.00.00.0001" } }""");
        Assert.Contains("its device's number is not known", FirmwareJudge.Judge(onlyKind, Dimm("01.00.00.0001") with { Device = null }).Reason, StringComparison.Ordinal);
        Assert.Contains("the baseline says nothing of Intel 8089:0x0979", FirmwareJudge.Judge(onlyKind, Dimm("01.00.00.0001") with { Device = "0x0979" }).Reason, StringComparison.Ordinal);
        var silent = FirmwareJudge.Judge(FirmwareBaseline.FromVersion("01.00.00.0001"), Dimm(null) with { Why = "nmem0: no permission." });
        Assert.Equal(("Unknown", "NV1511", "Warning", "nmem0: no permission."), (silent.Status, silent.Id, silent.Severity, silent.Reason));
    }

    [Theory]
    [InlineData("", "no JSON")]
    [InlineData("{ \"Version\": 1, \"Firmware\":", "no JSON")]
    [InlineData("[]", "a table is expected")]
    [InlineData("{}", "Version is missing")]
    [InlineData("{ \"Version\": 2, \"Firmware\": {} }", "reads version 1 only")]
    [InlineData("{ \"Version\": 1 }", "Firmware is missing")]
    [InlineData("{ \"Version\": 1, \"Firmware\": {} }", "says nothing of any DIMM")]
    [InlineData("{ \"Version\": 1, \"Firmwares\": {} }", "no such key")]
    [InlineData("{ \"Version\": 1, \"Firmware\": { \"8089\": \"0x1\" } }", "this is no kind of DIMM")]
    [InlineData("{ \"Version\": 1, \"Firmware\": { \"Intel\": 7 } }", "a text is expected")]
    [InlineData("{ \"Version\": 1, \"Firmware\": { \"Intel\": \"new\" } }", "'new' is no version")]
    [InlineData("{ \"Version\": 1, \"Firmware\": { \"Intel\": [] } }", "no version is allowed")]
    [InlineData("{ \"Version\": 1, \"Firmware\": { \"Intel\": {} } }", "neither Minimum nor Allowed")]
    [InlineData("{ \"Version\": 1, \"Firmware\": { \"Intel\": { \"Max\": \"0x1\" } } }", "no such key")]
    public void What_is_no_baseline(string json, string reason)
    {
        var e = Assert.Throws<NvdimmException>(() => Parse(json));
        Assert.Equal(("Nvdimm.FirmwareBaseline.Invalid", "b.json"), (e.ErrorId, e.Target));
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was tested", e.Message, StringComparison.Ordinal);
        Assert.NotEmpty($"{e.NextStep}");
    }

    [Fact]
    public void A_cut_baseline_is_never_half_of_one()
    {
        var bytes = Encoding.UTF8.GetBytes(Good);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<NvdimmException>(() => FirmwareBaseline.Read(DataJson.Parse(FirmwareBaseline.Origin("b.json"), bytes.AsSpan(0, length)), isBare: false));
        }
    }

    private static FirmwareBaseline Parse(string json) => FirmwareBaseline.Read(DataJson.Parse(FirmwareBaseline.Origin("b.json"), Encoding.UTF8.GetBytes(json)), isBare: false);

    private static FirmwareSubject Dimm(string? running) => new() { Dimm = "nmem0", HostName = "here", Family = "Intel", Vendor = "8089", Device = "0x5141", Running = running, Source = "Simulated" };
}
