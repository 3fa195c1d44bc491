using System.Text.RegularExpressions;
using NvdimmPS.Findings;
using NvdimmPS.Findings.Policies;
using NvdimmPS.Shell.Files;
using NvdimmPS.Tests.Cli;

namespace NvdimmPS.Tests.Findings;

public sealed partial class FindingPagesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nvdimm-policy-").FullName;

    [Theory]
    [InlineData("findings.md")]
    [InlineData("health-policy.psd1")]
    public void A_page_is_as_the_tables_are(string name)
    {
        var made = name == "findings.md" ? FindingPages.Page() : FindingPages.Template();
        var copy = Path.Combine(AppContext.BaseDirectory, name);
        File.WriteAllText(copy, made);
        var path = Path.Combine(Repository.Root, "docs", name);
        var kept = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : string.Empty;
        Assert.True(kept == made, $"docs/{name} is not what the tables say. Copy {copy} there.");
    }

    [Fact]
    public void Each_finding_is_on_the_page() => Assert.Equal(FindingKinds.All.Keys.Order(StringComparer.Ordinal), Rows().Matches(FindingPages.Page()).Select(m => m.Groups[1].Value));

    [Fact]
    public void Each_limit_is_a_property_and_has_its_finding()
    {
        Assert.Equal(typeof(HealthLimits).GetProperties().Where(p => p.PropertyType == typeof(double?)).Select(p => p.Name), PolicyLimits.All.Select(l => l.Name));
        Assert.All(PolicyLimits.All, l => Assert.Contains(l.FindingId, FindingKinds.All));
        Assert.All(PolicyLimits.All, l => Assert.Equal(17.0, typeof(HealthLimits).GetProperty(l.Name)!.GetValue(l.With(new HealthLimits(), 17))));
        Assert.All(PolicyLimits.All, l => Assert.Equal(l.Of(new HealthLimits()), typeof(HealthLimits).GetProperty(l.Name)!.GetValue(new HealthLimits())));
    }

    [Fact]
    public void The_template_is_the_built_in_policy()
    {
        var policy = Load(FindingPages.Template());
        Assert.Equal(HealthPolicy.BuiltIn.Limits, policy.Limits);
        Assert.Empty(policy.Severities);
        Assert.Empty(policy.Mutes);
    }

    /// <summary>With the signs of comments taken away it still loads, and changes nothing but the mute of the example.</summary>
    [Fact]
    public void What_the_template_has_as_comments_loads_too()
    {
        var policy = Load(Comments().Replace(FindingPages.Template(), "$1"));
        Assert.Equal(FindingKinds.All.Values.Select(k => (k.Id, k.Severity)), policy.Severities.Select(s => (s.Key, s.Value)));
        Assert.Equal("NV1010", Assert.Single(policy.Mutes).Id);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private HealthPolicy Load(string text)
    {
        var path = Path.Combine(_folder, "p.psd1");
        File.WriteAllText(path, text);
        return PolicyFile.Load(path, default);
    }

    [GeneratedRegex(@"^\| (NV\d{4}) \|", RegexOptions.Multiline)]
    private static partial Regex Rows();

    [GeneratedRegex(@"# (NV\d{4} =|@\{ Id)")]
    private static partial Regex Comments();
}
