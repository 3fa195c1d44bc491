using NvdimmPS.Kernel;

namespace NvdimmPS.Inventory;

/// <summary>The block or DAX device that an enabled namespace shows as.</summary>
internal readonly record struct NamespaceDevice(string? Block, string? Dax, string? DaxMode, string? DeviceNumber)
{
    /// <summary>The block device below <c>block/</c>. Its usual name is tried first, which saves listing the folder.</summary>
    public static NamespaceDevice FindBlock(string folder, string usualName)
    {
        var blocks = Path.Join(folder, "block");
        var number = Number(Path.Join(blocks, usualName));
        if (number is not null)
        {
            return new NamespaceDevice(usualName, null, null, number);
        }

        var name = SysfsFolder.Names(blocks, "pmem").FirstOrDefault();
        return name is null ? default : new NamespaceDevice(name, null, null, Number(Path.Join(blocks, name)));
    }

    /// <summary>The DAX device in a DAX instance's folder; in older kernels below <c>dax/</c>.</summary>
    public static NamespaceDevice FindDax(string folder, string usualName)
    {
        if (FindDax(Path.Join(folder, usualName)) is { } usual)
        {
            return usual;
        }

        foreach (var parent in new[] { folder, Path.Join(folder, "dax") })
        {
            foreach (var name in SysfsFolder.Names(parent, "dax"))
            {
                if (name.Contains('.', StringComparison.Ordinal) && FindDax(Path.Join(parent, name)) is { } device)
                {
                    return device;
                }
            }
        }

        return default;
    }

    private static NamespaceDevice? FindDax(string folder)
    {
        if (SysfsFile.Read(folder, "uevent").Text is not { } text)
        {
            return null;
        }

        var uevent = UEvent.Parse(text);
        return new NamespaceDevice(null, Path.GetFileName(folder), uevent.Driver == "kmem" ? "system-ram" : "devdax", uevent.DeviceNumber);
    }

    private static string? Number(string folder)
    {
        var number = SysfsFile.Read(folder, "dev").Text;
        return UEvent.IsDeviceNumber(number) ? number : null;
    }
}
