using System.Collections;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>What ends up on ssh's command line is checked before anybody is asked.</summary>
public sealed class FleetInputTests(CmdletFixture fixture) : CmdletTest(fixture, shared: true)
{
    private const string Fleet = "Invoke-NvdimmFleet";

    public static TheoryData<string, string> Words() => new()
    {
        { "UserName", "-oProxyCommand=touch" }, { "UserName", "-l" }, { "UserName", "a\nb" }, { "UserName", "a\u202Eb" },
        { "Subsystem", "-oProxyCommand=touch" }, { "Subsystem", "-" }, { "Subsystem", "power\0shell" },
    };

    [Theory]
    [MemberData(nameof(Words))]
    public void A_word_that_ssh_would_take_for_an_option_is_none(string parameter, string value)
    {
        var run = Run(Fleet, new Dictionary<string, object?> { ["HostName"] = "nosuch.invalid", [parameter] = value });
        Assert.Equal("Nvdimm.Fleet.SshOption", Id(run.TerminatingError));
        Assert.Equal(parameter, run.TerminatingError!.TargetObject);
        Assert.Contains("No host was contacted", $"{run.TerminatingError}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-oProxyCommand=touch")]
    [InlineData("-l@node1")]
    [InlineData("ssh://-oProxyCommand=touch")]
    [InlineData("root@-oProxyCommand=touch")]
    [InlineData("[-oProxyCommand=touch]")]
    [InlineData("[-1]")]
    [InlineData("node1:-1")]
    public void A_host_that_ssh_would_take_for_an_option_is_none(string host) =>
        Assert.Equal("Nvdimm.Fleet.Host", Id(Run(Fleet, new { HostName = host })));

    public static TheoryData<string, string> Options() => new()
    {
        { "-oProxyCommand", "touch" }, { "Proxy Command", "x" }, { "Proxy=Command", "x" }, { "", "x" }, { "Compression", "" },
        { "User", "a\nProxyCommand touch" }, { "User", "a\rb" }, { "User", "a\0b" },
    };

    [Theory]
    [MemberData(nameof(Options))]
    public void An_option_is_a_word_with_a_value_on_one_line(string name, string value) =>
        Assert.Equal("Nvdimm.Fleet.SshOption", Id(Run(Fleet, new { HostName = "nosuch.invalid", Options = new Hashtable { [name] = value } }).TerminatingError));

    [Theory]
    [InlineData("-oProxyCommand=touch")]
    [InlineData("/no/such/key")]
    [InlineData("a\0b")]
    [InlineData("nosuchdrive:/key")]
    public void A_key_that_is_not_there_is_an_error_and_no_option(string path) =>
        Assert.Contains(Id(Run(Fleet, new { HostName = "nosuch.invalid", KeyFilePath = path }).TerminatingError), new[] { "Nvdimm.Fleet.KeyFile", "Nvdimm.Input.Path" });

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(65536)]
    public void A_port_is_one(int port) => Assert.NotNull(Run(Fleet, new { HostName = "nosuch.invalid", Port = port }).TerminatingError);

    [Theory]
    [InlineData("/no/such/file")]
    [InlineData("a\0b")]
    [InlineData("/dev/zero")]
    [InlineData("nosuchdrive:/hosts")]
    public void Of_several_host_files_one_that_cannot_be_read_is_one_error(string path)
    {
        var good = Path.GetTempFileName();
        File.WriteAllText(good, "none!\n");
        var run = Run(Fleet, new { HostFile = new[] { path, good } });
        File.Delete(good);

        // What stands in the good one is no host, which shows that it was read.
        Assert.Null(run.TerminatingError?.ToString());
        Assert.Equal(2, run.Errors.Count);
        Assert.Contains(Id(run.Errors[0]), new[] { "Nvdimm.Fleet.HostFile", "Nvdimm.Input.Path" });
        Assert.Equal("Nvdimm.Fleet.Host", Id(run.Errors[1]));
        Assert.All(run.Errors, e => Assert.True(Printable.IsLine($"{e}{e.TargetObject}")));
        Assert.DoesNotContain("(Parameter", $"{run.Errors[0]}", StringComparison.Ordinal);
    }
}
