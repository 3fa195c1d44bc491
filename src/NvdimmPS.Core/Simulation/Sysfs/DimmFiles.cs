using NvdimmPS.Abi;
using NvdimmPS.Kernel;
using NvdimmPS.Simulation.Firmware;
using NvdimmPS.Simulation.Machines;
using NvdimmPS.Simulation.Namespaces;
using NvdimmPS.Simulation.Providers;

namespace NvdimmPS.Simulation.Sysfs;

/// <summary>The attributes of <c>nmemN</c>.</summary>
internal static class DimmFiles
{
    // Security and activation are the kernel's own business in this family alone.
    private const ulong Intel = 0;
    private const string Type = "nvdimm";
    private const int Modalias = 1;
    private const uint GetSecurityState = 1u << 19;
    private const uint ActivationFunctions = 3u << 29;

    // In the order of the bits, which is the order of flags_show.
    private static readonly (DimmFlags Flag, string Text)[] FlagNames =
    [
        (DimmFlags.SaveFail, "save_fail "), (DimmFlags.RestoreFail, "restore_fail "), (DimmFlags.FlushFail, "flush_fail "),
        (DimmFlags.NotArmed, "not_armed "), (DimmFlags.SmartEvent, "smart_event "), (DimmFlags.MapFail, "map_fail "),
        (DimmFlags.SmartNotify, "smart_notify "),
    ];

    public static void Add(SysfsTree tree, SimulatedDimm dimm)
    {
        var path = NdDevices.Path(dimm);
        NdDevices.Add(tree, path, Type, Modalias, driver: dimm.IsBound ? NdDrivers.Dimm : null, UeventNode(dimm));
        tree.Add($"{path}/dev", $"{NdDevices.DimmMajor}:{dimm.Node.Id}\n");
        tree.Add($"{path}/commands", BusFiles.Commands(NdNodeKind.Dimm, dimm.Bus.NdProvider.DimmCommands(dimm)));
        tree.Link($"dev/char/{NdDevices.DimmMajor}:{dimm.Node.Id}", path);
        if (dimm.Bus.Definition.HasNfit)
        {
            AddIdentity(tree, dimm, $"{path}/nfit");
        }

        if (dimm.Definition.Cxl is { } cxl)
        {
            tree.Add($"{path}/cxl/id", $"{(long)cxl.Serial}\n");
            tree.Add($"{path}/cxl/provider", $"{cxl.Provider}\n");
        }

        Update(tree, dimm);
    }

    /// <summary>After the driver was bound or unbound.</summary>
    public static void UpdateDriver(SysfsTree tree, SimulatedDimm dimm)
    {
        var path = NdDevices.Path(dimm);
        if (!dimm.IsBound)
        {
            NdDevices.UnbindDriver(tree, path, NdDrivers.Dimm);
        }

        NdDevices.Bind(tree, path, Type, Modalias, dimm.IsBound ? NdDrivers.Dimm : null, UeventNode(dimm));
    }

    /// <summary>Rewrites what changes while the machine runs.</summary>
    public static void Update(SysfsTree tree, SimulatedDimm dimm)
    {
        var path = NdDevices.Path(dimm);
        var functions = dimm.Family == Intel ? dimm.Bus.NdProvider.DimmFunctions(dimm) : 0;
        var security = dimm.State.Security;
        var label = dimm.Labeling ? "label " : "";
        var locked = security.Has(DimmSecurity.LockedBit) ? "lock " : "";
        tree.Replace($"{path}/state", dimm.IsActive ? "active\n" : "idle\n");
        tree.Replace($"{path}/flags", $"{label}{locked}\n");
        if (dimm.KnownLabels is { } labels)
        {
            // One slot is kept for the update of a label.
            tree.Replace($"{path}/available_slots", $"{Math.Max(labels.FreeSlots - 1, 0)}\n");
        }
        else
        {
            tree.Remove($"{path}/available_slots");
        }

        if (dimm.Firmware is PaprFirmware papr)
        {
            PaprDimmFiles.Update(tree, dimm, papr);
            return;
        }

        if (!dimm.Bus.Definition.HasNfit)
        {
            return;
        }

        tree.Replace($"{path}/nfit/flags", $"{Flags(dimm.State.Flags)}\n");
        if (dimm.Definition.ReportsShutdowns)
        {
            tree.Replace($"{path}/nfit/dirty_shutdown", $"{dimm.ShownShutdownCount}\n");
        }

        if ((functions & GetSecurityState) != 0)
        {
            // The drivers of the test bus bring their own attribute, which does not know this word (6.1).
            tree.Replace($"{path}/security", dimm is { Overwrites: true, Bus.NdProvider: NfitTestProvider }
                ? SysfsFile.Refusal(Errno.ENOTTY)
                : SysfsTree.Bytes($"{dimm.SecurityState.ToString().ToLowerInvariant()}\n"));
            tree.Replace($"{path}/frozen", security.IsFrozen ? "1\n" : "0\n");
        }

        if (HasActivation(dimm))
        {
            BusFiles.Show(tree, $"{path}/firmware/activate", dimm.Bus.KnownActivation.TextOf(dimm));
            BusFiles.Show(tree, $"{path}/firmware/result", dimm.Bus.KnownActivation.ResultOf(dimm));
        }
    }

