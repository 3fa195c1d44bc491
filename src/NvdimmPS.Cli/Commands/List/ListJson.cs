using System.Text.Json;

namespace NvdimmPS.Cli;

/// <summary>What <c>list --json</c> prints: every property under its own name, in their order.</summary>
internal static class ListJson
{
    public static void Write(Utf8JsonWriter json, Listing listing)
    {
        json.WriteStartObject();
        json.WriteNumber("version"u8, JsonText.Version);
        json.WriteString("source"u8, listing.Source);
        json.Objects("buses"u8, listing.Buses, Bus);
        json.Objects("dimms"u8, listing.Dimms, Dimm);
        json.Objects("regions"u8, listing.Regions, Region);
        json.Objects("namespaces"u8, listing.Namespaces, Namespace);
        json.WriteEndObject();
    }

    private static void Bus(Utf8JsonWriter json, NvdimmBus bus)
    {
        json.Member("name"u8, bus.Name);
        json.Member("id"u8, bus.Id);
        json.Member("node"u8, bus.Node);
        json.Member("provider"u8, bus.Provider);
        json.Member("deviceNumber"u8, bus.DeviceNumber);
        json.Member("commands"u8, bus.Commands);
        json.Member("dsmMask"u8, bus.DsmMask);
        json.Member("nfitRevision"u8, bus.NfitRevision);
        json.Member("scrubState"u8, bus.ScrubState);
        json.Member("scrubCount"u8, bus.ScrubCount);
        json.Member("hardwareErrorScrub"u8, bus.HardwareErrorScrub);
        json.Member("firmwareActivateNoIdle"u8, bus.FirmwareActivateNoIdle);
        json.Member("dimms"u8, bus.Dimms);
        json.Member("regions"u8, bus.Regions);
        json.Member("source"u8, bus.Source);
        json.Member("unavailable"u8, bus.Unavailable);
    }

    private static void Dimm(Utf8JsonWriter json, NvdimmDevice dimm)
    {
        json.Member("name"u8, dimm.Name);
        json.Member("id"u8, dimm.Id);
        json.Member("bus"u8, dimm.Bus);
        json.Member("provider"u8, dimm.Provider);
        json.Member("deviceNumber"u8, dimm.DeviceNumber);
        json.Member("driver"u8, dimm.Driver);
        json.Member("state"u8, dimm.State);
        json.Member("handle"u8, dimm.Handle);
        json.Member("node"u8, dimm.Node);
        json.Member("socket"u8, dimm.Socket);
        json.Member("controller"u8, dimm.Controller);
        json.Member("channel"u8, dimm.Channel);
        json.Member("slot"u8, dimm.Slot);
        json.Member("physicalId"u8, dimm.PhysicalId);
        json.Member("uniqueId"u8, dimm.UniqueId);
        json.Member("vendor"u8, dimm.Vendor);
        json.Member("device"u8, dimm.Device);
        json.Member("revision"u8, dimm.Revision);
        json.Member("subsystemVendor"u8, dimm.SubsystemVendor);
        json.Member("subsystemDevice"u8, dimm.SubsystemDevice);
        json.Member("subsystemRevision"u8, dimm.SubsystemRevision);
        json.Member("serial"u8, dimm.Serial);
        json.Member("format"u8, dimm.Format);
        json.Member("family"u8, dimm.Family);
        json.Member("familyCode"u8, dimm.FamilyCode);
        json.Member("dsmMask"u8, dimm.DsmMask);
        json.Member("commands"u8, dimm.Commands);
        json.Member("flags"u8, dimm.Flags);
        json.Member("labelFlags"u8, dimm.LabelFlags);
        json.Member("security"u8, dimm.Security);
        json.Member("securityFrozen"u8, dimm.SecurityFrozen);
        json.Member("dirtyShutdownCount"u8, dimm.DirtyShutdownCount);
        json.Member("availableSlots"u8, dimm.AvailableSlots);
        json.Member("size"u8, dimm.Size);
        json.Member("numaNode"u8, dimm.NumaNode);
        json.Member("regions"u8, dimm.Regions);
        json.Member("source"u8, dimm.Source);
        json.Member("unavailable"u8, dimm.Unavailable);
    }

