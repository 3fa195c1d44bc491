using NvdimmPS.Kernel;

namespace NvdimmPS.Inventory;

/// <summary>What one read of <c>uevent</c> tells: the driver that is bound, the type and the device number.</summary>
internal readonly record struct UEvent(string? Driver, string? DeviceType, string? DeviceNumber)
{
    /// <summary>Null where the object is gone. What <c>uevent</c> does not say is looked for where else it stands.</summary>
    public static UEvent? Read(string folder)
    {
        var text = SysfsFile.Read(folder, "uevent").Text;
        if (text is null && !Directory.Exists(folder))
        {
            return null;
        }

        var read = Parse(text ?? "");
        return read with
        {
            Driver = read.Driver ?? SysfsLink.TargetName(folder, "driver"),
            DeviceType = read.DeviceType ?? SysfsFile.Read(folder, "devtype").Text,
        };
    }

    public static UEvent Parse(string text)
    {
        string? driver = null, type = null, major = null, minor = null;
        foreach (var line in text.Split('\n'))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || equals == line.Length - 1 || !AttributeText.IsPrintable(line))
            {
                continue;
            }

            var value = line[(equals + 1)..];
            switch (line.AsSpan(0, equals))
            {
                case "DRIVER": driver = value; break;
                case "DEVTYPE": type = value; break;
                case "MAJOR": major = value; break;
                case "MINOR": minor = value; break;
                default: break;
            }
        }

        var number = major is null || minor is null ? null : $"{major}:{minor}";
        return new UEvent(driver, type, IsDeviceNumber(number) ? number : null);
    }

    /// <summary>Whether a text is major:minor.</summary>
    public static bool IsDeviceNumber(string? text) =>
        text?.Split(':') is [var major, var minor]
        && AttributeText.TryParse(major, out uint _) && AttributeText.TryParse(minor, out uint _);
}
