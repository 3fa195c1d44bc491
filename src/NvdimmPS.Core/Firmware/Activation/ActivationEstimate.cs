using System.Globalization;

namespace NvdimmPS.Firmware;

/// <summary>What the firmware estimates of an activation (function 1 of the bus family, V2.0).</summary>
/// <param name="Total">How long it takes.</param>
/// <param name="Processors">For how long the processors stand still.</param>
/// <param name="InputOutput">For how long memory is not answered to devices.</param>
/// <param name="Limit">For how long the platform allows that.</param>
internal sealed record ActivationEstimate(TimeSpan? Total, TimeSpan? Processors, TimeSpan? InputOutput, TimeSpan? Limit)
{
    /// <summary>For people.</summary>
    public string Text => Total is null ? "no estimate"
        : $"estimated {Seconds(Total)}, processors quiesced for {Seconds(Processors)}, I/O for {Seconds(InputOutput)} "
            + $"of at most {Seconds(Limit)}";

    private static string Seconds(TimeSpan? time) =>
        time is { } t ? string.Create(CultureInfo.InvariantCulture, $"{t.TotalSeconds:0.###} s") : "an unknown time";
}
