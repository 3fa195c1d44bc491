using System.Management.Automation;
using NvdimmPS.Fleet;
using NvdimmPS.Shell.Fleet;

namespace NvdimmPS.Tests.Fleet;

/// <summary>A job that has begun before anybody listens to it.</summary>
public sealed class FleetTaskTests
{
    [Fact]
    public void What_came_before_anybody_listened_is_looked_at_as_well()
    {
        using var child = new Begun([]);
        using var job = new Begun([child]);
        child.Output.Add(new PSObject("early"));
        using var task = new FleetTask(FleetTarget.Create(FleetHost.Parse("host"), new FleetConnection(null, 1)), job, long.MaxValue, FleetScript.Collector(), isBare: false);
        var woken = 0;
        task.Signal(() => woken++);
        Assert.Equal(1, woken);
        child.Output.Add(new PSObject("late"));
        Assert.Equal(2, woken);
    }

    private sealed class Begun(IList<Job> children) : Job(command: "", name: "", childJobs: children)
    {
        public override bool HasMoreData => true;

        public override string Location => "";

        public override string StatusMessage => "";

        public override void StopJob()
        {
        }
    }
}
