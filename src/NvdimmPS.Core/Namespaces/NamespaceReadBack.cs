using NvdimmPS.Inventory;

namespace NvdimmPS.Namespaces;

/// <summary>Holds what is there now against what was planned: under the lock before the first step, and after the last one.</summary>
/// <param name="machine">The machine.</param>
internal sealed class NamespaceReadBack(NvdimmMachine machine)
{
    private readonly NamespaceSiteReader _reader = new(machine);

    /// <summary>Before a namespace is made: whoever had the bus before may have taken the place or the room.</summary>
    /// <exception cref="NvdimmException">Somebody has.</exception>
    public void EnsureFree(NamespaceSite before, NamespacePlace place)
    {
        _reader.Settle(before.Region.Bus);
        var now = machine.Topology.FindRegion(before.Region.Name) is { } region ? _reader.Read(region) : null;
        var what = now is null ? "the region is gone"
            : now.Place != place ? $"{place.Name} is not the next free place any more"
            : now.HasLabels && now.Largest != before.Largest ? "its free room is another"
            : before.Seeds.Any(s => now.Seeds.GetValueOrDefault(s.Key)?.Name != s.Value.Name) ? "its free devices are others"
            : DimmWithoutDriver(now);
        if (what is not null)
        {
            throw NamespaceErrors.Taken(before.Region.Name, what);
        }
    }

    /// <summary>Before a namespace is changed.</summary>
    /// <exception cref="NvdimmException">Somebody has changed it.</exception>
    public void EnsureSame(NvdimmNamespace before, bool writesLabels)
    {
        var now = machine.Topology.FindNamespace(before.Name);
        var what = now is null ? "it is gone"
            : (now.RawUuid, now.RawSize, now.Holder, now.Enabled) != (before.RawUuid, before.RawSize, before.Holder, before.Enabled)
                ? "its UUID, size, holder or state is another"
            : machine.Topology.FindRegion(before.Region) is not { } region ? "its region is gone"
            : writesLabels ? DimmWithoutDriver(_reader.Read(region))
            : null;
        if (what is not null)
        {
            throw NamespaceErrors.Taken(before.Name, what);
        }
    }

    /// <summary>The namespace as it was made.</summary>
    /// <exception cref="NvdimmException">It is not as planned.</exception>
    public NvdimmNamespace Verified(string name, NamespaceProposal wanted, string? uuid)
    {
        var now = Find(name, wanted.Site.Region.Bus);
        Ensure(name, "state", "enabled", now.Enabled ? "enabled" : "disabled");
        Ensure(name, "mode", wanted.Mode.ToString().ToLowerInvariant(), now.Mode);
        if (wanted.Site.HasLabels)
        {
            Ensure(name, "size", $"{wanted.Size}", $"{now.RawSize}");
            Ensure(name, "UUID", uuid?.ToLowerInvariant(), now.RawUuid?.ToLowerInvariant());
            Ensure(name, "name", wanted.Request.Name ?? wanted.Existing?.AlternateName ?? string.Empty, now.AlternateName ?? string.Empty);
        }

        return now;
    }

    /// <summary>The namespace under its new name, in use as before.</summary>
    /// <exception cref="NvdimmException">It is not so.</exception>
    public NvdimmNamespace Renamed(NvdimmNamespace before, string name)
    {
        var now = Find(before.Name, before.Bus);
        Ensure(before.Name, "name", name, now.AlternateName ?? string.Empty);
        Ensure(before.Name, "mode", before.Mode, now.Mode);
        Ensure(before.Name, "state", before.Enabled ? "enabled" : "disabled", now.Enabled ? "enabled" : "disabled");
        return now;
    }

    /// <summary>The namespace once it was enabled or disabled.</summary>
    /// <exception cref="NvdimmException">It is not so.</exception>
    public NvdimmNamespace Switched(NvdimmNamespace before, bool isEnabled)
    {
        var now = Find(before.Name, before.Bus);
        Ensure(before.Name, "state", isEnabled ? "enabled" : "disabled", now.Enabled ? "enabled" : "disabled");
        return now;
    }

    /// <summary>That nothing is left of a namespace.</summary>
    /// <exception cref="NvdimmException">Something is.</exception>
    public void EnsureGone(NvdimmNamespace before)
    {
        _reader.Settle(before.Bus);
        if (before.Type == "io")
        {
            var now = machine.Topology.FindNamespace(before.Name);
            Ensure(before.Name, "holder", string.Empty, now?.Holder ?? string.Empty);
            return;
        }

        // The first one of a region stays as an empty place; the others go.
        var size = _reader.Attribute(before.Name, "size");
        if (size is not null)
        {
            Ensure(before.Name, "size", "0", size);
            Ensure(before.Name, "UUID", string.Empty, _reader.Attribute(before.Name, "uuid") ?? string.Empty);
            Ensure(before.Name, "name", string.Empty, _reader.Attribute(before.Name, "alt_name") ?? string.Empty);
        }
    }

    private NvdimmNamespace Find(string name, string bus)
    {
        _reader.Settle(bus);
        return machine.Topology.FindNamespace(name) ?? throw NamespaceErrors.NotAsPlanned(name, "it is not there");
    }

    private static string? DimmWithoutDriver(NamespaceSite site) =>
        site.HasLabels && site.Region.Dimms.FirstOrDefault(d => site.Dimms.FirstOrDefault(x => x.Name == d)?.Driver is null) is { } dimm
            ? $"{dimm} is disabled"
            : null;

    private static void Ensure(string name, string what, string? wanted, string? found)
    {
        if (wanted != found)
        {
            throw NamespaceErrors.NotAsPlanned(name, $"its {what} is '{Printable.Quote(found ?? "unknown")}' and not '{wanted}'");
        }
    }
}
