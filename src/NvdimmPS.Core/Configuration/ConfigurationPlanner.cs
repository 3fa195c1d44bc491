using System.Globalization;
using NvdimmPS.Inventory;
using NvdimmPS.Namespaces;

namespace NvdimmPS.Configuration;

/// <summary>
/// From a document to the steps that make the regions' namespaces so: alignments first, then the namespaces that are there, then new
/// ones. What the document lacks is left alone, and so is what it does not speak of.
/// </summary>
/// <param name="machine">The machine.</param>
internal sealed class ConfigurationPlanner(NvdimmMachine machine)
{
    // What the document calls it, and what decides of it only in some modes.
    private const string Mode = "mode", RawSize = "rawSize", Size = "size", SectorSize = "sectorSize", Alignment = "alignment", Map = "map",
        Name = "name";

    /// <summary>A number in JSON is exact as far as this (2^53).</summary>
    private const double MostExact = 1L << 53;

    private readonly List<ConfigurationChange> _changes = [];

    /// <summary>Regions of the document that this machine does not have, as paths.</summary>
    public List<string> Missing { get; } = [];

    /// <summary>Namespaces that there are and the document lacks.</summary>
    public List<string> Extra { get; } = [];

    /// <summary>Namespaces that are disabled, so that it is not known whether they are as wanted.</summary>
    public List<string> Disabled { get; } = [];

    /// <summary>The steps, in order; none where all is so already.</summary>
    /// <exception cref="NvdimmException">The document is of another machine, or a value is none of a namespace's.</exception>
    public IReadOnlyList<ConfigurationChange> Plan(NvdimmConfiguration desired, NvdimmConfiguration actual)
    {
        ConfigurationComparer.EnsureOneMachine(desired, actual);
        var part = ConfigurationPart.Regions;
        var pairs = ConfigurationMatch.Pairs(part, Items(desired.Root, part), Items(actual.Root, part))
            .Where(p => p.Desired is not null).ToList();
        Missing.AddRange(pairs.Where(p => p.Actual is null).Select(p => $"{part.Name}/{p.Desired!.Name}"));
        var regions = pairs.Where(p => p.Actual is not null).Select(p => (Desired: p.Desired!, Actual: p.Actual!)).ToList();
        foreach (var (wanted, there) in regions)
        {
            Align(wanted, there);
        }

        var spaces = regions.Where(r => r.Desired.Parts.ContainsKey(ConfigurationPart.Namespaces.Name))
            .SelectMany(r => Spaces(r.Desired, r.Actual)).ToList();
        Extra.AddRange(spaces.Where(s => s.Desired is null).Select(s => s.Actual!.Name));
        foreach (var (region, place, wanted, there) in spaces.Where(s => s.Desired is not null && s.Actual is not null))
        {
            if (machine.Topology.FindNamespace(there!.Name) is { Enabled: false })
            {
                Disabled.Add(there.Name);
            }
            else
            {
                Change(region, place, wanted!, there);
            }
        }

        foreach (var (region, place, wanted, _) in spaces.Where(s => s.Actual is null))
        {
            Make(region, place, wanted!);
        }

        return _changes;
    }

    private static List<ConfigurationItem> Items(ConfigurationItem item, ConfigurationPart part) =>
        item.Parts.GetValueOrDefault(part.Name, []);

    private static IEnumerable<(string Region, string Place, ConfigurationItem? Desired, ConfigurationItem? Actual)> Spaces(
        ConfigurationItem wanted, ConfigurationItem there)
    {
        var part = ConfigurationPart.Namespaces;
        var place = $"{ConfigurationPart.Regions.Name}/{wanted.Name}/{part.Name}";
        return ConfigurationMatch.Pairs(part, Items(wanted, part), Items(there, part)).SelectMany(Apart)
            .Select(pair => (there.Name, $"{place}/{(pair.Desired ?? pair.Actual)!.Name}", pair.Desired, pair.Actual));
    }

    /// <summary>What has a name is not to become what has another one, or none.</summary>
    private static IEnumerable<(ConfigurationItem? Desired, ConfigurationItem? Actual)> Apart(
        (ConfigurationItem? Desired, ConfigurationItem? Actual) pair) =>
        pair is { Desired: { } wanted, Actual: { } there } && there.Get<string>(Name) is { Length: > 0 } has
            && wanted.Get<string>(Name) != has
            ? [(pair.Desired, null), (null, pair.Actual)]
            : [pair];

    private void Align(ConfigurationItem wanted, ConfigurationItem there)
    {
        var place = $"{ConfigurationPart.Regions.Name}/{wanted.Name}";
        if (Whole(wanted, Alignment, place) is { } alignment && Number(there, Alignment) is { } now && now != alignment)
        {
            Add("Align", there.Name, $"{place}/{Alignment}", [Row(Alignment, now, alignment)], null, alignment);
        }
    }

