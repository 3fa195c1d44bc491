using System.Globalization;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;

namespace NvdimmPS.BadBlocks;

/// <summary>
/// Asks a bus's firmware on which DIMM an address lies (Translate SPA, ACPI 6.4 section 9.20.7: a read). Opens each bus once;
/// one that cannot be asked is not asked again.
/// </summary>
public sealed class SpaTranslator(INdKernel kernel, Topology topology) : IDisposable
{
    private const string Function = "TranslateSpa";

    private readonly DsmCaller _caller = new(kernel);
    private readonly Dictionary<string, string> _silent = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NvdimmDevice[]> _devices = new(StringComparer.Ordinal);

    /// <summary>Where an address of an interleaved region lies.</summary>
    internal SpaPlace Find(NvdimmRegion region, ulong address)
    {
        if (_silent.TryGetValue(region.Bus, out var why))
        {
            return SpaPlace.Unknown(why);
        }

        try
        {
            if (topology.FindBus(region.Bus) is not { } bus)
            {
                return Silence(region, "its bus is not there any more");
            }

            var target = NvdimmMachine.Target(bus);
            var function = DsmFamilies.NfitBus.Find(Function)!;
            return target.OffersCall(function)
                ? Place(region,
                    _caller.Invoke(target,
                        new DsmCall(function, DsmInput.FromArguments(function, new Dictionary<string, object?> { ["Address"] = address }))))
                : Silence(region, $"{bus.Name} does not offer {function}");
        }
        catch (NdOpenException e)
        {
            return Silence(region, e.Message.TrimEnd('.'));
        }
        catch (NvdimmException e)
        {
            return SpaPlace.Unknown(e.Message.TrimEnd('.'));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _caller.Dispose();

    private SpaPlace Silence(NvdimmRegion region, string why)
    {
        _silent[region.Bus] = why;
        return SpaPlace.Unknown(why);
    }

    /// <summary>What the answer says, held against what the kernel says of the region: an answer that contradicts it is none.</summary>
    private SpaPlace Place(NvdimmRegion region, DsmResult answer)
    {
        var records = answer.Find("Devices")?.Value as DsmFieldValue[][] ?? [];
        var found = new List<(string Dimm, ulong Address)>();
        foreach (var record in records)
        {
            var (handle, address) = ((uint)Number(record, "Handle"), Number(record, "DimmPhysicalAddress"));
            var dimm = Array.Find(Devices(region.Bus), d => d.Handle == handle)?.Name;
            if (!region.Mappings.Any(m => m.Dimm == dimm && address >= m.Offset && address - m.Offset < m.Length))
            {
                return SpaPlace.Unknown(string.Create(CultureInfo.InvariantCulture,
                    $"{answer.Target}, {Function}: {dimm ?? $"the handle 0x{handle:x}"} at 0x{address:x}, which is no part of the region"));
            }

            found.Add((dimm!, address));
        }

        return found.Count == 0
            ? SpaPlace.Unknown($"{answer.Target}, {Function}: no DIMM")
            : new SpaPlace([.. found.Select(f => f.Dimm).Distinct()], found[0]
                .Address, answer.Find("TranslatedLength")?.Number ?? 0, found.Count > 1 ? Mirrors(found) : null);
    }

    private NvdimmDevice[] Devices(string bus)
    {
        if (!_devices.TryGetValue(bus, out var devices))
        {
            _devices[bus] = devices = [.. topology.GetDevices(TopologyDetail.Brief).Where(d => d.Bus == bus)];
        }

        return devices;
    }

    private static string Mirrors(List<(string Dimm, ulong Address)> found) =>
        "it is there several times: "
            + string.Join(", ", found.Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Dimm} at 0x{f.Address:x}")));

    private static ulong Number(DsmFieldValue[] fields, string name) => Array.Find(fields, f => f.Name == name)?.Number ?? 0;
}
