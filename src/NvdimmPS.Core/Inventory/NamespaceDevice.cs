using NvdimmPS.Kernel;

namespace NvdimmPS.Inventory;

/// <summary>The block or DAX devices that an enabled namespace shows as.</summary>
internal readonly record struct NamespaceDevice(string? Block, NvdimmDaxDevice[] Dax, string? DeviceNumber)
{
    private const string DevDax = "devdax", SystemRam = "system-ram", Mixed = "mixed";

    public static NamespaceDevice None => new(null, [], null);

    /// <summary>What all of its DAX devices are used as.</summary>
    public string? DaxMode => Dax.Select(d => d.Mode).Distinct().ToArray() switch { [] => null, [var only] => only, _ => Mixed };

    /// <summary>
    /// The block device below <c>block/</c>: <c>pmem0</c>, of a block aperture <c>ndblk0.0</c>, an <c>s</c> behind it with a BTT. Its
    /// usual name is tried first, which saves listing the folder.
    /// </summary>
    public static NamespaceDevice FindBlock(string folder, string usualName)
    {
        var blocks = Path.Join(folder, "block");
        var number = Number(Path.Join(blocks, usualName));
        if (number is not null)
        {
            return new NamespaceDevice(usualName, [], number);
        }

        var name = SysfsFolder.Entries(blocks).FirstOrDefault();
        return name is null ? None : new NamespaceDevice(name, [], Number(Path.Join(blocks, name)));
    }

    /// <summary>The DAX devices in a DAX instance's folder; in older kernels below <c>dax/</c>.</summary>
    public static NamespaceDevice FindDax(string folder)
    {
        NvdimmDaxDevice[] devices =
        [
            .. new[] { folder, Path.Join(folder, "dax") }
                .SelectMany(parent => SysfsFolder.Names(parent, "dax")
                    .Select(name => (Folder: Path.Join(parent, name), Number: Index(name))))
                .Where(found => found.Number is not null)
                .OrderBy(found => found.Number)
                .Select(found => Read(found.Folder)).OfType<NvdimmDaxDevice>(),
        ];
        return new NamespaceDevice(null, devices, devices.FirstOrDefault()?.DeviceNumber);
    }

    private static NvdimmDaxDevice? Read(string folder) => UEvent.Read(folder) is { } uevent
        ? new NvdimmDaxDevice
        {
            Name = Path.GetFileName(folder),
            Mode = uevent.Driver == "kmem" ? SystemRam : DevDax,
            DeviceNumber = uevent.DeviceNumber,
        }
        : null;

    /// <summary>The second number of <c>dax0.1</c>; null of what is no DAX device, such as <c>dax_region</c>.</summary>
    private static int? Index(string name) =>
        name.Split('.') is [_, var index] && AttributeText.TryParse(index, out int number) ? number : null;

    private static string? Number(string folder)
    {
        var number = SysfsFile.Read(folder, "dev").Text;
        return UEvent.IsDeviceNumber(number) ? number : null;
    }
}
