using NvdimmPS.Dsm;
using NvdimmPS.Dsm.Vendor;
using NvdimmPS.Inventory;

namespace NvdimmPS.ModuleLogs;

/// <summary>Sends vendor commands that only read, to modules that have them.</summary>
internal static class ModuleCaller
{
    /// <summary>Why other families do not say what a vendor command says.</summary>
    public const string OnlyIntel = "only modules of the Intel family say this";

    /// <summary>The target of vendor commands.</summary>
    /// <exception cref="NvdimmException">The DIMM's family has none.</exception>
    public static DsmTarget Target(NvdimmDevice device)
    {
        var target = NvdimmMachine.Target(device);
        return DsmFamilies.Intel.IsSameAs(target.Family)
            ? target
            : throw ModuleLogErrors.NotOffered(device.Name, device.Family, target.FamilyReason);
    }

    /// <summary>Whether a DIMM's family has them.</summary>
    public static bool HasLogs(NvdimmDevice device) => DsmFamilies.Intel.IsSameAs(NvdimmMachine.Target(device).Family);

    /// <summary>The command of a name, or of a code such as <c>08:00</c>.</summary>
    /// <exception cref="NvdimmException">There is none.</exception>
    public static VendorCommand Command(string name) => VendorCommands.Find(name) ?? throw ModuleLogErrors.NoCommand(name);

    /// <summary>A version of the firmware interface as people write it.</summary>
    /// <exception cref="NvdimmException">It is none.</exception>
    public static FisVersion? Version(string? text) =>
        text is null ? null : Dsm.Vendor.FisVersion.Parse(text) ?? throw ModuleLogErrors.NoFisVersion(text);

    /// <summary>The version of the module's firmware interface; null where it does not say.</summary>
    public static FisVersion? FisVersion(DsmCaller caller, DsmTarget target)
    {
        try
        {
            return Ask(caller, target, "GetIdentity").Find("FisVersion") is { Valid: true } field
                ? Dsm.Vendor.FisVersion.FromBcd((ushort)field.Number)
                : null;
        }
        catch (NvdimmException)
        {
            return null;
        }
    }

    /// <summary>Sends a command with named values.</summary>
    /// <exception cref="NvdimmException">The kernel or the module refused it.</exception>
    public static DsmResult Ask(DsmCaller caller, DsmTarget target, string command, params (string Field, object Value)[] values) =>
        caller.Invoke(target, VendorCall.Create(VendorCommands.Own(command), values.ToDictionary(v => v.Field, v => (object?)v.Value)));
}
