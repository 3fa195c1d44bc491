namespace NvdimmPS.Thresholds;

/// <summary>One threshold of a family: which function says it under which name, and which one sets it.</summary>
/// <param name="Property">Its name in the shared vocabulary.</param>
/// <param name="Getter">The function that says it.</param>
/// <param name="Field">The field's name there, and in the function that sets it.</param>
/// <param name="Setter">The function that sets it; null where nothing does.</param>
internal sealed record ThresholdField(string Property, uint Getter, string Field, uint? Setter = null)
{
    /// <summary>The unit of its values.</summary>
    public string Unit => UnitOf(Property);

    /// <summary>The unit of a threshold's values.</summary>
    public static string UnitOf(string property) => property.Contains("Temperature", StringComparison.Ordinal) ? "°C" : "%";

    /// <summary>The shared name of an alarm: that of the threshold that it watches.</summary>
    public static string Alarm(string word) => word switch
    {
        "Temperature" => nameof(NvdimmThreshold.MediaTemperature),
        "LifetimeWarning" or "NvmLifetimeWarning" => nameof(NvdimmThreshold.LifeWarning),
        "LifetimeError" or "NvmLifetimeError" => nameof(NvdimmThreshold.LifeError),
        _ => word,
    };
}
