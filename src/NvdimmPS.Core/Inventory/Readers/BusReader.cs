using NvdimmPS.Kernel;

namespace NvdimmPS.Inventory;

/// <summary>Reads <c>ndbusN</c>.</summary>
internal static class BusReader
{
    public static NvdimmBus? Read(NdPlace bus, KernelOrigin origin)
    {
        if (!Directory.Exists(bus.Folder))
        {
            return null;
        }

        var a = new AttributeReader(origin, bus.Folder);
        var node = "ndctl" + bus.Id;
        var (scrubState, scrubCount) = Scrub(a);
        return new NvdimmBus
        {
            Name = bus.Name,
            Id = bus.Id,
            Node = node,
            Provider = a.Name(nameof(NvdimmBus.Provider), "provider"),
            DeviceNumber = DeviceNumber(a, $"nd/{node}/dev"),
            Commands = a.Words(nameof(NvdimmBus.Commands), "commands"),
            DsmMask = a.Number<ulong>(nameof(NvdimmBus.DsmMask), "nfit/dsm_mask"),
            NfitRevision = a.Number<int>(nameof(NvdimmBus.NfitRevision), "nfit/revision"),
            ScrubState = scrubState,
            ScrubCount = scrubCount,
            HardwareErrorScrub = a.Flag(nameof(NvdimmBus.HardwareErrorScrub), "nfit/hw_error_scrub"),
            // Not firmware/activate and firmware/capability, here or on a DIMM: reading them can make the kernel call the firmware.
            FirmwareActivateNoIdle = a.Flag(nameof(NvdimmBus.FirmwareActivateNoIdle), "nfit/firmware_activate_noidle"),
            Dimms = Names(bus, "nmem"),
            Regions = Names(bus, "region"),
            Source = origin.Source,
            Unavailable = a.Unavailable,
        };
    }

    /// <summary>The device number of any folder's <c>dev</c> attribute.</summary>
    public static string? DeviceNumber(AttributeReader a, string attribute)
    {
        const string property = nameof(NvdimmBus.DeviceNumber);
        return a.Read(property, attribute) is not { } text ? null
            : UEvent.IsDeviceNumber(text) ? text
            : a.Bad<string>(property, attribute, "not major:minor", text);
    }

    /// <summary>The count of scrubs, with a plus sign while another one runs.</summary>
    private static (string? State, long? Count) Scrub(AttributeReader a)
    {
        const string attribute = "nfit/scrub";
        if (a.Read(nameof(NvdimmBus.ScrubState), attribute) is not { } text)
        {
            a.Miss(nameof(NvdimmBus.ScrubCount), attribute, "not known, since it could not be read");
            return default;
        }

        var active = text[^1] == '+';
        if (AttributeText.TryParse(active ? text.AsSpan(0, text.Length - 1) : text, out long count))
        {
            return (active ? "active" : "idle", count);
        }

        a.Bad<string>(nameof(NvdimmBus.ScrubState), attribute, "not a count of scrubs", text);
        a.Bad<string>(nameof(NvdimmBus.ScrubCount), attribute, "not a count of scrubs", text);
        return default;
    }

    private static string[] Names(NdPlace bus, string prefix) => [.. bus.Numbers(prefix).Select(id => prefix + id)];
}
