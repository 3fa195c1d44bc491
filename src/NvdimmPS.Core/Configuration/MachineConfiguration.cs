using System.Globalization;
using NvdimmPS.Dsm;
using NvdimmPS.Firmware;
using NvdimmPS.Inventory;
using NvdimmPS.ModuleLogs;
using NvdimmPS.PlatformConfiguration;
using NvdimmPS.Thresholds;

namespace NvdimmPS.Configuration;

/// <summary>Takes the configuration of a machine as it is. Sends nothing that writes.</summary>
/// <param name="machine">The machine.</param>
/// <param name="caller">Asks the DIMMs.</param>
internal sealed class MachineConfiguration(NvdimmMachine machine, DsmCaller caller)
{
    /// <summary>Whether serial numbers and unique ids are taken too.</summary>
    public bool WithSerials { get; init; }

    /// <summary>Whether DIMMs are asked for their firmware's version.</summary>
    public bool WithFirmware { get; init; } = true;

    /// <summary>Whether DIMMs are asked for their thresholds.</summary>
    public bool WithThresholds { get; init; } = true;

    /// <summary>Whether DIMMs are asked what their capacity is used for.</summary>
    public bool WithCapacity { get; init; }

    /// <summary>Called for each DIMM that could not be asked, other than by its family's nature.</summary>
    public Action<NvdimmException> Failed { get; init; } = _ => { };

    /// <summary>The configuration.</summary>
    public NvdimmConfiguration Read(DateTime now)
    {
        var configuration = new NvdimmConfiguration { Name = Environment.MachineName, Machine = Environment.MachineName, Time = now,
            Source = machine.Kernel.Source };
        var devices = machine.Topology.GetDevices(TopologyDetail.Full).ToList();
        var keys = devices.GroupBy(Key, StringComparer.Ordinal)
            .SelectMany(g => g.Select(d => (d.Name, Key: g.Count() == 1 ? g.Key : d.Name)))
                .ToDictionary(d => d.Name, d => d.Key, StringComparer.Ordinal);
        var namespaces = machine.Topology.GetNamespaces().ToLookup(n => n.Region, StringComparer.Ordinal);
        configuration.Root.Parts[ConfigurationPart.Dimms.Name] = devices.ConvertAll(d => Dimm(keys[d.Name], d));
        configuration.Root.Parts[ConfigurationPart.Regions.Name] =
            [.. machine.Topology.GetRegions().Select(r => Region(r, keys, namespaces[r.Name]))];
        return configuration;
    }

    /// <summary>
    /// The handle says where a DIMM is; the kernel's number may change from boot to boot, and is taken where two buses share a
    /// handle.
    /// </summary>
    private static string Key(NvdimmDevice device) => device.Handle is { } handle
        ? string.Create(CultureInfo.InvariantCulture, $"0x{handle:x}")
        : device.Name;

    private ConfigurationItem Dimm(string key, NvdimmDevice device)
    {
        var item = new ConfigurationItem(key);
        void Put(string property, object? value, string of) => item.Put(property, value, device.Unavailable.GetValueOrDefault(of));
        Put("name", device.Name, nameof(device.Name));
        Put("family", device.Family, nameof(device.Family));
        Put("vendor", device.Vendor, nameof(device.Vendor));
        Put("device", device.Device, nameof(device.Device));
        Put("revision", device.Revision, nameof(device.Revision));
        Put("security", device.Security, nameof(device.Security));
        Put("securityFrozen", device.SecurityFrozen, nameof(device.SecurityFrozen));
        if (WithSerials)
        {
            Put("serial", device.Serial, nameof(device.Serial));
            Put("uniqueId", device.UniqueId, nameof(device.UniqueId));
        }

        if (WithFirmware)
        {
            Ask(item, "firmware", () =>
            {
                var firmware = new FirmwareReader(caller).Read(device);
                item.Put("firmware", firmware.RunningVersion, firmware.Unavailable.GetValueOrDefault(nameof(firmware.RunningVersion)));
            });
        }

        if (WithThresholds)
        {
            Ask(item, ConfigurationPart.Thresholds.Name,
                () => item.Parts[ConfigurationPart.Thresholds.Name] = [Thresholds(new ThresholdReader(caller).Read(device))]);
        }

        if (WithCapacity)
        {
            Ask(item, ConfigurationPart.Capacity.Name, () => item.Parts[ConfigurationPart.Capacity.Name] =
                [Capacity(new CapacityReader(machine.Kernel, caller).Read(device), ModuleCaller.HasLogs(device))]);
        }

        return item;
    }

