using NvdimmPS.Kernel;

namespace NvdimmPS.Inventory;

/// <summary>Reads <c>namespaceR.I</c> and whatever claims it.</summary>
internal static class NamespaceReader
{
    /// <summary>A seed is an empty place for the next namespace: no size and no UUID.</summary>
    public static bool IsSeed(string folder) =>
        SysfsFile.Read(folder, "size").Text == "0" && SysfsFile.Read(folder, "uuid").Text is null or "";

    /// <summary>Null where the namespace is gone, or a seed.</summary>
    public static NvdimmNamespace? Read(NdPlace place, NdPlace region, string[] dimms, MountList mounts, ConsumerReader consumers,
        KernelOrigin origin)
    {
        if (UEvent.Read(place.Folder) is not { } uevent)
        {
            return null;
        }

        var a = new AttributeReader(origin, place.Folder);
        var rawSize = a.Count(nameof(NvdimmNamespace.RawSize), "size");
        var rawUuid = Uuid(a, nameof(NvdimmNamespace.RawUuid), uevent.DeviceType);
        if (rawSize == 0 && rawUuid is null)
        {
            return null;
        }

        var holder = a.Text(nameof(NvdimmNamespace.Holder), "holder");
        var claim = NamespaceClaim.Find(a, region.Folder, holder);
        var kernelMode = a.Text(nameof(NvdimmNamespace.KernelMode), "mode");
        var mode = NamespaceMode.Read(a, kernelMode, claim);
        var (sectorSize, sectorSizes) = NamespaceMode.Sectors(a, claim, mode, uevent.DeviceType);
        var enabled = claim?.Enabled ?? uevent.Driver is not null;
        var device = enabled ? Device(place, region, claim, uevent.DeviceType) : NamespaceDevice.None;
        NamespaceMode.ExplainDevice(a, device, mode, enabled);
        var mountPoints = device.Block is null ? [] : mounts.Of(a, device.Block, device.DeviceNumber);
        return new NvdimmNamespace
        {
            Name = place.Name,
            Id = $"{region.Id}.{place.Id}",
            Region = region.Name,
            Bus = region.BusName,
            Mode = mode,
            KernelMode = kernelMode,
            Type = Kind(a, uevent.DeviceType),
            Size = claim is null
                ? Copy(a, nameof(NvdimmNamespace.Size), rawSize)
                : ClaimedSize(claim, device),
            RawSize = rawSize,
            Uuid = claim is null
                ? Copy(a, nameof(NvdimmNamespace.Uuid), rawUuid)
                : Uuid(claim.Attributes, nameof(NvdimmNamespace.Uuid), null),
            RawUuid = rawUuid,
            AlternateName = a.Name(nameof(NvdimmNamespace.AlternateName), "alt_name"),
            SectorSize = sectorSize,
            SupportedSectorSizes = sectorSizes,
            Holder = holder,
            HolderClass = claim?.Kind ?? a.Text(nameof(NvdimmNamespace.HolderClass), "holder_class"),
            Map = NamespaceMode.Map(a, claim, mode),
            Alignment = NamespaceMode.Alignment(a, claim),
            Enabled = enabled,
            BlockDevice = device.Block,
            DaxDevice = device.Dax.FirstOrDefault()?.Name,
            DaxMode = device.DaxMode,
            DaxDevices = device.Dax,
            DeviceNumber = device.DeviceNumber,
            MountPoints = mountPoints,
            Consumers = [.. consumers.Of(place.Name, device.Block, mountPoints, device.Dax)],
            Dimms = dimms,
            NumaNode = a.NumaNode(nameof(NvdimmNamespace.NumaNode), "numa_node"),
            TargetNode = a.NumaNode(nameof(NvdimmNamespace.TargetNode), "target_node"),
            Resource = a.Count(nameof(NvdimmNamespace.Resource), "resource"),
            DataResource = claim is not null && AttributeText.TryParse(SysfsFile.Read(claim.Folder, "resource").Text, out ulong data)
                ? data
                : null,
            ForceRaw = a.Flag(nameof(NvdimmNamespace.ForceRaw), "force_raw"),
            Source = origin.Source,
            Unavailable = a.Unavailable,
        };
    }

    /// <summary>Early kernels show no size of a BTT; its block device has one, in units of 512 bytes.</summary>
    private static ulong? ClaimedSize(NamespaceClaim claim, NamespaceDevice device)
    {
        const ulong sector = 512;
        var size = claim.Attributes.Count(nameof(NvdimmNamespace.Size), "size");
        if (size is not null || device.Block is null
            || !AttributeText.TryParse(SysfsFile.Read(Path.Join(claim.Folder, "block", device.Block), "size").Text, out ulong sectors)
            || sectors > ulong.MaxValue / sector)
        {
            return size;
        }

        claim.Attributes.Forget(nameof(NvdimmNamespace.Size));
        return sectors * sector;
    }

    private static NamespaceDevice Device(NdPlace place, NdPlace region, NamespaceClaim? claim, string? deviceType)
    {
        if (claim?.Kind == "dax")
        {
            return NamespaceDevice.FindDax(claim.Folder);
        }

        var name = deviceType == "nd_namespace_blk" ? $"ndblk{region.Id}.{place.Id}"
            : place.Id == 0 ? $"pmem{region.Id}" : $"pmem{region.Id}.{place.Id}";
        return NamespaceDevice.FindBlock(claim?.Folder ?? place.Folder, claim?.Kind == "btt" ? name + "s" : name);
    }

    private static string? Uuid(AttributeReader a, string property, string? deviceType)
    {
        var reader = deviceType == "nd_namespace_io" ? a.Skipping("a namespace without labels has no UUID") : a;
        if (reader.Read(property, "uuid") is not { } text)
        {
            return null;
        }

        return Guid.TryParseExact(text, "D", out _) ? text : a.Bad<string>(property, "uuid", "not a UUID", text);
    }

    private static T? Copy<T>(AttributeReader a, string property, T? value)
    {
        if (value is null)
        {
            a.Miss(property, "the namespace's own is not known, and nothing claims it");
        }

        return value;
    }

    private static string? Kind(AttributeReader a, string? deviceType)
    {
        switch (deviceType)
        {
            case "nd_namespace_pmem": return "pmem";
            case "nd_namespace_io": return "io";
            case "nd_namespace_blk": return "blk";
            case null: a.Miss(nameof(NvdimmNamespace.Type), "devtype", "no such attribute"); return null;
            default: return a.Bad<string>(nameof(NvdimmNamespace.Type), "devtype", "not a type of namespace", deviceType);
        }
    }
}
