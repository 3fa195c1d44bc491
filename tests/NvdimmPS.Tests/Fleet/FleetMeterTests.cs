using NvdimmPS.Fleet;

namespace NvdimmPS.Tests.Fleet;

public sealed class FleetMeterTests
{
    private const long MiB = 1 << 20;
    private readonly Dictionary<string, string> _ended = [];

    [Fact]
    public void WhoSendsTooManyBytesIsEndedAndNobodyElse()
    {
        Look(new FleetLimits(32, 0, 16), ("flood", (16 * MiB) + 1, 5), ("most", 16 * MiB, 5), ("little", 3, 5));
        Assert.Equal(["flood"], _ended.Keys);
        Assert.Contains("16 MiB", _ended["flood"], StringComparison.Ordinal);
    }

    [Fact]
    public void WhoSendsTooManyObjectsIsEnded()
    {
        Look(new FleetLimits(32, 0, 1), ("flood", 10, 4097), ("most", 10, 4096));
        Assert.Equal(["flood"], _ended.Keys);
    }

    [Fact]
    public void OfThoseThatSendTooMuchTogetherTheOneWithTheMostIsEnded()
    {
        var hosts = Enumerable.Range(0, 32).Select(i => ($"h{i}", (2 * MiB) + (i == 7 ? 1 : 0), 5L)).ToArray();
        Look(new FleetLimits(32, 0, 16), hosts);
        Assert.Equal(["h7"], _ended.Keys);
        Assert.Contains("together", _ended["h7"], StringComparison.Ordinal);
    }

    [Fact]
    public void MoreHostsAtATimeMaySendMore()
    {
        Look(new FleetLimits(1000, 0, 16), [.. Enumerable.Range(0, 1000).Select(i => ($"h{i}", MiB, 5L))]);
        Assert.Empty(_ended);
    }

    private void Look(FleetLimits limits, params (string Host, long Bytes, long Objects)[] senders) =>
        FleetMeter.Look(limits, senders.Select(s => (s.Bytes, s.Objects, (Action<string>)(why => _ended.Add(s.Host, why)))));
}
