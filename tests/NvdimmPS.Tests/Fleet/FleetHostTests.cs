using NvdimmPS.Fleet;

namespace NvdimmPS.Tests.Fleet;

public sealed class FleetHostTests
{
    [Theory]
    [InlineData("node1", null, "node1", null, "node1")]
    [InlineData(" Node1.Example.COM ", null, "Node1.Example.COM", null, "Node1.Example.COM")]
    [InlineData("user@[fe80::1%eth0]:2222", "user", "fe80::1%eth0", 2222, "user@[fe80::1%eth0]:2222")]
    [InlineData("ssh://root@[::1]", "root", "::1", null, "root@::1")]
    [InlineData("root@node1", "root", "node1", null, "root@node1")]
    [InlineData("a.b-c@node1:2222", "a.b-c", "node1", 2222, "a.b-c@node1:2222")]
    [InlineData("user@corp.example@node1", "user@corp.example", "node1", null, "user@corp.example@node1")]
    [InlineData("ssh://root@node1:22/", "root", "node1", 22, "root@node1:22")]
    [InlineData("SSH://node1", null, "node1", null, "node1")]
    [InlineData("10.0.0.1:23", null, "10.0.0.1", 23, "10.0.0.1:23")]
    [InlineData("::1", null, "::1", null, "::1")]
    [InlineData("fe80::1%eth0", null, "fe80::1%eth0", null, "fe80::1%eth0")]
    [InlineData("[::1]", null, "::1", null, "::1")]
    [InlineData("root@[2001:db8::7]:2222", "root", "2001:db8::7", 2222, "root@[2001:db8::7]:2222")]
    public void ReadsWhatSshTakes(string text, string? user, string host, int? port, string written)
    {
        var parsed = FleetHost.Parse(text);

        Assert.Equal((user, host, port), (parsed.UserName, parsed.HostName, parsed.Port));
        Assert.Equal(written, parsed.ToString());
        Assert.Equal(parsed, FleetHost.Parse(written));
    }

    [Theory]
    [InlineData("", "the name is missing")]
    [InlineData("root@", "the name is missing")]
    [InlineData("@node1", "'' is no user name")]
    [InlineData("-oProxyCommand=x@node1", "'-oProxyCommand=x' is no user name")]
    [InlineData("-oProxyCommand=x", "neither a name nor an address")]
    [InlineData("node 1", "neither a name nor an address")]
    [InlineData("node1;reboot", "neither a name nor an address")]
    [InlineData("$(reboot)", "neither a name nor an address")]
    [InlineData("node1:0", "'0' is no port")]
    [InlineData("node1:65536", "'65536' is no port")]
    [InlineData("node1:", "'' is no port")]
    [InlineData("node1:+22", "'+22' is no port")]
    [InlineData("[::1\n]", "neither a name nor an address")]
    [InlineData("root\n@node1", "is no user name")]
    [InlineData("[::1", "the brackets do not enclose an address")]
    [InlineData("[::1]22", "the brackets do not enclose an address")]
    public void RefusesWhatIsNoHost(string text, string reason)
    {
        var error = Assert.Throws<NvdimmException>(() => FleetHost.Parse(text));

        Assert.Equal("Nvdimm.Fleet.Host", error.ErrorId);
        Assert.Equal(Printable.Line(text), error.Target);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.NextStep);
    }
}
