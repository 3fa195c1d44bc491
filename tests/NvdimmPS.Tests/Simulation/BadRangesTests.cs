using NvdimmPS.Simulation.Firmware;

namespace NvdimmPS.Tests.Simulation;

/// <summary>The rules of drivers/nvdimm/badrange.c.</summary>
public class BadRangesTests
{
    [Fact]
    public void An_equal_start_replaces_and_an_overlap_stays()
    {
        var ranges = new BadRanges();
        ranges.Add(100, 10);
        ranges.Add(105, 10);
        ranges.Add(100, 20);
        Assert.Equal([(100ul, 20ul), (105ul, 10ul)], ranges.All);
    }

    [Fact]
    public void Clearing_trims_removes_and_splits()
    {
        var ranges = new BadRanges();
        ranges.Add(100, 10);
        ranges.Add(200, 10);
        ranges.Add(300, 10);
        ranges.Forget(95, 10); // the head of the first
        ranges.Forget(195, 20); // the second
        ranges.Forget(303, 2); // the middle of the third
        Assert.Equal([(105ul, 5ul), (300ul, 3ul), (305ul, 5ul)], ranges.All);
        ranges.Forget(300, 1); // its first byte alone: left as it is
        Assert.Equal((300ul, 3ul), ranges.All[1]);
        ranges.Forget(302, 100);
        Assert.Equal([(105ul, 5ul), (300ul, 2ul)], ranges.All);
    }

    [Fact]
    public void A_window_shows_the_parts_inside()
    {
        var ranges = new BadRanges();
        ranges.Add(90, 20);
        ranges.Add(150, 100);
        ranges.Add(500, 1);
        Assert.Equal([(100ul, 10ul), (150ul, 50ul)], ranges.Inside(100, 100));
        Assert.Equal(3, ranges.Inside(0, 0).Count()); // 0 + 0 - 1 is everything
    }
}
