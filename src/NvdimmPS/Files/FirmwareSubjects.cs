using System.Globalization;
using NvdimmPS.Findings.FirmwareBaselines;
using NvdimmPS.Fleet.Inventory;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Files;

/// <summary>DIMMs whose firmware is tested, out of objects of several kinds: what one of them does not say another one may.</summary>
internal sealed class FirmwareSubjects
{
    private readonly Dictionary<(string Host, string Dimm), int> _places = [];
    private readonly List<FirmwareSubject> _all = [];

    /// <summary>The DIMMs in the order in which they came, each once.</summary>
    public IEnumerable<FirmwareSubject> All => _all;

    /// <summary>DIMMs of this machine that were given as device objects; their firmware has not been read yet.</summary>
    public string[] Unasked =>
        [.. _all.Where(s => s is { Running: null, Why: null }
            && string.Equals(s.HostName, Environment.MachineName, StringComparison.OrdinalIgnoreCase)).Select(s => s.Dimm)];

    /// <summary>Takes an object.</summary>
    /// <exception cref="NvdimmException">It does not say which firmware a DIMM runs.</exception>
    public void Add(ForeignObject item)
    {
        var kind = InventoryKind.For(item.Item.TypeNames, item.Has);
        if (kind?.Name is not ("Firmware" or "Health" or "Device") || item.Text(kind.Key) is not { } dimm)
        {
            throw BindingErrors.NoFirmware(item.Item.ToString());
        }

        var running = item.Text(nameof(NvdimmFirmware.RunningVersion)) ?? item.Text(nameof(NvdimmHealth.FirmwareVersion));
        var uniqueId = item.Text(nameof(NvdimmFirmware.UniqueId));
        Put(new FirmwareSubject
        {
            Dimm = dimm,
            HostName = item.Host,
            UniqueId = uniqueId,
            Family = item.Text(nameof(NvdimmFirmware.Family)),
            Vendor = item.Text(nameof(NvdimmDevice.Vendor)) ?? FirmwareSubject.VendorOf(uniqueId),
            Device = item.Text(nameof(NvdimmDevice.Device)),
            Running = running,
            Staged = item.Text(nameof(NvdimmFirmware.StagedVersion)),
            NeedsPowerCycle = item.Get(nameof(NvdimmFirmware.NeedsPowerCycle)) as bool?,
            Why = running is null && !kind.IsDevice ? "the object does not say which firmware it runs" : null,
            Time = item.Time(nameof(NvdimmFirmware.Time)),
            Source = item.Text(nameof(NvdimmFirmware.Source)) ?? "Device",
        });
    }

    /// <summary>Takes a DIMM of this machine, and what reading its firmware gave.</summary>
    public void Add(NvdimmDevice device, NvdimmFirmware? firmware, string? why) => Put(new FirmwareSubject
    {
        Dimm = device.Name,
        HostName = Environment.MachineName,
        UniqueId = device.UniqueId,
        Family = device.Family,
        Vendor = device.Vendor ?? FirmwareSubject.VendorOf(device.UniqueId),
        Device = device.Device,
        Running = firmware?.RunningVersion,
        Staged = firmware?.StagedVersion,
        NeedsPowerCycle = firmware?.NeedsPowerCycle,
        Why = firmware is { RunningVersion: null } ? firmware.Unavailable.GetValueOrDefault(nameof(NvdimmFirmware.RunningVersion)) : why,
        Time = firmware?.Time ?? DateTime.UtcNow,
        Source = device.Source,
    });

    private void Put(FirmwareSubject next)
    {
        var key = (next.HostName.ToLower(CultureInfo.InvariantCulture), next.Dimm);
        if (!_places.TryGetValue(key, out var place))
        {
            _places[key] = _all.Count;
            _all.Add(next);
            return;
        }

        var known = _all[place];
        _all[place] = next with
        {
            UniqueId = next.UniqueId ?? known.UniqueId,
            Family = next.Family ?? known.Family,
            Vendor = next.Vendor ?? known.Vendor,
            Device = next.Device ?? known.Device,
            Running = next.Running ?? known.Running,
            Staged = next.Staged ?? known.Staged,
            NeedsPowerCycle = next.NeedsPowerCycle ?? known.NeedsPowerCycle,
            Why = next.Why ?? known.Why,
            Time = next.Time == default ? known.Time : next.Time,
        };
    }
}