    private void Change(string region, string place, ConfigurationItem wanted, ConfigurationItem there)
    {
        var request = Request(region, place, wanted);
        var rows = new List<string>();
        var hasPages = request.Mode is NvdimmNamespaceMode.FsDax or NvdimmNamespaceMode.DevDax;
        void Compare(string property, object? value, object? now)
        {
            // As values and not as what a person wrote: the same again must change nothing.
            if (value is not null && !string.Equals($"{value}", $"{now}", StringComparison.OrdinalIgnoreCase))
            {
                rows.Add(Row(property, now, value));
            }
        }

        Compare(Mode, Written(request.Mode), there.Get<string>(Mode));
        Compare(RawSize, request.Size, Number(there, RawSize));
        Compare(SectorSize, request.Mode == NvdimmNamespaceMode.Sector ? request.SectorSize : null, Number(there, SectorSize));
        Compare(Alignment, hasPages ? request.Alignment : null, Number(there, Alignment));
        Compare(Map, hasPages ? Written(request.Map) : null, there.Get<string>(Map));
        var isSame = rows.Count == 0;
        var name = there.Get<string>(Name) ?? string.Empty;
        if (request.Name is { } called && called != name)
        {
            rows.Add(Row(Name, name, called));
        }

        if (rows.Count > 0)
        {
            Add(isSame ? "Rename" : "Set", there.Name, place, rows, isSame ? new NamespaceRequest { Name = request.Name } : request);
        }
    }

    /// <summary>A word as documents have it.</summary>
    private static string? Written(Enum? word) => word?.ToString().ToLowerInvariant();

    private void Make(string region, string place, ConfigurationItem wanted)
    {
        var request = Request(region, place, wanted);
        string[] properties = [Mode, RawSize, Size, SectorSize, Alignment, Map, Name];
        Add("New", region, place, [.. properties.Where(wanted.Values.ContainsKey).Select(p => Row(p, null, wanted.Values[p]))], request);
    }

    private NamespaceRequest Request(string region, string place, ConfigurationItem wanted)
    {
        var mode = Word<NvdimmNamespaceMode>(wanted, Mode, place);
        var hasPages = mode is NvdimmNamespaceMode.FsDax or NvdimmNamespaceMode.DevDax;
        var request = new NamespaceRequest
        {
            Mode = mode,
            Alignment = hasPages ? Whole(wanted, Alignment, place) : null,
            Map = hasPages ? Word<NvdimmNamespaceMap>(wanted, Map, place) : null,
            SectorSize = mode == NvdimmNamespaceMode.DevDax ? null : Whole(wanted, SectorSize, place),
            Name = wanted.Get<string>(Name),
        };
        var size = Whole(wanted, RawSize, place) ?? (Whole(wanted, Size, place) is { } usable ? SizeFor(region, request, usable) : null);
        return request with { Size = size };
    }

    /// <summary>The least size of which as much is left for data: a document that a person wrote may say that alone.</summary>
    private ulong? SizeFor(string region, NamespaceRequest request, ulong usable)
    {
        if (machine.Topology.FindRegion(region) is not { } found)
        {
            return null;
        }

        // What is left never shrinks from one multiple of the unit to the next.
        var proposal = new NamespacePlanner(machine).Propose(found, request);
        var (unit, few, enough) = (proposal.Unit, Math.Max(usable, proposal.Least) / proposal.Unit, 1UL);
        for (enough = few + 1; proposal.Usable(enough * unit) < usable; enough += enough - few)
        {
            if (enough > (1UL << 60) / unit)
            {
                return enough * unit; // so large that the rules refuse it
            }
        }

        while (few < enough)
        {
            var middle = few + ((enough - few) / 2);
            var isTooSmall = middle * unit < proposal.Least || proposal.Usable(middle * unit) < usable;
            (few, enough) = isTooSmall ? (middle + 1, enough) : (few, middle);
        }

        return enough * unit;
    }

    private void Add(string action, string target, string place, IEnumerable<string> rows, NamespaceRequest? request,
        ulong? alignment = null) =>
        _changes.Add(new ConfigurationChange
        {
            Step = _changes.Count + 1, Action = action, Target = target, Path = place, Changes = [.. rows],
            Request = request, Alignment = alignment,
        });

    private static string Row(string property, object? before, object? after) =>
        string.Create(CultureInfo.InvariantCulture, $"{property} {before ?? "none"} → {after}");

    /// <summary>Bytes that are wanted; what no number of bytes can be is refused.</summary>
    private static ulong? Whole(ConfigurationItem item, string property, string place) =>
        item.Values.GetValueOrDefault(property) switch
        {
            null => null,
            double number and >= 1 and <= MostExact when Math.Floor(number) == number => (ulong)number,
            var other => throw ConfigurationErrors.Bytes($"{place}/{property}", string.Create(CultureInfo.InvariantCulture, $"{other}")),
        };

    private static ulong? Number(ConfigurationItem item, string property) =>
        item.Values.GetValueOrDefault(property) is double number and >= 0 and < ulong.MaxValue ? (ulong)number : null;

    private static T? Word<T>(ConfigurationItem item, string property, string place)
        where T : struct, Enum => item.Get<string>(property) is not { } word ? null
            : word.All(char.IsAsciiLetter) && Enum.TryParse<T>(word, ignoreCase: true, out var value) ? value
            : throw ConfigurationErrors.Word($"{place}/{property}", word, Enum.GetNames<T>());
}
