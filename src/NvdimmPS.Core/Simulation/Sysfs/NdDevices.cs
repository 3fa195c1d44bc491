namespace NvdimmPS.Simulation.Sysfs;

/// <summary>What every device on the kernel's nd bus has: type, modalias, links.</summary>
internal static class NdDevices
{
    /// <summary>The major numbers of DIMM and bus nodes; the kernel allots them, these are what a machine showed.</summary>
    public const int DimmMajor = 244, BusMajor = 245;

    public static string Path(SimulatedBus bus) =>
        bus.Definition.Parent is "" ? $"devices/{bus.Name}" : $"devices/{bus.Definition.Parent}/{bus.Name}";

    public static string Path(SimulatedDimm dimm) => $"{Path(dimm.Bus)}/{dimm.Name}";

    public static string Path(SimulatedRegion region) => $"{Path(region.Bus)}/{region.Name}";

    public static void Add(SysfsTree tree, string path, string type, int modalias, string? driver, string node = "")
    {
        tree.Add($"{path}/devtype", $"{type}\n");
        tree.Add($"{path}/modalias", $"nd:t{modalias}\n");
        Link(tree, path);
        Bind(tree, path, type, modalias, driver, node);
    }

    public static void Link(SysfsTree tree, string path)
    {
        tree.Link($"{path}/subsystem", "bus/nd");
        tree.Link($"bus/nd/devices/{Name(path)}", path);
    }

    public static void Unlink(SysfsTree tree, string path) => tree.Remove($"bus/nd/devices/{Name(path)}");

    /// <summary>What a driver's binding shows. <paramref name="node"/> is what uevent says first of a device with a node.</summary>
    public static void Bind(SysfsTree tree, string path, string type, int modalias, string? driver, string node = "")
    {
        var bound = driver is null ? "" : $"DRIVER={driver}\n";
        tree.Replace($"{path}/uevent", $"{node}DEVTYPE={type}\n{bound}MODALIAS=nd:t{modalias}\n");
        if (driver is not null)
        {
            BindDriver(tree, path, driver);
        }
    }

    public static void BindDriver(SysfsTree tree, string path, string driver)
    {
        tree.Link($"{path}/driver", $"bus/nd/drivers/{driver}");
        tree.Link($"bus/nd/drivers/{driver}/{Name(path)}", path);
    }

    public static void UnbindDriver(SysfsTree tree, string path, string driver)
    {
        tree.Remove($"{path}/driver");
        tree.Remove($"bus/nd/drivers/{driver}/{Name(path)}");
    }

    public static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];
}
