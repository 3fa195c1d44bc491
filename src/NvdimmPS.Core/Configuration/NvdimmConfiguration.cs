using NvdimmPS.Files;

namespace NvdimmPS.Configuration;

/// <summary>How a machine's DIMMs, regions and namespaces are, or ought to be.</summary>
internal sealed class NvdimmConfiguration
{
    /// <summary>What a document says that it is.</summary>
    public const string Format = "nvdimmps-configuration";

    /// <summary>The version of the format; it changes when a member goes or changes its meaning.</summary>
    public const int Version = 1;

    /// <summary>Where it comes from, for messages.</summary>
    public required string Name { get; init; }

    /// <summary>The machine that it was taken of; null where it does not say.</summary>
    public string? Machine { get; init; }

    /// <summary>When it was taken (UTC).</summary>
    public DateTime? Time { get; init; }

    /// <summary><c>Device</c>, <c>Simulated</c> or <c>Replayed</c>.</summary>
    public string? Source { get; init; }

    /// <summary>All there is; it has no values of its own.</summary>
    public ConfigurationItem Root { get; } = new(string.Empty);

    /// <summary>The paths of the document's unknown parts.</summary>
    public List<StrangeMember> Strange { get; } = [];

    /// <summary>Refuses what is not all understood, as what is carried out must be.</summary>
    /// <exception cref="NvdimmException">It has a member that there is none of.</exception>
    public void EnsureKnown()
    {
        if (Strange.Count > 0)
        {
            throw ConfigurationErrors.Strange(Name, Strange);
        }
    }

    /// <summary>A document's file or text.</summary>
    public static DataOrigin Origin(string name) =>
        new(name, "configuration", MentionKind.ExportConfiguration, ConfigurationErrors.Invalid);

    /// <summary>The DIMMs' serial numbers, where it says them.</summary>
    public IEnumerable<string> Serials =>
        Root.Parts.GetValueOrDefault(ConfigurationPart.Dimms.Name, []).Select(d => d.Get<string>("serial")).OfType<string>();

    /// <summary>Whether it says something of DIMMs that only their firmware knows.</summary>
    public bool Asks(string what) => Root.Parts.GetValueOrDefault(ConfigurationPart.Dimms.Name, [])
        .Exists(d => d.Values.ContainsKey(what) || d.Parts.ContainsKey(what)
            || d.Unknown.Keys.Any(u => u.StartsWith(what, StringComparison.OrdinalIgnoreCase)));
}
