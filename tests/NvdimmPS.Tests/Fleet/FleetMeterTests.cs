using NvdimmPS.Shell.Fleet;

namespace NvdimmPS.Tests.Fleet;

/// <summary>How much hosts may send, and how what they send is held to what is taken.</summary>
public sealed class FleetMeterTests
{
    private const long MiB = 1 << 20;

    [Fact]
    public void WhoSendsTooManyBytesIsEndedOnceAndNobodyElse()
    {
        Sender flood = new() { Bytes = (16 * MiB) + 1, Objects = 1 }, most = new() { Bytes = 16 * MiB, Objects = 1 };
        Look(new FleetLimits(32, 0, 16), 5, flood, most);
        Assert.Contains("16 MiB", Assert.Single(flood.Ended), StringComparison.Ordinal);
        Assert.Empty(most.Ended);
    }

    [Fact]
    public void WhoSendsTooManyObjectsIsEnded()
    {
        Sender flood = new() { Objects = 4097 }, most = new() { Objects = 4096 };
        Look(new FleetLimits(32, 0, 1), 2, flood, most);
        Assert.Contains("4,097 objects", Assert.Single(flood.Ended).Replace('\u00A0', ','), StringComparison.Ordinal);
        Assert.Empty(most.Ended);
    }

    [Fact]
    public void OfThoseOfWhichNothingComesTheOnesWithTheMostAreEnded()
    {
        var hosts = Enumerable.Range(0, 32).Select(i => new Sender { Bytes = (2 * MiB) + i + 1 }).ToArray();
        Look(new FleetLimits(32, 0, 16), 1, hosts);

        // 32 MiB have room: 15 of them, since each has a little more than 2.
        Assert.Equal(17, hosts.Count(h => h.Ended.Count > 0));
        Assert.All(hosts[^17..], h => Assert.Contains("with others", Assert.Single(h.Ended), StringComparison.Ordinal));
    }

    [Fact]
    public void WhatHasBecomeObjectsIsNotOpenAnyMore()
    {
        var hosts = Enumerable.Range(0, 32).Select(_ => new Sender()).ToArray();
        var meter = new FleetMeter(new FleetLimits(32, 0, 16), () => []);
        for (var i = 1; i <= 10; i++)
        {
            Array.ForEach(hosts, h => (h.Bytes, h.Objects) = (i * MiB, i));
            Look(meter, hosts);
        }

        Assert.All(hosts, h => Assert.Empty(h.Ended));
    }

    [Fact]
    public void AfterAPieceASenderWaitsUntilItIsTaken()
    {
        var sender = new Sender { Bytes = FleetFlow.Piece + 1, Objects = 3, IsTaken = false };
        var flow = new FleetFlow(sender, new FleetLimits(32, 0, 16));
        Times(5, () => flow.Look(7, sender.Bytes));
        Assert.Equal("pause", sender.Log);

        sender.IsTaken = true;
        Times(3, () => flow.Look(7, sender.Bytes));
        Assert.Equal("pause resume", sender.Log);

        sender.Bytes += FleetFlow.Piece;
        Times(5, () => flow.Look(7, sender.Bytes));
        Assert.Equal("pause resume", sender.Log);

        sender.Bytes++;
        flow.Look(7, sender.Bytes);
        sender.Objects++; // the engine is still at it
        flow.Look(7, sender.Bytes);
        sender.Objects++;
        flow.Look(7, sender.Bytes);
        Assert.Equal("pause resume pause", sender.Log);
        Times(3, () => flow.Look(7, sender.Bytes));
        Assert.Equal("pause resume pause resume", sender.Log);
    }

    [Fact]
    public void MoreHostsAtATimeMayHaveMoreUnderWay()
    {
        var hosts = Enumerable.Range(0, 1000).Select(_ => new Sender { Bytes = MiB }).ToArray();
        Look(new FleetLimits(1000, 0, 16), 2, hosts);
        Assert.All(hosts, h => Assert.Empty(h.Ended));
    }

    private static void Look(FleetLimits limits, int times, params Sender[] senders)
    {
        using var meter = new FleetMeter(limits, () => []);
        Times(times, () => Look(meter, senders));
    }

    private static void Look(FleetMeter meter, Sender[] senders) => meter.Look(senders, senders.ToDictionary(s => s.Tag, s => (7, s.Bytes)));

    private static void Times(int count, Action action)
    {
        for (var i = 0; i < count; i++)
        {
            action();
        }
    }

    private sealed class Sender : IFleetSender
    {
        private readonly List<string> _log = [];
        private int _id;

        public string Tag { get; } = Guid.NewGuid().ToString();

        public long Bytes { get; set; }

        public long Objects { get; set; }

        public bool IsTaken { get; set; } = true;

        public void Found(int id) => Assert.Equal(0, _id++);

        public List<string> Ended { get; } = [];

        public string Log => string.Join(' ', _log);

        public void Pause() => _log.Add("pause");

        public void Resume() => _log.Add("resume");

        public void TooMuch(string why) => Ended.Add(why);
    }
}
