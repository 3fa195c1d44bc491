namespace NvdimmPS.Findings.Policies;

/// <summary>Where a policy begins to warn; null is no limit.</summary>
public sealed record HealthLimits
{
    /// <summary>°C that the media must stay below their own threshold.</summary>
    public double? TemperatureMargin { get; init; } = 3;

    /// <summary>°C of the media.</summary>
    public double? MediaTemperatureMaximum { get; init; }

    /// <summary>°C of the controller.</summary>
    public double? ControllerTemperatureMaximum { get; init; }

    /// <summary>Percent of spare blocks.</summary>
    public double? SparesMinimum { get; init; } = 10;

    /// <summary>Percent of the rated life.</summary>
    public double? LifeRemainingMinimum { get; init; } = 10;

    /// <summary>Percent of the energy source's life.</summary>
    public double? EnergySourceLifetimeMinimum { get; init; } = 10;

    /// <summary>Dirty shutdowns since the baseline.</summary>
    public double? DirtyShutdownGrowth { get; init; } = 0;

    /// <summary>Percent of performance lost by thermal throttling.</summary>
    public double? ThrottleLossMaximum { get; init; } = 0;
}
