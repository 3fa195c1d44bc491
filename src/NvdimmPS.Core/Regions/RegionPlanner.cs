using NvdimmPS.Abi;
using NvdimmPS.Changes;
using NvdimmPS.Dsm;

namespace NvdimmPS.Regions;

/// <summary>Plans what is done to a region. A region is enabled where the kernel's driver is bound to it.</summary>
public static class RegionPlanner
{
    private const string Driver = "bus/nd/drivers/nd_region";

    /// <summary>Binds the region's driver, so that its namespaces appear.</summary>
    public static ChangePlan Enable(NvdimmRegion region) => Plan(region, isEnabled: true);

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
