using NvdimmPS.Watching;

namespace NvdimmPS.Tests.Watching;

/// <summary>What is told of firmware between two moments.</summary>
public sealed class FirmwareEventTests
{
    private static readonly WatchedFirmware Before = new("01.02.00.5447", "none", "Idle", "None");

    [Fact]
    public void An_update_and_its_activation_are_told_step_by_step()
    {
        Assert.Equal(["nmem0: firmware 01.02.00.5500 is staged"], Tell(Before, Before with { Staged = "01.02.00.5500" }));
        Assert.Equal(["nmem0: firmware activation armed, before idle"], Tell(Before, Before with { ActivationState = "Armed" }));
        Assert.Equal(
            ["nmem0: firmware 01.02.00.5500 runs, before 01.02.00.5447", "nmem0: no firmware is staged, before 01.02.00.5500",
                "nmem0: firmware activation idle, before armed", "nmem0: the result of the last firmware activation is Success"],
            Tell(new("01.02.00.5447", "01.02.00.5500", "Armed", "None"), new("01.02.00.5500", "none", "Idle", "Success")));
        Assert.Empty(Tell(Before, Before));
    }

    [Fact]
    public void What_was_not_read_is_no_change_and_a_failure_is_a_warning()
    {
        Assert.Empty(Tell(Before, null));
        Assert.Empty(Tell(null, Before));
        Assert.Equal(WatchSeverity.Warning, Assert.Single(Events(Before, Before with { ActivationResult = "ResetRequired" })).Severity);
    }

    private static IEnumerable<string> Tell(WatchedFirmware? before, WatchedFirmware? now) => Events(before, now).Select(e => e.Message);

    private static List<NvdimmEvent> Events(WatchedFirmware? before, WatchedFirmware? now)
    {
        var events = new List<NvdimmEvent>();
        var known = DimmComparer.Compare(new WatchedDimm { Name = "nmem0", Firmware = before }, new WatchedDimm { Name = "nmem0", Firmware = now }, events);
        Assert.Equal(now ?? before, known.Firmware);
        Assert.All(events, e => Assert.Equal((WatchKind.Firmware, "nmem0"), (e.Kind, e.Dimm)));
        return events;
    }
}
