namespace NvdimmPS.Health.Baselines;

/// <summary>The health of the DIMMs of a machine at an earlier time.</summary>
public sealed class HealthBaseline
{
    /// <summary>The version of <see cref="NvdimmHealth"/> and of the console's document that this reads.</summary>
    public const int Version = 1;

    private readonly Dictionary<(string? Host, string Key, string Name), NvdimmHealth> _dimms = [];

    private HealthBaseline(string name) => Name = name;

    /// <summary>The file, for messages.</summary>
    public string Name { get; }

    /// <summary>A baseline of what a file or a list held; null among them is something that is no health.</summary>
    /// <exception cref="NvdimmException">It is none.</exception>
    public static HealthBaseline From(string name, IReadOnlyCollection<NvdimmHealth?> dimms)
    {
        if (dimms.Count == 0)
        {
            throw BaselineErrors.Invalid(name, "there is no DIMM in it");
        }

        var baseline = new HealthBaseline(name);
        foreach (var dimm in dimms)
        {
            if (dimm is null)
            {
                throw BaselineErrors.Invalid(name,
                    "it holds something else than health: Dimm and HealthStatus are expected in each object");
            }

            CheckVersion(name, dimm.FormatVersion);
            baseline._dimms[Place(dimm)] = dimm; // the last one, where a DIMM was read several times
        }

        return baseline;
    }

    /// <exception cref="NvdimmException">It is newer than this.</exception>
    public static void CheckVersion(string name, double version)
    {
        if (version > Version)
        {
            throw BaselineErrors.Newer(name, version, Version);
        }
    }

    /// <summary>Refuses the baseline of another machine.</summary>
    /// <exception cref="NvdimmException">There are DIMMs on both sides and none is on both.</exception>
    public void CheckMachine(IReadOnlyCollection<NvdimmHealth> dimms)
    {
        if (dimms.Count > 0 && !dimms.Any(d => Find(d) is not null))
        {
            throw BaselineErrors.OfOther(Name, _dimms.Keys.Select(k => k.Key).Distinct(), dimms.Select(Key));
        }
    }

    /// <summary>True where the firmware's version was asked for then.</summary>
    public bool HasFirmware => _dimms.Values.Any(d => d.FirmwareVersion is not null);

    /// <summary>The health of a DIMM; null where it is new, or where several had its id and none its name too.</summary>
    public NvdimmHealth? Find(NvdimmHealth dimm)
    {
        if (_dimms.TryGetValue(Place(dimm), out var same))
        {
            return same;
        }

        // An id is one DIMM's wherever it is by now; a name is so within a host.
        var alike = _dimms.Values.Where(d => Key(d) == Key(dimm) && (dimm.UniqueId is not null || !AreApart(d, dimm))).ToList();
        return alike.Where(d => d.Dimm == dimm.Dimm && !AreApart(d, dimm)).Take(2).ToList() is [var named] ? named : alike is [var only]
            ? only : null;
    }

    /// <summary>The DIMMs that are gone. A host without any DIMM was not asked, so its DIMMs are not counted as gone.</summary>
    public IEnumerable<NvdimmHealth> Missing(IReadOnlyList<NvdimmHealth> dimms)
    {
        var there = dimms.Select(Find).OfType<NvdimmHealth>().ToHashSet();
        var hosts = dimms.Concat(there).Select(d => d.Host).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        return _dimms.Values.Where(d => !there.Contains(d) && (d.Host is null || hosts.Count == 0 || hosts.Contains(d.Host)));
    }

    private static (string? Host, string Key, string Name) Place(NvdimmHealth dimm) =>
        (dimm.Host?.ToLowerInvariant(), Key(dimm), dimm.Dimm);

    private static bool AreApart(NvdimmHealth one, NvdimmHealth other) =>
        one.Host is not null && other.Host is not null && !one.Host.Equals(other.Host, StringComparison.OrdinalIgnoreCase);

    /// <summary>Names may change from boot to boot; a DIMM that has no id has nothing but its name.</summary>
    private static string Key(NvdimmHealth dimm) => dimm.UniqueId ?? dimm.Dimm;
}
