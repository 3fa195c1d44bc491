using System.Text;
using NvdimmPS.Files;
using NvdimmPS.Findings;
using NvdimmPS.Findings.Policies;

namespace NvdimmPS.Tests.Findings;

public sealed class PolicyTests
{
    private static readonly DateTime Now = new(2027, 1, 31, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void What_is_not_given_stays_as_it_is()
    {
        var policy = Parse("""{ "version": 1, "limits": { "sparesMinimum": 20, "LifeRemainingMinimum": null } /* as in the contract */, }""");
        Assert.Equal(new HealthLimits { SparesMinimum = 20, LifeRemainingMinimum = null }, policy.Limits);
        Assert.Empty(policy.Mutes);
        Assert.Equal(HealthPolicy.BuiltIn.Limits, Parse("""{ "Version": 1 }""").Limits);
    }

    [Fact]
    public void Severities_and_mutes()
    {
        var policy = Parse("""
            { "Version": 1, "Severities": { "nv1092": "critical" },
              "Mutes": [ { "Id": "nv1010", "Dimm": "nmem[0-9]", "Reason": "a", "Until": "forever" },
                         { "Id": "NV2002", "Reason": "b", "Until": "2027-01-31" } ] }
            """);
        Assert.Equal(FindingSeverity.Critical, policy.Severities["NV1092"]);
        Assert.Equal(("NV1010", "nmem[0-9]", "a", null), (policy.Mutes[0].Id, policy.Mutes[0].Dimm, policy.Mutes[0].Reason, policy.Mutes[0].Until));
        Assert.Equal(new DateTime(2027, 2, 1, 0, 0, 0, DateTimeKind.Utc), policy.Mutes[1].Until);
        var one = """{ "Version": 1, "Mutes": { "Id": "NV1010", "Reason": "a", "Until": "2027-01-31T18:00:00+02:00" } }""";
        Assert.Equal(new DateTime(2027, 1, 31, 16, 0, 0, DateTimeKind.Utc), Assert.Single(Parse(one).Mutes).Until);
    }

    [Theory]
    [InlineData("nmem1", "nmem1", null, true)]
    [InlineData("nmem1", "nmem10", null, false)]
    [InlineData("nmem*", "nmem10", null, true)]
    [InlineData("nmem[0-3]", "nmem3", null, true)]
    [InlineData("nmem[0-3]", "nmem4", null, false)]
    [InlineData("NMEM?", "nmem4", null, true)]
    [InlineData("nmem.", "nmem4", null, false)]
    [InlineData("8089-*-12a0", "nmem0", "8089-a2-1849-12a0", true)]
    [InlineData(null, "region0", null, true)]
    public void A_mute_is_of_names_or_unique_ids(string? pattern, string target, string? id, bool meets)
    {
        var mute = new HealthMute("NV1010", pattern, "a", null);
        Assert.Equal(meets, mute.Meets("NV1010", target, id));
        Assert.False(mute.Meets("NV1011", target, id));
    }

    [Fact]
    public void A_day_counts_to_its_end()
    {
        var until = Assert.Single(Parse("""{ "Version": 1, "Mutes": [ { "Id": "NV1010", "Reason": "a", "Until": "2027-01-31" } ] }""").Mutes);
        Assert.False(until.HasExpired(Now));
        Assert.True(until.HasExpired(Now.AddHours(12)));
    }

    [Theory]
    [InlineData("", 1, "policy", "no JSON")]
    [InlineData("{ \"Version\": 1,\n\"Limits\": {", 2, "policy", "no JSON")]
    [InlineData("[]", 1, "policy", "a table is expected")]
    [InlineData("7", 1, "policy", "a table is expected")]
    [InlineData("{}", 1, "policy", "Version is missing")]
    [InlineData("{ \"Version\": 2 }", 1, "Version", "version 1 only")]
    [InlineData("{ \"Version\": \"1\" }", 1, "Version", "version 1 only")]
    [InlineData("{ \"Version\": 1,\n \"Limit\": {} }", 2, "Limit", "no such key")]
    [InlineData("{ \"Version\": 1,\n \"Limits\": { \"SpareMinimum\": 1 } }", 2, "Limits.SpareMinimum", "no such key")]
    [InlineData("{ \"Version\": 1,\n \"Limits\": {\n \"SparesMinimum\": 101 } }", 3, "Limits.SparesMinimum", "101 is out of range")]
    [InlineData("{ \"Version\": 1,\n \"Limits\": { \"SparesMinimum\": \"10\" } }", 2, "Limits.SparesMinimum", "a number is expected here, not the text '10'")]
    [InlineData("{ \"Version\": 1,\n \"Limits\": { \"SparesMinimum\": 1e999 } }", 2, "Limits.SparesMinimum", "out of range")]
    [InlineData("{ \"Version\": 1,\n \"Limits\": { \"SparesMinimum\": 1, \"sparesMinimum\": 2 } }", 2, "Limits.sparesMinimum", "twice")]
    [InlineData("{ \"Version\": 1,\n \"Severities\": { \"NV1100\": \"Critical\" } }", 2, "Severities.NV1100", "no finding 'NV1100'")]
    [InlineData("{ \"Version\": 1,\n \"Severities\": { \"NV1001\": \"Critcal\" } }", 2, "Severities.NV1001", "no severity 'Critcal'")]
    [InlineData("{ \"Version\": 1,\n \"Severities\": { \"NV1001\": \"2\" } }", 2, "Severities.NV1001", "no severity '2'")]
    [InlineData("{ \"Version\": 1, \"Mutes\": [\n { \"Id\": \"NV1010\", \"Until\": \"forever\" } ] }", 2, "Mutes[0]", "Reason is missing")]
    [InlineData("{ \"Version\": 1, \"Mutes\": [\n { \"Id\": \"NV1010\", \"Reason\": \" \", \"Until\": \"forever\" } ] }", 2, "Mutes[0].Reason", "a text is expected")]
    [InlineData("{ \"Version\": 1, \"Mutes\": [\n { \"Id\": \"NV1010\", \"Reason\": \"a\" } ] }", 2, "Mutes[0]", "Until is missing")]
    [InlineData("{ \"Version\": 1, \"Mutes\": [\n { \"Id\": \"NV1010\", \"Reason\": \"a\", \"Until\": \"31.1.2027\" } ] }", 2, "Mutes[0].Until", "no date")]
    [InlineData("{ \"Version\": 1, \"Mutes\": [\n { \"Id\": \"NV1010\", \"Reason\": \"a\", \"Until\": \"2027-02-30\" } ] }", 2, "Mutes[0].Until", "no date")]
    [InlineData("{ \"Version\": 1, \"Mutes\": [\n { \"Reason\": \"a\", \"Until\": \"forever\" } ] }", 2, "Mutes[0]", "Id is missing")]
    [InlineData("{ \"Version\": 1, \"Mutes\": [\n { \"Id\": \"NV1010\", \"Dimm\": \"nmem[0\", \"Reason\": \"a\", \"Until\": \"forever\" } ] }", 2, "Mutes[0].Dimm", "no pattern")]
    [InlineData("{ \"Version\": 1, \"Mutes\": [\n 3 ] }", 2, "Mutes[0]", "a table is expected")]
    public void What_is_wrong_is_named_with_its_place(string json, int line, string key, string reason)
    {
        var e = Assert.Throws<NvdimmException>(() => Parse(json));
        Assert.Equal(("Nvdimm.Policy.Invalid", NvdimmErrorKind.InvalidData, "x.json"), (e.ErrorId, e.Kind, e.Target));
        Assert.StartsWith($"The policy 'x.json', line {line}, {key}: ", e.Message, StringComparison.Ordinal);
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was tested.", e.Message, StringComparison.Ordinal);
        Assert.NotEmpty($"{e.NextStep}");
    }

    [Theory]
    [InlineData("{ \"Version\": 1, \"Limits\": { \"SpareMinimum\": 1 } }", "Did you mean 'SparesMinimum'?")]
    [InlineData("{ \"Version\": 1, \"Mute\": [] }", "Did you mean 'Mutes'?")]
    [InlineData("{ \"Version\": 1, \"Severities\": { \"NV1001\": \"Critcal\" } }", "Did you mean 'Critical'?")]
    public void The_nearest_is_suggested(string json, string suggestion) => Assert.Equal(suggestion, $"{Assert.Throws<NvdimmException>(() => Parse(json)).NextStep}");

    [Fact]
    public void Any_prefix_of_a_file_is_an_error_and_no_crash()
    {
        const string whole = """{ "Version": 1, "Limits": { "SparesMinimum": 20 }, "Mutes": [ { "Id": "NV1010", "Reason": "ä", "Until": "forever" } ] }""";
        var bytes = Encoding.UTF8.GetBytes(whole);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<NvdimmException>(() => PolicyReader.Read(DataJson.Parse(HealthPolicy.File("x.json"), bytes.AsSpan(0, length))));
        }
    }

    private static HealthPolicy Parse(string json) => PolicyReader.Read(DataJson.Parse(HealthPolicy.File("x.json"), Encoding.UTF8.GetBytes(json)));
}