    private static void Region(Utf8JsonWriter json, NvdimmRegion region)
    {
        json.Member("name"u8, region.Name);
        json.Member("id"u8, region.Id);
        json.Member("bus"u8, region.Bus);
        json.Member("size"u8, region.Size);
        json.Member("type"u8, region.Type);
        json.Member("alignment"u8, region.Alignment);
        json.Member("availableSize"u8, region.AvailableSize);
        json.Member("maxAvailableExtent"u8, region.MaxAvailableExtent);
        json.Member("namespaceType"u8, region.NamespaceType);
        json.Member("interleaveSetCookie"u8, region.InterleaveSetCookie);
        json.Member("readOnly"u8, region.ReadOnly);
        json.Member("deepFlush"u8, region.DeepFlush);
        json.Member("persistenceDomain"u8, region.PersistenceDomain);
        json.Member("numaNode"u8, region.NumaNode);
        json.Member("targetNode"u8, region.TargetNode);
        json.Member("rangeIndex"u8, region.RangeIndex);
        json.Member("resource"u8, region.Resource);
        json.Member("driver"u8, region.Driver);
        json.Member("enabled"u8, region.Enabled);
        json.Member("initNamespaces"u8, region.InitNamespaces);
        json.Member("badBlockCount"u8, region.BadBlockCount);
        json.Objects("badBlocks"u8, region.BadBlocks, BadBlock);
        json.Objects("mappings"u8, region.Mappings, Mapping);
        json.Member("dimms"u8, region.Dimms);
        json.Member("namespaces"u8, region.Namespaces);
        json.Member("source"u8, region.Source);
        json.Member("unavailable"u8, region.Unavailable);
    }

    private static void Namespace(Utf8JsonWriter json, NvdimmNamespace item)
    {
        json.Member("name"u8, item.Name);
        json.Member("id"u8, item.Id);
        json.Member("region"u8, item.Region);
        json.Member("bus"u8, item.Bus);
        json.Member("mode"u8, item.Mode);
        json.Member("kernelMode"u8, item.KernelMode);
        json.Member("type"u8, item.Type);
        json.Member("size"u8, item.Size);
        json.Member("rawSize"u8, item.RawSize);
        json.Member("uuid"u8, item.Uuid);
        json.Member("rawUuid"u8, item.RawUuid);
        json.Member("alternateName"u8, item.AlternateName);
        json.Member("sectorSize"u8, item.SectorSize);
        json.Member("supportedSectorSizes"u8, item.SupportedSectorSizes, static (json, size) => json.WriteNumberValue(size));
        json.Member("holder"u8, item.Holder);
        json.Member("holderClass"u8, item.HolderClass);
        json.Member("map"u8, item.Map);
        json.Member("alignment"u8, item.Alignment);
        json.Member("enabled"u8, item.Enabled);
        json.Member("blockDevice"u8, item.BlockDevice);
        json.Member("daxDevice"u8, item.DaxDevice);
        json.Member("daxMode"u8, item.DaxMode);
        json.Objects("daxDevices"u8, item.DaxDevices, DaxDevice);
        json.Member("deviceNumber"u8, item.DeviceNumber);
        json.Member("mountPoints"u8, item.MountPoints);
        json.Objects("consumers"u8, item.Consumers, Consumer);
        json.Member("dimms"u8, item.Dimms);
        json.Member("numaNode"u8, item.NumaNode);
        json.Member("targetNode"u8, item.TargetNode);
        json.Member("resource"u8, item.Resource);
        json.Member("forceRaw"u8, item.ForceRaw);
        json.Member("source"u8, item.Source);
        json.Member("unavailable"u8, item.Unavailable);
    }

    private static void Mapping(Utf8JsonWriter json, NvdimmMapping mapping)
    {
        json.Member("dimm"u8, mapping.Dimm);
        json.Member("offset"u8, mapping.Offset);
        json.Member("length"u8, mapping.Length);
        json.Member("position"u8, mapping.Position);
    }

    private static void BadBlock(Utf8JsonWriter json, NvdimmBadBlock block)
    {
        json.Member("sector"u8, block.Sector);
        json.Member("count"u8, block.Count);
    }

    private static void DaxDevice(Utf8JsonWriter json, NvdimmDaxDevice device)
    {
        json.Member("name"u8, device.Name);
        json.Member("mode"u8, device.Mode);
        json.Member("deviceNumber"u8, device.DeviceNumber);
    }

    private static void Consumer(Utf8JsonWriter json, NvdimmConsumer consumer)
    {
        json.Member("namespace"u8, consumer.Namespace);
        json.Member("device"u8, consumer.Device);
        json.Member("kind"u8, consumer.Kind);
        json.Member("name"u8, consumer.Name);
    }
}
