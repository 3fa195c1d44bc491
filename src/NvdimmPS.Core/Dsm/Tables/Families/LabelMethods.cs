using NvdimmPS.Abi;

namespace NvdimmPS.Dsm.Families;

/// <summary>
/// ACPI's label methods (_LSI, _LSR, _LSW), which serve the legacy label commands on every DIMM but Intel's: their status
/// words are not those of the _DSM (drivers/acpi/nfit/core.c, ACPI_LABELS_LOCKED).
/// </summary>
internal static class LabelMethods
{
    private static readonly DsmStatusWord[] Statuses =
    [
        new(1, "Failed", "the label method failed"),
        new(2, "InvalidInput", "the input parameters are invalid", NvdimmErrorKind.InvalidArgument),
        new(3, "Locked", "the label area is locked", NvdimmErrorKind.SecurityError),
        new(4, "HardwareError", "hardware error"),
    ];

    /// <summary>The function with the status words of the layer that answers it on this route.</summary>
    public static DsmFunction InTheirWords(DsmTarget target, DsmFunction function, NdRoute route) =>
        route == NdRoute.Legacy && target.Node.Kind == NdNodeKind.Dimm && !DsmFamilies.Intel.IsSameAs(target.Family)
            ? function with { Statuses = Statuses }
            : function;
}
