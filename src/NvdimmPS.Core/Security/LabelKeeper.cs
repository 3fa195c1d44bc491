using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.Labels;

namespace NvdimmPS.Security;

/// <summary>Keeps the labels of a DIMM in a backup before something else than labels is written, as before an erase.</summary>
/// <param name="machine">The machine.</param>
/// <param name="caller">Reads the labels.</param>
/// <param name="kept">Told the DIMM and the folder of its backup.</param>
/// <param name="without">Told the DIMM and why it has none that could be kept.</param>
public sealed class LabelKeeper(NvdimmMachine machine, DsmCaller caller, Action<string, string> kept, Action<string, string> without)
{
    /// <summary>Keeps them. A DIMM that has none, or lets none be read while it is locked, is told and goes on.</summary>
    /// <exception cref="NvdimmException">They cannot be kept; nothing was sent.</exception>
    public void Keep(NvdimmDevice device, string action)
    {
        NvdimmLabelArea area;
        try
        {
            area = new LabelReader(caller, machine.Kernel.Source).Read(device);
        }
        catch (NvdimmException e) when (e.ErrorId == "Nvdimm.Label.NotOffered" || device.Security == SecurityWords.Locked)
        {
            without(device.Name, e.Message);
            return;
        }

        var backups = LabelBackups.For(machine.Kernel);
        kept(device.Name, backups.Save(area, action, DateTime.UtcNow));
        backups.Finish(device);
    }
}
