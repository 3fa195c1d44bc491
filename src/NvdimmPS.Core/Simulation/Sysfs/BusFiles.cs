using NvdimmPS.Abi;

namespace NvdimmPS.Simulation.Sysfs;

/// <summary>The attributes of <c>ndbusN</c>, and its node in <c>class/nd</c>.</summary>
internal static class BusFiles
{
    private const uint ScrubCommands = 1 << 1 | 1 << 2 | 1 << 3;

    public static void Add(SysfsTree tree, SimulatedBus bus)
    {
        var path = NdDevices.Path(bus);
        NdDevices.Link(tree, path);
        NdDevices.BindDriver(tree, path, "nd_bus");
        tree.Add($"{path}/uevent", "DRIVER=nd_bus\nMODALIAS=nd:t0\n");
        tree.Add($"{path}/commands", Commands(NdNodeKind.Bus, bus.NdProvider.BusCommands));
        tree.Add($"{path}/provider", $"{bus.Provider}\n");
        tree.Add($"{path}/wait_probe", "1\n");
        if (bus.Definition.HasNfit)
        {
            tree.Add($"{path}/nfit/revision", $"{bus.Definition.Revision}\n");
            tree.Add($"{path}/nfit/dsm_mask", $"0x{bus.NdProvider.BusFunctions:x}\n");
            tree.Add($"{path}/nfit/hw_error_scrub", "0\n");
        }

        if (bus.Definition.Compatible is { } compatible)
        {
            var node = $"firmware/devicetree/base/{bus.Provider.Replace(':', '/')}";
            tree.Add($"{node}/compatible", compatible + "\0");
            tree.Link($"{path}/of_node", node);
        }

        if (HasActivation(bus))
        {
            tree.AddFolder($"{path}/firmware");
        }

        Update(tree, bus);
        AddNode(tree, bus, path);
    }

    /// <summary>Rewrites what changes while the machine runs.</summary>
    public static void Update(SysfsTree tree, SimulatedBus bus)
    {
        var path = NdDevices.Path(bus);
        if ((bus.NdProvider.BusCommands & ScrubCommands) == ScrubCommands)
        {
            tree.Replace($"{path}/nfit/scrub", $"{bus.ScrubText}\n");
        }

        if (HasActivation(bus))
        {
            tree.Replace($"{path}/nfit/firmware_activate_noidle", bus.KnownActivation.NoIdle ? "Y\n" : "N\n");
            Show(tree, $"{path}/firmware/activate", bus.KnownActivation.Text);
            Show(tree, $"{path}/firmware/capability", bus.KnownActivation.Capability);
        }
    }

    /// <summary>The group is there where the bus has the Intel family (<c>nd_desc->fw_ops</c>).</summary>
    public static bool HasActivation(SimulatedBus bus) => (bus.NdProvider.BusFamilies & 2) != 0;

    /// <summary>An attribute; none where reading it fails.</summary>
    public static void Show(SysfsTree tree, string path, string? text)
    {
        if (text is null)
        {
            tree.Remove(path);
        }
        else
        {
            tree.Replace(path, text + "\n");
        }
    }

    /// <summary>Each name is followed by a space, as <c>commands_show</c> prints them.</summary>
    public static string Commands(NdNodeKind kind, uint mask) =>
        string.Concat(NdCommands.All.Where(c => c.Node == kind && (mask & (1u << c.Number)) != 0).Select(c => c.Name + " ")) + "\n";

    private static void AddNode(SysfsTree tree, SimulatedBus bus, string path)
    {
        var node = $"{path}/nd/{bus.Node.Name}";
        tree.Add($"{node}/dev", $"{NdDevices.BusMajor}:{bus.Node.Id}\n");
        tree.Add($"{node}/uevent", $"MAJOR={NdDevices.BusMajor}\nMINOR={bus.Node.Id}\nDEVNAME={bus.Node.Name}\n");
        tree.Link($"{node}/device", path);
        tree.Link($"{node}/subsystem", "class/nd");
        tree.Link($"class/nd/{bus.Node.Name}", node);
        tree.Link($"dev/char/{NdDevices.BusMajor}:{bus.Node.Id}", node);
    }
}
