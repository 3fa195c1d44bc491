using NvdimmPS.Abi;
using NvdimmPS.Simulation.Namespaces;

namespace NvdimmPS.Simulation.Sysfs;

/// <summary>
/// What the kernel does when an attribute is written: which device and attribute a path means, and what of them takes a write. The
/// others answer as an attribute without a store function does.
/// </summary>
internal static class AttributeWrites
{
    /// <summary>kernfs takes a page at most.</summary>
    private const int PageSize = 4096;

    private const string Drivers = "bus/nd/drivers/";

    /// <summary>How many bytes were taken, or the negated errno.</summary>
    public static int Write(SimulatedKernel kernel, string attribute, string value)
    {
        value = value.Length > PageSize ? value[..PageSize] : value;
        var parts = attribute.Split('/');
        if (attribute.StartsWith(Drivers, StringComparison.Ordinal) && parts is [_, _, _, var driver, "bind" or "unbind"])
        {
            return NdDrivers.All.Contains(driver) ? Taken(value, Change(kernel, driver, parts[4] == "bind", value)) : -Errno.ENOENT;
        }

        return Target(kernel, parts) is var (device, name, parent)
            ? Taken(value, Store(kernel, device, name, parent, value))
            : Absent(kernel, attribute);
    }

    /// <summary>The bytes that were taken, or the negated errno.</summary>
    private static int Taken(string value, int errno) => errno == 0 ? value.Length : -errno;

    /// <summary>bind_store() and unbind_store(): the device is known by its name, with or without a line end.</summary>
    private static int Change(SimulatedKernel kernel, string driver, bool bind, string value)
    {
        if (value.Length == 0)
        {
            return 0;
        }

        var name = KernelText.CString(value);
        name = name.EndsWith('\n') ? name[..^1] : name;
        return Locked(kernel, name, device => bind ? NdDrivers.Bind(device, driver) : NdDrivers.Unbind(device, driver));
    }

    private static int Store(SimulatedKernel kernel, NdObject device, string name, string parent, string value)
    {
        if (name is "driver/bind" or "driver/unbind")
        {
            return NdDrivers.IsBound(device) && NdDrivers.DriverOf(device) is { } driver
                ? Change(kernel, driver, name == "driver/bind", value)
                : Errno.ENOENT;
        }

        Func<int>? store = device switch
        {
            { Namespace: { } ns } => NamespaceAttributes.Find(ns, name) is { } found ? () => found(ns, value) : null,
            { Claim: { } claim } => ClaimAttributes.Find(claim, name) is { } found ? () => found(claim, value) : null,
            { Region: { } region } => RegionAttributes.Find(region, name) is { } found ? () => found(region, value) : null,
            { Dimm: { } dimm } when name == "firmware/activate" && DimmFiles.HasActivation(dimm) =>
                () => dimm.Bus.KnownActivation.Arm(dimm, value),
            { Dimm: null } when name == "firmware/activate" && BusFiles.HasActivation(device.Bus) =>
                () => device.Bus.KnownActivation.Activate(value),
            { Dimm: null } when name == "nfit/firmware_activate_noidle" && BusFiles.HasActivation(device.Bus) =>
                () => device.Bus.KnownActivation.SetNoIdle(value),
            { Dimm: { } dimm } when name == "security" && IsThere(kernel, device, name, parent) => () => dimm.SecurityDriver.Store(value),
            { Dimm: null } when name == "nfit/scrub" && IsThere(kernel, device, name, parent) => () => Scrub(device.Bus, value),
            _ => null,
        };
        if (store is null)
        {
            return IsThere(kernel, device, name, parent) ? Errno.EACCES : Errno.ENOENT;
        }

        return value.Length == 0 ? 0 : Locked(kernel, parent[(parent.LastIndexOf('/') + 1)..], _ => store());
    }

    /// <summary>scrub_store(): 1 has the kernel scrub all.</summary>
    private static int Scrub(SimulatedBus bus, string value)
    {
        var errno = KernelText.Number(value, out var number);
        return errno != 0 ? errno : number != 1 ? Errno.EINVAL : bus.BeginScrub();
    }

    /// <summary>Runs with the bus's lock held, and shows what it changed.</summary>
    private static int Locked(SimulatedKernel kernel, string name, Func<NdObject, int> action)
    {
        foreach (var bus in kernel.Buses)
        {
            lock (bus.Gate)
            {
                if (NdObject.Find([bus], name) is not { } device)
                {
                    continue;
                }

                var errno = action(device);
                bus.MirrorDevices?.Invoke();
                bus.Changed?.Invoke();
                return errno;
            }
        }

        return Errno.ENODEV;
    }

    /// <summary>The last device that a path names, and the attribute below it; null where there is none.</summary>
    private static (NdObject Device, string Attribute, string Parent)? Target(SimulatedKernel kernel, string[] parts)
    {
        for (var i = parts.Length - 2; i >= 0; i--)
        {
            foreach (var bus in kernel.Buses)
            {
                lock (bus.Gate)
                {
                    var parent = string.Join('/', parts[..(i + 1)]);
                    if (NdObject.Find([bus], parts[i]) is { } device && Directory.Exists(Path.Join(kernel.SysfsRoot, parent)))
                    {
                        return (device, string.Join('/', parts[(i + 1)..]), parent);
                    }
                }
            }
        }

        return null;
    }

    /// <summary>An attribute whose reading fails is there all the same.</summary>
    private static bool IsThere(SimulatedKernel kernel, NdObject device, string name, string parent) =>
        File.Exists(Path.Join(kernel.SysfsRoot, parent, name)) || name switch
        {
            "resource" => device.Namespace is not null || device.Claim is { Kind: not ClaimKind.Btt },
            "size" => device.Claim is not null,
            "badblocks" or "init_namespaces" => device.Region is not null,
            "available_slots" => device.Dimm is not null,
            "firmware/result" => device.Dimm is { } dimm && DimmFiles.HasActivation(dimm),
            "firmware/capability" => device.Dimm is null && BusFiles.HasActivation(device.Bus),
            _ => false,
        };

    private static int Absent(SimulatedKernel kernel, string attribute) =>
        File.Exists(Path.Join(kernel.SysfsRoot, attribute)) ? -Errno.EACCES : -Errno.ENOENT;
}
