namespace NvdimmPS.Thresholds;

/// <summary>The alarms that can be armed and disarmed, by the names of their thresholds.</summary>
public enum ThresholdAlarm
{
    /// <summary>Spare blocks left are below their threshold.</summary>
    SparesRemaining,

    /// <summary>The media are hotter than their threshold.</summary>
    MediaTemperature,

    /// <summary>The controller is hotter than its threshold.</summary>
    ControllerTemperature,
}
