using NvdimmPS.Abi;

namespace NvdimmPS.Simulation.Sysfs;

/// <summary>
/// What the kernel does when an attribute is written. The attributes that a simulator takes are those that the module writes; the
/// others answer as one without a store function does.
/// </summary>
internal static class AttributeWrites
{
    private const string Drivers = "bus/nd/drivers/";

    /// <summary>How many bytes were taken, or the negated errno.</summary>
    public static int Write(SimulatedKernel kernel, string attribute, string value)
    {
        // What libndctl writes ends in a zero byte; drivers pass over a line end.
        var word = value.TrimEnd('\0').TrimEnd('\n');
        var parts = attribute.StartsWith(Drivers, StringComparison.Ordinal) ? attribute[Drivers.Length..].Split('/') : [];
        var errno = parts switch
        {
            // A write of nothing reaches no driver.
            ["nd_region", "bind" or "unbind"] when value.Length == 0 => 0,
            _ when value.Length == 0 && Bus(kernel, attribute, "nfit/scrub") is not null => 0,
            ["nd_region", "bind"] => Bind(kernel, word),
            ["nd_region", "unbind"] => Unbind(kernel, word),
            ["nvdimm", "bind" or "unbind"] => kernel.Dimms.Any(d => d.Name == word) ? 0 : Errno.ENODEV,
            _ when Bus(kernel, attribute, "nfit/scrub") is { } bus => Scrub(bus, word),
            _ => File.Exists(Path.Join(kernel.SysfsRoot, attribute)) ? Errno.EACCES : Errno.ENOENT,
        };
        return errno == 0 ? value.Length : -errno;
    }

    /// <summary>bind_store: a device that has a driver already is busy, one that is not there is no device.</summary>
    private static int Bind(SimulatedKernel kernel, string name) => Region(kernel, name) switch
    {
        null => Errno.ENODEV,
        { Enabled: true } => Errno.EBUSY,
        _ => Set(() => kernel.EnableRegion(name)),
    };

    /// <summary>unbind_store.</summary>
    private static int Unbind(SimulatedKernel kernel, string name) =>
        Region(kernel, name) is { Enabled: true } ? Set(() => kernel.DisableRegion(name)) : Errno.ENODEV;

    /// <summary>scrub_store: 1 has the kernel scrub all.</summary>
    private static int Scrub(SimulatedBus bus, string word) => word != "1" ? Errno.EINVAL : bus.BeginScrub();

    private static SimulatedRegion? Region(SimulatedKernel kernel, string name) => kernel.Regions.FirstOrDefault(r => r.Name == name);

    private static SimulatedBus? Bus(SimulatedKernel kernel, string attribute, string name) =>
        kernel.Buses.FirstOrDefault(b => attribute == $"bus/nd/devices/{b.Name}/{name}"
            && File.Exists(Path.Join(kernel.SysfsRoot, attribute)));

    private static int Set(Action action)
    {
        action();
        return 0;
    }
}
