using System.Globalization;
using NvdimmPS.Abi;
using NvdimmPS.Dsm.Families;
using NvdimmPS.Kernel;

namespace NvdimmPS.Dsm;

/// <summary>The one registry of families.</summary>
public static class DsmFamilies
{
    /// <summary>Intel's DIMM family, which the legacy DIMM commands spell too.</summary>
    public static readonly DsmFamily Intel = IntelFamily.Create();

    /// <summary>The NFIT bus family of ACPI, which the legacy bus commands spell too.</summary>
    public static readonly DsmFamily NfitBus = NfitBusFamily.Create();

    /// <summary>All of them.</summary>
    public static IReadOnlyList<DsmFamily> All { get; } =
    [
        Intel, Hpe1Family.Create(), Hpe2Family.Create(), MsftFamily.Create(), HyperVFamily.Create(), PaprFamily.Create(),
        NfitBus, IntelBusFamily.Create(),
    ];

    /// <summary>The family of a number on a kind of node, or null.</summary>
    public static DsmFamily? Find(NdNodeKind node, uint code) => All.FirstOrDefault(f => f.Node == node && f.Code == code);

    /// <summary>The family of a name or a number, or null.</summary>
    public static DsmFamily? Find(NdNodeKind node, string? name) =>
        uint.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            ? Find(node, code)
            : All.FirstOrDefault(f => f.Node == node && string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The function that a legacy command spells: Intel's on a DIMM, the NFIT family's on a bus.</summary>
    public static DsmFunction FunctionOf(NdCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return (command.Node == NdNodeKind.Dimm ? Intel : NfitBus).Get((uint)command.Number);
    }
}