    /// <summary>The group <c>firmware</c> is there where both functions are.</summary>
    public static bool HasActivation(SimulatedDimm dimm) => dimm.Family == Intel && BusFiles.HasActivation(dimm.Bus)
        && (dimm.Bus.NdProvider.DimmFunctions(dimm) & ActivationFunctions) == ActivationFunctions;

    /// <summary>After another white-list came into force.</summary>
    public static void UpdateMasks(SysfsTree tree, SimulatedDimm dimm)
    {
        var path = NdDevices.Path(dimm);
        tree.Replace($"{path}/commands", BusFiles.Commands(NdNodeKind.Dimm, dimm.Bus.NdProvider.DimmCommands(dimm)));
        tree.Replace($"{path}/nfit/dsm_mask", $"0x{dimm.Bus.NdProvider.DimmFunctions(dimm):x}\n");
    }

    private static string UeventNode(SimulatedDimm dimm) => $"MAJOR={NdDevices.DimmMajor}\nMINOR={dimm.Node.Id}\nDEVNAME={dimm.Name}\n";

    private static void AddIdentity(SysfsTree tree, SimulatedDimm dimm, string path)
    {
        var identity = dimm.Definition;
        tree.Add($"{path}/handle", $"0x{identity.Handle:x}\n");
        tree.Add($"{path}/phys_id", $"0x{identity.PhysId:x}\n");
        tree.Add($"{path}/vendor", $"0x{identity.Vendor:x4}\n");
        tree.Add($"{path}/device", $"0x{identity.Device:x4}\n");
        tree.Add($"{path}/rev_id", $"0x{identity.Revision:x4}\n");
        tree.Add($"{path}/subsystem_vendor", $"0x{identity.SubsystemVendor:x4}\n");
        tree.Add($"{path}/subsystem_device", $"0x{identity.SubsystemDevice:x4}\n");
        tree.Add($"{path}/subsystem_rev_id", $"0x{identity.SubsystemRevision:x4}\n");
        tree.Add($"{path}/serial", $"0x{identity.Serial:x8}\n");
        tree.Add($"{path}/format", $"0x{identity.Format:x4}\n");
        tree.Add($"{path}/formats", $"{identity.Formats}\n");
        tree.Add($"{path}/id", $"{Id(identity)}\n");
        tree.Add($"{path}/family", $"{dimm.Family}\n");
        tree.Add($"{path}/dsm_mask", $"0x{dimm.Bus.NdProvider.DimmFunctions(dimm):x}\n");
    }

    /// <summary><c>nfit/id</c>, by which its keys are named too.</summary>
    internal static string Id(DimmDefinition identity) => identity.Made is var (location, date)
        ? $"{identity.Vendor:x4}-{location:x2}-{date:x4}-{identity.Serial:x8}"
        : $"{identity.Vendor:x4}-{identity.Serial:x8}";

    private static string Flags(DimmFlags flags) =>
        string.Concat(FlagNames.Where(f => flags.HasFlag(f.Flag)).Select(f => f.Text));
}
