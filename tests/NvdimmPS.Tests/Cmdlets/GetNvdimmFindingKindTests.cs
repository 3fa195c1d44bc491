using NvdimmPS.Findings;

namespace NvdimmPS.Tests.Cmdlets;

public sealed class GetNvdimmFindingKindTests(CmdletFixture fixture) : CmdletTest(fixture)
{
    private const string Get = "Get-NvdimmFindingKind";

    [Fact]
    public void All_are_listed_and_nothing_is_asked()
    {
        var all = Kinds(null);
        Assert.Equal(FindingKinds.All.Keys, all.Select(k => k.Id));
        Assert.All(all, k => Assert.All((string[])[k.Severity, k.Reason, k.Meaning, k.Remedy], Assert.NotEmpty));
        Assert.Empty(Requests);
        Assert.Equal("SparesMinimum", all.Single(k => k.Id == "NV1504").PolicyLimit);
        Assert.Null(all.Single(k => k.Id == "NV1001").PolicyLimit);
    }

    [Fact]
    public void By_id_pattern_and_severity()
    {
        Assert.Equal(["NV1001", "NV2004"], Kinds(new { Id = new[] { "nv1001", "NV2004", "NV100[1]" } }).Select(k => k.Id));
        Assert.Equal(["NV2090"], Kinds(new { Id = "NV20*", Severity = "Information" }).Select(k => k.Id));
        Assert.All(Kinds(new { Severity = "Critical" }), k => Assert.Equal("Critical", k.Severity));
    }

    [Fact]
    public void A_finding_leads_to_its_kind()
    {
        Kernel.Dimm("nmem0").LastShutdownDirty = true;
        var kind = Assert.IsType<HealthFindingKind>(Assert.Single(Objects(Get, pipeline: Objects("Test-NvdimmHealth"))));
        Assert.Equal("NV1010", kind.Id);
    }

    [Fact]
    public void An_id_that_is_none_is_an_error_and_the_others_go_on()
    {
        var run = Run(Get, new { Id = new[] { "NV1O10", "NV1010" } });
        Assert.Equal("Nvdimm.Finding.NotFound", Id(run));
        Assert.Contains("Did you mean 'NV1", run.Errors[0].ErrorDetails?.RecommendedAction ?? run.Errors[0].Exception.ToString(), StringComparison.Ordinal);
        Assert.Single(run.Objects);
    }

    private IReadOnlyList<HealthFindingKind> Kinds(object? parameters) => [.. Objects(Get, parameters).Cast<HealthFindingKind>()];
}
