using NvdimmPS.Fleet;

namespace NvdimmPS.Tests.Fleet;

/// <summary>However a text is made, it is names or an error: neither the stack nor the memory is its to fill.</summary>
public sealed class HostRangeTests
{
    private readonly List<NvdimmException> _refused = [];

    public static TheoryData<string> Endless() => new(
        "a" + string.Concat(Enumerable.Repeat("[1]", 50_000)),
        "a" + string.Concat(Enumerable.Repeat("[1-2]", 50_000)),
        "a" + string.Concat(Enumerable.Repeat("[1-99999]", 60)),
        string.Concat(Enumerable.Repeat("n[1-99999]", 2)),
        new string('[', 50_000),
        "a[" + string.Concat(Enumerable.Repeat("1,", 200_000)) + "1",
        "a[" + new string('1', 100_000) + "]",
        "n[1-3]" + new string('x', 10_000),
        new string('1', 100_000) + ":",
        new string(':', 100_000) + "x",
        new string('@', 100_000));

    [Theory]
    [MemberData(nameof(Endless))]
    public void ATextThatNobodyMeansIsOneError(string text)
    {
        Assert.Empty(new HostList().Add(text, _refused.Add));
        var error = Assert.Single(_refused);
        Assert.Equal("Nvdimm.Fleet.Host", error.ErrorId);
        Assert.InRange(error.Message.Length, 1, 1000);
    }

    [Theory]
    [InlineData("[::1]", "[::1]")]
    [InlineData("a[1", "a[1")]
    [InlineData("a[]b", "a[]b")]
    [InlineData("a[1-2-3]", "a[1-2-3]")]
    [InlineData("a[-1]", "a[-1]")]
    [InlineData("a[1,]", "a[1,]")]
    [InlineData("[2001:db8::7]:[22-23]", "[2001:db8::7]:22 [2001:db8::7]:23")]
    [InlineData("a[1-2]b[3,05]c", "a1b3c a1b05c a2b3c a2b05c")]
    [InlineData("[1-2]", "1 2")]
    public void WhatIsNoRangeStays(string text, string names) => Assert.Equal(names, string.Join(' ', HostRange.Expand(text)));

    [Fact]
    public void TwentyThousandRangesCostTwiceAsMuchAsTenThousand()
    {
        Assert.InRange((double)Cost(20_000) / Cost(10_000), 1.5, 2.5);

        long Cost(int ranges)
        {
            var text = string.Join(',', Enumerable.Range(0, ranges).Select(i => $"r{i}n[1-2]"));
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Equal(2 * ranges, new HostList().Add(text, _refused.Add).Count());
            Assert.Empty(_refused);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void TheNamesOfALargeRangeAreMadeOneAtATime()
    {
        _ = HostRange.Expand("n[1-9]").Count();
        var names = HostRange.Expand("n[1-300]m[1-300].a.long.domain.example");
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("n1m1.a.long.domain.example", names.First());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
    }

    [Fact]
    public void AllHostsTogetherAreBoundedAndThatIsSaidOnce()
    {
        var list = new HostList();
        var texts = new[] { "a[1-100000]", "b[1-99999]", "c", "d", "e[1-5]", "a1" };

        Assert.Equal(HostList.MaxHosts, texts.Sum(text => list.Add(text, _refused.Add).Count()));

        var error = Assert.Single(_refused);
        Assert.Equal("Nvdimm.Fleet.TooManyHosts", error.ErrorId);
        Assert.NotEmpty($"{error.NextStep}");
    }

    [Fact]
    public void SoIsHowOftenTheyAreNamed()
    {
        var list = new HostList();
        var hosts = Enumerable.Range(0, 30).Sum(_ => list.Add("a[1-100000]", _refused.Add).Count());

        Assert.Equal(100_000, hosts);
        Assert.Equal("Nvdimm.Fleet.TooManyHosts", Assert.Single(_refused).ErrorId);
    }

    [Theory]
    [InlineData("a\0b", "Nvdimm.Fleet.HostFile")]
    [InlineData("/no/such/file", "Nvdimm.Fleet.HostFile")]
    [InlineData("/dev/zero", "Nvdimm.Fleet.HostFile")]
    [InlineData("/", "Nvdimm.Fleet.HostFile")]
    public void AFileThatIsNoneIsOneErrorWithItsName(string path, string id)
    {
        var error = Assert.Throws<NvdimmException>(() => HostList.ReadFile(path));

        Assert.Equal((id, Printable.Line(path)), (error.ErrorId, error.Target));
        Assert.NotEmpty($"{error.NextStep}");
    }

    [Fact]
    public void AFileWithAZeroByteIsNoList()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "node1\nnode\0002\n");
        var error = Assert.Throws<NvdimmException>(() => HostList.ReadFile(path));
        File.Delete(path);

        Assert.Contains("zero byte", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NamesOfAnyLengthAreFoldedOrLeftAlone()
    {
        var name = string.Concat(Enumerable.Repeat("a1", 50_000));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(name + ",b[1-2]", HostFolding.Fold([name, "b1", "b2"]));

        // Folded number by number it would be copied fifty thousand times.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }
}
