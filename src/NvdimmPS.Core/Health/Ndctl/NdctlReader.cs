using NvdimmPS.Dsm;
using NvdimmPS.Kernel;
using NvdimmPS.Model;

namespace NvdimmPS.Health.Ndctl;

/// <summary>Lists DIMMs as <c>ndctl list -D</c> does, by our own reading. A DIMM that does not answer stays in the list.</summary>
public sealed class NdctlReader(INdKernel kernel)
{
    private const uint GetFirmwareInfo = 12, LastOfUpdate = 16;

    private readonly List<NdctlObject> _dimms = [];

    /// <summary>The JSON array; null where there is no DIMM, of which ndctl says nothing either.</summary>
    public string? Text => _dimms.Count == 0 ? null : NdctlText.Write(_dimms);

    /// <summary>Adds a DIMM.</summary>
    /// <param name="device">The DIMM, read in full.</param>
    /// <param name="health">Asks how it fares.</param>
    /// <param name="firmware">Asks for the firmware's version.</param>
    /// <exception cref="NvdimmException">Its firmware's version was refused; the DIMM is in the list all the same.</exception>
    public void Add(NvdimmDevice device, bool health, bool firmware)
    {
        ArgumentNullException.ThrowIfNull(device);
        var dimm = NdctlDimm.Of(device);
        _dimms.Add(dimm);
        try
        {
            if (firmware)
            {
                AddFirmware(dimm, device);
            }
        }
        finally
        {
            if (health)
            {
                dimm.Add("health", NdctlDimm.Health(new HealthReader(kernel).Read(device)));
            }
        }
    }

    private void AddFirmware(NdctlObject dimm, NvdimmDevice device)
    {
        var target = NvdimmMachine.Target(device);
        if (target.Family is { Name: "Intel" } intel && intel.Find(GetFirmwareInfo) is { } function && target.Offers(function))
        {
            using var caller = new DsmCaller(kernel);
            dimm.Add("firmware", NdctlDimm.Firmware(caller.Invoke(target, new DsmCall(function, DsmInput.None(function))), CanUpdate(intel, target)));
        }
    }

    /// <summary>All functions of an update are offered.</summary>
    private static bool CanUpdate(DsmFamily family, DsmTarget target)
    {
        for (var number = GetFirmwareInfo; number <= LastOfUpdate; number++)
        {
            if (family.Find(number) is not { } function || !target.Offers(function))
            {
                return false;
            }
        }

        return true;
    }
}
