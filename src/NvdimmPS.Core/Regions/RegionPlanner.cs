using System.Globalization;
using System.Numerics;
using NvdimmPS.Abi;
using NvdimmPS.Changes;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;

namespace NvdimmPS.Regions;

/// <summary>Plans what is done to a region. A region is enabled where the kernel's driver is bound to it.</summary>
public static class RegionPlanner
{
    private const string Driver = "bus/nd/drivers/nd_region";

    /// <summary>
    /// Binds the region's driver, so that its namespaces appear. The kernel refuses that (ENXIO) while a DIMM that has labels, or is
    /// locked, is disabled.
    /// </summary>
    /// <exception cref="NvdimmException">Such a DIMM is disabled.</exception>
    public static ChangePlan Enable(NvdimmRegion region, Topology topology)
    {
        ArgumentNullException.ThrowIfNull(region);
        ArgumentNullException.ThrowIfNull(topology);
        string[] disabled =
        [
            .. region.Dimms.Where(name => topology.FindDevice(name, TopologyDetail.Summary) is { Driver: null } dimm
                && dimm.LabelFlags?.Any(f => f is "label" or "lock") == true),
        ];
        return disabled.Length > 0 ? throw RegionErrors.DimmDisabled(region.Name, disabled) : Plan(region, isEnabled: true);
    }

    /// <summary>
    /// Unbinds it: its namespaces and their devices go, and so do the disks of file systems that are still mounted, which the
    /// kernel does not prevent.
    /// </summary>
    public static ChangePlan Disable(NvdimmRegion region) => Plan(region, isEnabled: false);

    /// <summary>Holds a region that was read back against what was planned.</summary>
    /// <exception cref="NvdimmException">It is not so.</exception>
    public static void Verify(NvdimmRegion region, bool isEnabled)
    {
        ArgumentNullException.ThrowIfNull(region);
        if (region.Enabled != isEnabled)
        {
            throw RegionErrors.NotDone(region, isEnabled);
        }
    }

    /// <summary>Sets what is given, and takes it back where the second of the two fails.</summary>
    /// <param name="region">The region.</param>
    /// <param name="readOnly">Whether its namespaces may only be read; null leaves it.</param>
    /// <param name="alignment">The unit of namespace sizes, in bytes; null leaves it.</param>
    /// <param name="readBack">Finds the region anew.</param>
    /// <exception cref="NvdimmException">The kernel takes no such alignment, or the region does not have it.</exception>
    public static ChangePlan Set(NvdimmRegion region, bool? readOnly, ulong? alignment, Func<NvdimmRegion?> readBack)
    {
        ArgumentNullException.ThrowIfNull(region);
        ArgumentNullException.ThrowIfNull(readBack);
        var (steps, values) = (new List<ChangeStep>(), new List<ValueChange>());
        if (alignment is { } bytes)
        {
            if (region is not { Alignment: not null, Size: not null })
            {
                throw RegionErrors.Unknown(region, nameof(region.Alignment),
                    region.Unavailable.GetValueOrDefault(nameof(region.Alignment)));
            }

            CheckAlignment(region, bytes);
            if (region.Alignment != bytes)
            {
                steps.Add(Write(region, "align", Text(bytes), Text(region.Alignment.Value)));
                values.Add(new ValueChange(nameof(region.Alignment), Text(region.Alignment.Value), Text(bytes)));
            }
        }

        if (readOnly is { } only && region.ReadOnly != only)
        {
            // The kernel makes live disks read-only under a mounted file system.
            steps.Add(Write(region, "read_only", only ? "1" : "0", only ? "0" : "1") with { Region = only ? region.Name : null });
            values.Add(new ValueChange(nameof(region.ReadOnly), region.ReadOnly is { } was ? Word(was) : "unknown", Word(only)));
        }

        return new ChangePlan
        {
            Target = region.Name,
            Action = "Set " + string.Join(", ", values.Select(v => $"{v.Field} to {v.New}")),
            Steps = steps,
            Values = values,
            Verify = () =>
            {
                var now = readBack();
                var wrong = now is null ? null
                    : alignment is not null && now.Alignment != alignment ? nameof(now.Alignment)
                    : readOnly is not null && now.ReadOnly != readOnly ? nameof(now.ReadOnly)
                    : null;
                if (wrong is not null)
                {
                    throw RegionErrors.NotSet(region.Name, wrong);
                }
            },
        };
    }

    /// <summary>align_store: a power of two of at least a page for each DIMM, and the region is a multiple of it.</summary>
    private static void CheckAlignment(NvdimmRegion region, ulong bytes)
    {
        const ulong page = 4096;
        var ways = (ulong)Math.Max(1, region.Mappings.Length);
        var why = bytes == 0 || bytes % ways != 0 || !BitOperations.IsPow2(bytes / ways) ? $"it is no power of two for each of {ways} DIMMs"
            : bytes / ways < page ? "it is less than a page for each DIMM"
            : bytes > region.Size ? "the region is smaller"
            : region.Size % bytes != 0 ? "the region is no multiple of it"
            : null;
        if (why is not null)
        {
            ulong[] usual = [page, 1 << 20, 2 << 20, 16 << 20, 1 << 30];
            throw RegionErrors.Alignment(region, bytes, why,
                [.. usual.Select(u => u * ways).Where(u => u <= region.Size && region.Size % u == 0)]);
        }
    }

    private static AttributeStep Write(NvdimmRegion region, string attribute, string value, string before)
    {
        var step = new AttributeStep(Bus(region), region.Name, $"bus/nd/devices/{region.Name}/{attribute}", value + "\n");
        return step with { Undo = [step with { Value = before + "\n" }] };
    }

    private static string Text(ulong value) => value.ToString(CultureInfo.InvariantCulture);

    private static ChangePlan Plan(NvdimmRegion region, bool isEnabled)
    {
        ArgumentNullException.ThrowIfNull(region);
        var step = new AttributeStep(Bus(region), region.Name, $"{Driver}/{(isEnabled ? "bind" : "unbind")}", region.Name + "\n")
        {
            Region = isEnabled ? null : region.Name,
        };
        return new ChangePlan
        {
            Target = region.Name,
            Action = $"{(isEnabled ? "Enable" : "Disable")} the region",
            Steps = [step],
            Values = [new ValueChange(nameof(NvdimmRegion.Enabled), Word(region.Enabled), Word(isEnabled))],
        };
    }

    private static string Word(bool isEnabled) => isEnabled ? "true" : "false";

    private static NdNode Bus(NvdimmRegion region) =>
        NdNode.TryParse(region.Bus, out var bus) ? bus : throw new ArgumentException($"'{region.Bus}' is no bus.", nameof(region));
}
