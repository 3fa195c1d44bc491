using NvdimmPS.Abi;
using NvdimmPS.Changes;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;

namespace NvdimmPS.Namespaces;

/// <summary>Plans how namespaces are enabled, disabled and removed: exactly the one that is named, whatever seeds there are.</summary>
/// <param name="machine">The machine.</param>
internal sealed class NamespaceSwitch(NvdimmMachine machine)
{
    private readonly NamespacePlanner _planner = new(machine);
    private readonly NamespaceSiteReader _reader = new(machine);
    private readonly NamespaceReadBack _now = new(machine);

    /// <summary>Why a name is refused that no namespace has; null where it names no seed.</summary>
    public NvdimmException? SeedError(string name) => _reader.IsSeed(name) ? NamespaceErrors.Seed(name) : null;

    /// <summary>
    /// Enables a namespace. The kernel finds its BTT, PFN or DAX by its info block, makes the device anew and answers ENXIO, since that
    /// has the namespace then.
    /// </summary>
    public ChangePlan Enable(NvdimmNamespace space, Action<NvdimmNamespace> done)
    {
        var site = _planner.SiteOf(space);
        NamespacePlanner.Refuse(space.Name, "enabling it", [.. NamespaceRules.Sysfs(site)]);
        var steps = new NamespaceSteps(site.Bus, space.Name);
        // What was unbound by hand keeps its claim, and the namespace itself cannot be bound.
        steps.Bind(space.Holder ?? space.Name, space.Holder is { } holder ? NamespaceSteps.DriverOf(holder) : "nd_pmem",
            mayBeTakenOver: space.Holder is null);
        return Plan(space, "Enable the namespace", steps, "false", "true", () => done(_now.Switched(space, isEnabled: true)));
    }

    /// <summary>Disables a namespace; what uses it forbids that.</summary>
    /// <exception cref="NvdimmException">Something forbids it.</exception>
    public ChangePlan Disable(NvdimmNamespace space, bool allowInUse, Action<NvdimmNamespace> done)
    {
        var site = _planner.SiteOf(space);
        NamespacePlanner.Refuse(space.Name, "disabling it",
            NamespacePlanner.Allowed(NamespaceRules.Release(site, space, space.Consumers, writesLabels: false), allowInUse));
        var steps = new NamespaceSteps(site.Bus, space.Name);
        steps.Release(space, allowInUse);
        return Plan(space, "Disable the namespace", steps, "true", "false", () => done(_now.Switched(space, isEnabled: false)));
    }

    /// <summary>
    /// Removes a namespace: its info blocks are overwritten, then its labels go, and with them UUID and size; where the kernel keeps
    /// the empty device, its name and class are cleared.
    /// </summary>
    /// <exception cref="NvdimmException">Something forbids it.</exception>
    public ChangePlan Remove(NvdimmNamespace space, bool allowInUse)
    {
        var site = _planner.SiteOf(space);
        NamespacePlanner.Refuse(space.Name, "its removal",
            NamespacePlanner.Allowed(NamespaceRules.Release(site, space, space.Consumers, writesLabels: true), allowInUse));
        var steps = new NamespaceSteps(site.Bus, space.Name);
        steps.Release(space, allowInUse);
        if (space.RawSize > 0)
        {
            steps.WipeInfoBlocks();
        }

        if (space.Type == "io")
        {
            steps.Set(space.Name, "holder_class", string.Empty, null, Errno.ENXIO);
        }
        else
        {
            // Its first one, and its seed, a region keeps as an empty place, with what it was called. So these go first: nothing can
            // be taken back once the size is 0.
            if (space.Id.EndsWith(".0", StringComparison.Ordinal) || _reader.Attribute(space.Region, "namespace_seed") == space.Name)
            {
                foreach (var name in new[] { "alt_name", "holder_class" })
                {
                    if (_reader.Attribute(space.Name, name) is { Length: > 0 } now)
                    {
                        steps.Set(space.Name, name, string.Empty, now);
                    }
                }
            }

            steps.Add(steps.Write(space.Name, "size", "0") with { LosesData = true, Accepted = space.RawSize > 0 ? [] : [Errno.ENXIO] });
        }

        var size = space.RawSize is { } bytes ? ByteSize.Show(bytes) : "unknown size";
        return new ChangePlan
        {
            Target = space.Name,
            Action = $"Remove the namespace{(string.IsNullOrEmpty(space.AlternateName) ? string.Empty : $" '{space.AlternateName}'")} "
                + $"({space.Mode}, {size}): what is on it is lost",
            Steps = steps.All,
            Values = [new ValueChange(nameof(space.RawSize), $"{space.RawSize}", space.Type == "io" ? $"{space.RawSize}" : "0")],
            Prepare = () => _now.EnsureSame(space, writesLabels: true),
            Verify = () => _now.EnsureGone(space),
        };
    }

    private ChangePlan Plan(NvdimmNamespace space, string action, NamespaceSteps steps, string before, string after, Action verify) => new()
    {
        Target = space.Name,
        Action = action,
        Steps = steps.All,
        Values = [new ValueChange(nameof(space.Enabled), before, after)],
        Prepare = () => _now.EnsureSame(space, writesLabels: false),
        Verify = verify,
    };
}
