using NvdimmPS.Fleet;

namespace NvdimmPS.Tests.Fleet;

public sealed class HostListTests
{
    private readonly List<NvdimmException> _refused = [];

    [Theory]
    [InlineData("a,b c", "a b c")]
    [InlineData("node[1-3]", "node1 node2 node3")]
    [InlineData("node[08-11]", "node08 node09 node10 node11")]
    [InlineData("r[1-2]n[01,3-4].example", "r1n01.example r1n3.example r1n4.example r2n01.example r2n3.example r2n4.example")]
    [InlineData("root@n[1-2]:2222,[::1]:22", "root@n1:2222 root@n2:2222 [::1]:22")]
    [InlineData("  ,, ", "")]
    public void ReadsListsAndRanges(string text, string hosts)
    {
        Assert.Equal(hosts, string.Join(' ', new HostList().Add(text, _refused.Add)));
        Assert.Empty(_refused);
    }

    [Fact]
    public void TakesEachHostOnceHoweverItIsWritten()
    {
        var list = new HostList("root", 22);

        var hosts = list.Add("node1, NODE1, root@node1, node1:22, ssh://root@node1:22, other@node1, node1:23", _refused.Add).Select(h => h.ToString()).ToList();

        Assert.Equal(["root@node1:22", "other@node1:22", "root@node1:23"], hosts);
        Assert.Equal(4, list.Duplicates);
    }

    [Fact]
    public void LeavesOutWhatIsNoHostAndGoesOn()
    {
        var hosts = new HostList().Add("a, b!, n[3-1], c:0, d", _refused.Add).Select(h => h.ToString()).ToList();

        Assert.Equal(["a", "d"], hosts);
        Assert.Equal(["b!", "n[3-1]", "c:0"], _refused.Select(e => e.Target));
    }

    [Fact]
    public void TenThousandNamesAreTenThousandHosts() =>
        Assert.Equal(10_000, new HostList().Add("node[00000-09999]", _refused.Add).Count());

    [Theory]
    [InlineData("n[1-200000]")]
    [InlineData("n[1-1000]m[1-1000]")]
    [InlineData("n[5-1]")]
    [InlineData("n[1-99999999999999999999]")]
    public void RefusesRangesThatNobodyMeans(string text)
    {
        Assert.Empty(new HostList().Add(text, _refused.Add));
        Assert.Equal("Nvdimm.Fleet.Host", Assert.Single(_refused).ErrorId);
    }

    [Fact]
    public void ReadsFiles()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "# the rack\nnode1   # first\r\n\n  node2, node3\n");
            Assert.Equal(["node1", "node2, node3"], HostList.ReadFile(path));

            File.WriteAllText(path, "# nobody\n\n");
            Assert.Equal("Nvdimm.Fleet.HostFile", Assert.Throws<NvdimmException>(() => HostList.ReadFile(path)).ErrorId);
        }
        finally
        {
            File.Delete(path);
        }

        var error = Assert.Throws<NvdimmException>(() => HostList.ReadFile(path));
        Assert.Equal(path, error.Target);
        Assert.Contains("cannot be read", error.Message, StringComparison.Ordinal);
    }
}
