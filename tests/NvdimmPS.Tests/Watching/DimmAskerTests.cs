using NvdimmPS.Watching;

namespace NvdimmPS.Tests.Watching;

/// <summary>One DIMM is asked once at a time, and once more where something changed meanwhile.</summary>
public sealed class DimmAskerTests : IDisposable
{
    private static readonly NvdimmDevice Device = new() { Name = "nmem0", UniqueId = "8680-01" };

    private readonly ManualResetEventSlim _free = new(false);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_changed_while_it_took_its_time_is_asked_once_more(bool changed)
    {
        var asker = Asker();
        asker.Begin(Device);
        if (changed)
        {
            asker.Begin(Device);
        }

        Assert.Null(asker.Answer(Device, _ => throw new InvalidOperationException("It is not that late.")));
        Finish(asker);
        Assert.True(asker.HasNews);
        Assert.Equal("8680-01", asker.Answer(Device, d => throw new InvalidOperationException(d.Name))?.UniqueId);
        Assert.Equal(changed, asker.IsAsking || asker.HasNews);
        Finish(asker);
    }

    [Fact]
    public void An_answer_of_another_that_had_the_name_is_none()
    {
        var asker = Asker();
        asker.Begin(Device);
        Finish(asker);
        var other = new NvdimmDevice { Name = "nmem0", UniqueId = "8680-02" };
        Assert.Null(asker.Answer(other, d => throw new InvalidOperationException(d.Name)));
        Assert.True(asker.IsAsking || asker.HasNews);
        Finish(asker);
    }

    public void Dispose() => _free.Dispose();

    private DimmAsker Asker() => new(Ask, TimeProvider.System, TimeSpan.FromHours(1), () => { });

    private WatchedDimm Ask(NvdimmDevice device)
    {
        _free.Wait();
        return new WatchedDimm { Name = device.Name, UniqueId = device.UniqueId };
    }

    private void Finish(DimmAsker asker)
    {
        _free.Set();
        SpinWait.SpinUntil(() => !asker.IsAsking);
    }
}
