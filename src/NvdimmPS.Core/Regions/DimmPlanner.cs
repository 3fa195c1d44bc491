using NvdimmPS.Abi;
using NvdimmPS.Changes;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;

namespace NvdimmPS.Regions;

/// <summary>Plans what is done to a DIMM as a whole. A DIMM is enabled where the kernel's driver is bound to it.</summary>
public static class DimmPlanner
{
    private const string Driver = "bus/nd/drivers/nvdimm";

    /// <summary>Binds the DIMM's driver, which reads its labels and unlocks it where it has the key.</summary>
    public static ChangePlan Enable(NvdimmDevice device, Topology topology) => Plan(device, topology, isEnabled: true);

    /// <summary>
    /// Unbinds it. The kernel would also do that to a DIMM of an enabled region, and end in a panic at the next write of a label
    /// (6.1, nd_pmem_namespace_label_update), so that is refused, once more when the bus is locked.
    /// </summary>
    /// <exception cref="NvdimmException">An enabled region uses it.</exception>
    public static ChangePlan Disable(NvdimmDevice device, Topology topology)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(topology);
        EnsureIdle();
        return Plan(device, topology, isEnabled: false, EnsureIdle);

        void EnsureIdle()
        {
            string[] regions = [.. topology.GetRegionsOf(device.Name).Where(r => r.Enabled).Select(r => r.Name)];
            if (regions.Length > 0)
            {
                throw RegionErrors.DimmInUse(device.Name, regions);
            }
        }
    }

    private static ChangePlan Plan(NvdimmDevice device, Topology topology, bool isEnabled, Action? prepare = null)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(topology);
        return new ChangePlan
        {
            Target = device.Name,
            Action = $"{(isEnabled ? "Enable" : "Disable")} the DIMM",
            Steps =
            [
                new AttributeStep(topology.BusOf(new NdNode(NdNodeKind.Dimm, device.Id)), device.Name,
                    $"{Driver}/{(isEnabled ? "bind" : "unbind")}", device.Name + "\n"),
            ],
            Values = [new ValueChange("Enabled", Word(device.Driver is not null), Word(isEnabled))],
            Prepare = prepare,
            Verify = () =>
            {
                if (topology.FindDevice(device.Name) is { } now && now.Driver is not null != isEnabled)
                {
                    throw RegionErrors.DimmNotDone(device.Name, isEnabled);
                }
            },
        };
    }

    private static string Word(bool isEnabled) => isEnabled ? "true" : "false";
}
