using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Health;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;

namespace NvdimmPS.Formats.Ndctl;

/// <summary>Lists DIMMs as <c>ndctl list -D</c> does, by our own reading. A DIMM that does not answer stays in the list.</summary>
/// <param name="kernel">The machine.</param>
/// <param name="warn">Hears why health is not known, for which the JSON has no place.</param>
public sealed class NdctlReader(INdKernel kernel, Action<string>? warn = null)
{
    private const uint GetFirmwareInfo = 12, LastOfUpdate = 16, GetActivationStatus = 29, LastOfActivation = 30;

    private readonly List<NdctlObject> _dimms = [];

    /// <summary>The JSON array; null where there is no DIMM, of which ndctl says nothing either.</summary>
    public string? Text => _dimms.Count == 0 ? null : NdctlText.Write(_dimms);

    /// <summary>Adds a DIMM.</summary>
    /// <param name="device">The DIMM, read in full.</param>
    /// <param name="health">Gives its health.</param>
    /// <param name="firmware">Asks for the firmware's version.</param>
    /// <param name="known">Its health, where that is known; it is asked where the firmware did not say it.</param>
    /// <exception cref="NvdimmException">
    /// Its firmware's version was refused: the DIMM is in the list all the same. Or what is known is of another DIMM: it is not.
    /// </exception>
    public void Add(NvdimmDevice device, bool health, bool firmware, NvdimmHealth? known = null)
    {
        var (dimm, failure) = Read(device, health, firmware, known);
        Add(dimm);
        if (failure is not null)
        {
            throw failure;
        }
    }

    /// <summary>Adds a DIMM that was read.</summary>
    internal void Add(NdctlObject dimm) => _dimms.Add(dimm);

    /// <summary>A DIMM that did not answer in time: what sysfs says of it, and no health.</summary>
    internal NdctlObject ReadLate(NvdimmDevice device, bool health, NvdimmException why)
    {
        var dimm = NdctlDimm.From(device);
        if (health)
        {
            AddHealth(dimm, new HealthReader(kernel).Unanswered(device, why));
        }

        return dimm;
    }

    /// <summary>Reads a DIMM, to be added later: it may hang, and the list must not change behind its reader's back.</summary>
    /// <returns>The DIMM, and why its firmware's version is missing.</returns>
    internal (NdctlObject Dimm, NvdimmException? Failure) Read(NvdimmDevice device, bool health, bool firmware, NvdimmHealth? known)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (known?.UniqueId is { } id && device.UniqueId is { } here && id != here)
        {
            throw NdctlErrors.OtherDimm(device.Name, id, here);
        }

        var dimm = NdctlDimm.From(device);
        NvdimmException? failure = null;
        try
        {
            if (firmware)
            {
                AddFirmware(dimm, device);
            }
        }
        catch (NvdimmException e)
        {
            failure = e;
        }

        if (health)
        {
            AddHealth(dimm, known is { Functions.Length: > 0 } ? known : new HealthReader(kernel).Read(device));
        }

        return (dimm, failure);
    }

    private void AddHealth(NdctlObject dimm, NvdimmHealth health)
    {
        dimm.Add("health", NdctlDimm.Health(health));
        if (health.Causes.Any(c => c.Level == HealthStatus.Unknown)
            && health.Unavailable.GetValueOrDefault(nameof(NvdimmHealth.HealthDetail)) is { } reason)
        {
            warn?.Invoke(reason.Split(':', ' ')[0] == health.Dimm ? reason : $"{health.Dimm}: {reason}");
        }
    }

    private void AddFirmware(NdctlObject dimm, NvdimmDevice device)
    {
        var target = NvdimmMachine.Target(device);
        if (target.Family is { Name: nameof(NdFamily.Intel) } intel && intel.Find(GetFirmwareInfo) is { } function
            && target.Offers(function))
        {
            using var caller = new DsmCaller(kernel);
            var info = caller.Invoke(target, new DsmCall(function, DsmInput.None(function)));
            var firmware = NdctlDimm.Firmware(info, Offers(target, GetFirmwareInfo, LastOfUpdate));
            dimm.Add("firmware", firmware);
            if (info.Fields.Any(f => f is { Name: "UpdatedVersion", Value: not null }))
            {
                NdctlDimm.Activation(firmware, ActivationStatus(caller, intel, target, device));
            }
        }
    }

    /// <summary>
    /// What the kernel asks when ndctl reads its attribute, which is there under the same conditions; null where it is not.
    /// </summary>
    private DsmResult? ActivationStatus(DsmCaller caller, DsmFamily intel, DsmTarget target, NvdimmDevice device)
    {
        if (!Offers(target, GetActivationStatus, LastOfActivation) || device.Bus is not { } bus
            || new NvdimmMachine(kernel).GetBus(bus).FirmwareActivateNoIdle is null)
        {
            return null;
        }

        var function = intel.Get(GetActivationStatus);
        return caller.Invoke(target, new DsmCall(function, DsmInput.None(function)));
    }

    /// <summary>Whether all functions of a range are offered.</summary>
    private static bool Offers(DsmTarget target, uint first, uint last)
    {
        for (var number = first; number <= last; number++)
        {
            if (target.Family!.Find(number) is not { } function || !target.Offers(function))
            {
                return false;
            }
        }

        return true;
    }
}
