using System.Diagnostics.CodeAnalysis;
using NvdimmPS.Watching;

namespace NvdimmPS;

/// <summary>One thing that a watcher saw. A .NET event carries it as its argument, hence the base class.</summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix",
    Justification = "It is an object of the pipeline before it is an argument of an event.")]
public sealed class NvdimmEvent : EventArgs
{
    /// <summary>What it is about.</summary>
    public required WatchKind Kind { get; init; }

    /// <summary>The DIMM; null where it concerns a region, a bus or the watcher.</summary>
    public string? Dimm { get; init; }

    /// <summary>The DIMM, the region or the bus; null for a heartbeat.</summary>
    public string? Target { get; init; }

    /// <summary>Which of its properties, or which alarm.</summary>
    public string? Property { get; init; }

    /// <summary>What was; null where that is not known, as for the state at the start.</summary>
    public string? From { get; init; }

    /// <summary>What is.</summary>
    public string? To { get; init; }

    /// <summary>Why, in the words of the shared vocabulary.</summary>
    public ItemList<string> Reason { get; init; } = [];

    /// <summary>A sentence for people.</summary>
    public required string Message { get; init; }

    /// <summary>How grave it is.</summary>
    public WatchSeverity Severity { get; init; } = WatchSeverity.Information;

    /// <summary>True for the state at the start, which is no change.</summary>
    public bool IsInitial { get; init; }

    /// <summary>When it was seen (UTC).</summary>
    public DateTime Time { get; internal set; }

    /// <summary><c>Device</c>, <c>Simulated</c> or <c>Replayed</c>.</summary>
    public string Source { get; internal set; } = "";

    /// <summary>The number of the event in this watch, from 1, without gaps.</summary>
    public long Sequence { get; internal set; }

    /// <inheritdoc/>
    public override string ToString() => Message;
}
