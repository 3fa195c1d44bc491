using NvdimmPS.Fleet;

namespace NvdimmPS.Tests.Fleet;

public sealed class HostFoldingTests
{
    [Theory]
    [InlineData("node01,node02,node03,node05", "node[01-03,05]")]
    [InlineData("node1", "node1")]
    [InlineData("node8,node9,node10,node11", "node[8-11]")]
    [InlineData("node08,node09,node10,node100", "node[08-10,100]")]
    [InlineData("node1,node01,node2", "node[1,01,2]")]
    [InlineData("alpha,beta", "alpha,beta")]
    [InlineData("rack1-node01,rack1-node02,rack2-node01,rack2-node02", "rack[1-2]-node[01-02]")]
    [InlineData("rack1-node01,rack2-node02", "rack1-node01,rack2-node02")]
    [InlineData("node01.dc1.example.com,node02.dc1.example.com", "node[01-02].dc1.example.com")]
    [InlineData("10.0.0.9,10.0.0.10,10.0.1.9,10.0.1.10", "10.0.[0-1].[9-10]")]
    [InlineData("root@a1:2222,root@a2:2222", "root@a[1-2]:2222")]
    [InlineData("fe80::1,fe80::2,[fe80::3]:22", "[fe80::3]:22,fe80::1,fe80::2")]
    [InlineData("n99999999999999999999,n99999999999999999998", "n[99999999999999999998,99999999999999999999]")]
    [InlineData("node2,NODE2,node1", "node[1-2]")]
    [InlineData("", "")]
    public void Names_are_folded(string names, string folded) => Assert.Equal(folded, HostFolding.Fold(names.Split(',', StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public void What_is_folded_unfolds_to_the_same_names()
    {
        var random = new Random(20270131);
        for (var round = 0; round < 200; round++)
        {
            var names = Enumerable.Range(0, random.Next(1, 60)).Select(_ => random.Next(4) switch
            {
                0 => $"node{random.Next(30)}",
                1 => $"node{random.Next(200):00}",
                2 => $"rack{random.Next(3)}-n{random.Next(12):000}.example",
                _ => $"10.{random.Next(2)}.0.{random.Next(256)}",
            }).Distinct().ToList();
            var folded = HostFolding.Fold(names);
            var unfolded = new HostList().Add(folded, e => Assert.Fail(e.Message)).Select(h => h.ToString());
            Assert.Equal(names.Order(StringComparer.Ordinal), unfolded.Order(StringComparer.Ordinal));
        }
    }
}
