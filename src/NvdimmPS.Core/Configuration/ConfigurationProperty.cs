using NvdimmPS.Findings;

namespace NvdimmPS.Configuration;

/// <summary>A property of a configuration.</summary>
/// <param name="Name">As the document writes it.</param>
/// <param name="Kind">What form it has.</param>
/// <param name="Severity">How bad it is where it differs; null where it is not compared.</param>
internal sealed record ConfigurationProperty(string Name, ConfigurationValueKind Kind, FindingSeverity? Severity);
