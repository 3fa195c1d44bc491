namespace NvdimmPS.Health;

/// <summary>What a property of health holds, with its unit.</summary>
internal enum HealthKind
{
    /// <summary>A word or a text.</summary>
    Text,

    /// <summary>A list of words.</summary>
    Words,

    /// <summary>A temperature in °C, with fractions.</summary>
    Celsius,

    /// <summary>A percentage, whole.</summary>
    Percent,

    /// <summary>A count.</summary>
    Count,

    /// <summary>A duration in whole seconds.</summary>
    Seconds,

    /// <summary>Yes or no.</summary>
    Flag,

    /// <summary>What this program adds, of a type that no other property has.</summary>
    Other,
}