    private void Ask(ConfigurationItem item, string what, Action ask)
    {
        try
        {
            ask();
        }
        catch (NvdimmException e)
        {
            item.Unknown[what] = e.Message;
            if (e.Kind != NvdimmErrorKind.NotImplemented)
            {
                Failed(e);
            }
        }
    }

    /// <summary>What a family does not have is no gap; what a function did not tell is one.</summary>
    private static ConfigurationItem Thresholds(NvdimmThreshold read)
    {
        var item = new ConfigurationItem(ConfigurationPart.Thresholds.Name);
        var family = ThresholdFamily.For(read.Family);
        void Put(string property, object? value, string of) =>
            item.Put(property, value, family?.Says(of) == true ? read.Unavailable.GetValueOrDefault(of) : null);
        Put("mediaTemperature", read.MediaTemperature, nameof(read.MediaTemperature));
        Put("controllerTemperature", read.ControllerTemperature, nameof(read.ControllerTemperature));
        Put("sparesRemaining", read.SparesRemaining, nameof(read.SparesRemaining));
        Put("lifeWarning", read.LifeWarning, nameof(read.LifeWarning));
        Put("lifeError", read.LifeError, nameof(read.LifeError));
        Put("energySourceLifetimeWarning", read.EnergySourceLifetimeWarning, nameof(read.EnergySourceLifetimeWarning));
        Put("energySourceLifetimeError", read.EnergySourceLifetimeError, nameof(read.EnergySourceLifetimeError));
        Put("energySourceTemperatureWarning", read.EnergySourceTemperatureWarning, nameof(read.EnergySourceTemperatureWarning));
        Put("energySourceTemperatureError", read.EnergySourceTemperatureError, nameof(read.EnergySourceTemperatureError));
        Put("alarmsEnabled", read.AlarmsEnabled, nameof(read.AlarmsEnabled));
        return item;
    }

    /// <summary>What a family does not say is no gap.</summary>
    private static ConfigurationItem Capacity(NvdimmCapacity read, bool isSaid)
    {
        var item = new ConfigurationItem(ConfigurationPart.Capacity.Name);
        void Put(string property, ulong? value, string of) => item.Put(property, value,
            isSaid || !CapacityReader.OfPartitions.Contains(of) ? read.Unavailable.GetValueOrDefault(of) : null);
        Put("total", read.Total, nameof(read.Total));
        foreach (var part in CapacityPart.All)
        {
            Put(ConfigurationPart.Key(part), part.Get(read), part.Name);
        }

        return item;
    }

    private static ConfigurationItem Region(NvdimmRegion region, Dictionary<string, string> keys, IEnumerable<NvdimmNamespace> namespaces)
    {
        var item = new ConfigurationItem(region.Name);
        void Put(string property, object? value, string of) => item.Put(property, value, region.Unavailable.GetValueOrDefault(of));
        Put("type", region.Type, nameof(region.Type));
        Put("size", region.Size, nameof(region.Size));
        Put("dimms", region.Dimms.Select(d => keys.GetValueOrDefault(d, d)).ToArray(), nameof(region.Dimms));
        Put("interleaveWays", region.Mappings.Length, nameof(region.Mappings));
        Put("alignment", region.Alignment, nameof(region.Alignment));
        Put("persistenceDomain", region.PersistenceDomain, nameof(region.PersistenceDomain));
        item.Parts[ConfigurationPart.Namespaces.Name] = [.. namespaces.Select(Namespace)];
        return item;
    }

    private static ConfigurationItem Namespace(NvdimmNamespace found)
    {
        var item = new ConfigurationItem(found.Name);
        void Put(string property, object? value, string of, bool isNeeded = false) =>
            item.Put(property, value, isNeeded ? found.Unavailable.GetValueOrDefault(of) : null);
        if (found.Enabled)
        {
            Put("mode", found.Mode, nameof(found.Mode), isNeeded: true);
        }
        else
        {
            // The kernel says raw of whatever is disabled.
            item.Put("mode", null, "the namespace is disabled, and its mode is known when it is enabled");
        }

        Put("size", found.Size, nameof(found.Size), isNeeded: true);
        Put("rawSize", found.RawSize, nameof(found.RawSize));
        Put("sectorSize", found.SectorSize, nameof(found.SectorSize));
        Put("alignment", found.Alignment, nameof(found.Alignment));
        Put("name", string.IsNullOrEmpty(found.AlternateName) ? null : found.AlternateName, nameof(found.AlternateName));
        Put("map", found.Map, nameof(found.Map));
        return item;
    }
}
