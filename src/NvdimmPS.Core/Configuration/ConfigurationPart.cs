using System.Text.Json;
using NvdimmPS.PlatformConfiguration;
using static NvdimmPS.Configuration.ConfigurationValueKind;
using static NvdimmPS.Findings.FindingSeverity;

namespace NvdimmPS.Configuration;

/// <summary>A kind of thing in a configuration, as a table: reading, writing and comparing go by the same lines.</summary>
/// <param name="Name">The member that holds things of this kind, by name.</param>
/// <param name="Absent">How bad it is where one is missing.</param>
/// <param name="Properties">What there is to say of one.</param>
/// <param name="Children">The parts within one; a part of one is not by name but is itself the thing.</param>
/// <param name="IsOne">True where there is one thing of this kind and no names.</param>
internal sealed record ConfigurationPart(
    string Name, Findings.FindingSeverity Absent, IReadOnlyList<ConfigurationProperty> Properties,
        IReadOnlyList<ConfigurationPart> Children, bool IsOne = false)
{
    /// <summary>Where DIMMs begin to warn.</summary>
    public static ConfigurationPart Thresholds { get; } = new("thresholds", Warning,
    [
        new("mediaTemperature", Number, Warning), new("controllerTemperature", Number, Warning), new("sparesRemaining", Number, Warning),
        new("lifeWarning", Number, Warning), new("lifeError", Number, Warning),
        new("energySourceLifetimeWarning", Number, Warning), new("energySourceLifetimeError", Number, Warning),
        new("energySourceTemperatureWarning", Number, Warning), new("energySourceTemperatureError", Number, Warning),
        new("alarmsEnabled", Texts, Warning),
    ], [], IsOne: true);

    /// <summary>What the capacity of a DIMM is used for.</summary>
    public static ConfigurationPart Capacity { get; } = new("capacity", Warning,
    [
        new("total", Number, Warning), .. CapacityPart.All.Select(p => new ConfigurationProperty(Key(p), Number, Warning)),
    ], [], IsOne: true);

    /// <summary>DIMMs, by their NFIT handles.</summary>
    public static ConfigurationPart Dimms { get; } = new("dimms", Critical,
    [
        new("name", Text, null), new("family", Text, Warning), new("vendor", Text, Warning), new("device", Text, Warning),
            new("revision", Text, Warning),
        new("serial", Text, Warning), new("uniqueId", Text, null),
        new("firmware", Text, Warning), new("security", Text, Warning), new("securityFrozen", Flag, Warning),
    ], [Thresholds, Capacity]);

    /// <summary>Namespaces of a region.</summary>
    public static ConfigurationPart Namespaces { get; } = new("namespaces", Critical,
    [
        new("mode", Text, Critical), new("size", Number, Critical), new("rawSize", Number, null), new("sectorSize", Number, Critical),
        new("alignment", Number, Warning),
        new("name", Text, Warning), new("map", Text, Warning),
    ], []);

    /// <summary>Regions; their names are labels, what counts is their DIMMs.</summary>
    public static ConfigurationPart Regions { get; } = new("regions", Critical,
    [
        new("type", Text, Critical), new("size", Number, Critical), new("dimms", Texts, Critical), new("interleaveWays", Number, Critical),
        new("alignment", Number, Warning), new("persistenceDomain", Text, Warning),
    ], [Namespaces]);

    /// <summary>What a document holds.</summary>
    public static IReadOnlyList<ConfigurationPart> All { get; } = [Dimms, Regions];

    /// <summary>How a document calls a part of the capacity.</summary>
    public static string Key(CapacityPart part) => JsonNamingPolicy.CamelCase.ConvertName(part.Name);
}
