using NvdimmPS.Abi;
using NvdimmPS.Changes;
using NvdimmPS.Dsm;

namespace NvdimmPS.Scrub;

/// <summary>Plans the kernel's own scrub of a bus, and waits for its end.</summary>
public static class ScrubPlanner
{
    /// <summary>Begins a scrub of all persistent memory of a bus.</summary>
    /// <exception cref="NvdimmException">The platform has no scrub, or one runs.</exception>
    public static ChangePlan Start(NvdimmBus bus)
    {
        ArgumentNullException.ThrowIfNull(bus);
        if (bus.ScrubState is not { } state)
        {
            throw ScrubErrors.None(bus);
        }

        if (state != "idle")
        {
            throw ScrubErrors.Running(bus);
        }

        return new ChangePlan
        {
            Target = bus.Name,
            Action = "Scrub all persistent memory of the bus",
            Steps = [new AttributeStep(new NdNode(NdNodeKind.Bus, bus.Id), bus.Name, $"bus/nd/devices/{bus.Name}/nfit/scrub", "1\n")],
            Values = [new ValueChange(nameof(NvdimmScrub.State), state, "active")],
        };
    }

    /// <summary>Waits until no scrub runs on a bus.</summary>
    /// <param name="look">Reads the bus.</param>
    /// <param name="limit">How long to wait; null waits for ever.</param>
    /// <param name="progress">Called each time how it stands.</param>
    /// <param name="time">The clock; the system's by default.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <exception cref="NvdimmException">The platform has no scrub, or it has not ended in time.</exception>
    public static NvdimmScrub Await(Func<NvdimmBus> look, TimeSpan? limit, Action<NvdimmScrub, TimeSpan>? progress = null,
        TimeProvider? time = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(look);
        var (scrub, isOver) = new LongOperation(time).Await(
            () =>
            {
                var bus = look();
                return bus.ScrubState is null ? throw ScrubErrors.None(bus) : NvdimmScrub.From(bus, time);
            },
            s => s.State == "idle", limit, progress, stop: stop);
        return isOver ? scrub : throw ScrubErrors.NotEnded(scrub.Bus, limit!.Value);
    }
}
