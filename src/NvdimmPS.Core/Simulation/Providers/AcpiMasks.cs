using NvdimmPS.Simulation.Firmware;

namespace NvdimmPS.Simulation.Providers;

/// <summary>
/// Which functions the nfit driver lets through: those of a family's white-list that the firmware advertises at the
/// revision the driver will use (drivers/acpi/nfit/core.c, <c>acpi_nfit_add_dimm</c> and <c>acpi_nfit_init_dsms</c>).
/// </summary>
internal static class AcpiMasks
{
    public const uint LabelCommands = 1 << 4 | 1 << 5 | 1 << 6;

    // NVDIMM_STANDARD_CMDMASK: the functions of the Intel family that are legacy commands too.
    private const uint StandardCommands = 0x3FE;
    private const uint NfitBusWhiteList = 0x3BE;
    private const uint IntelBusWhiteList = 0x6;

    /// <summary><c>nfit_dsm_revid</c>.</summary>
    public static int Revision(ulong family, int function) => family == 0 && function is >= 11 and <= 30 ? 2 : 1;

    /// <param name="firmware">The DIMM's firmware.</param>
    /// <param name="overriding">The module parameter <c>override_dsm_mask</c>: another white-list, or 0 for the family's own.</param>
    public static uint DimmFunctions(IDsmFirmware firmware, uint overriding)
    {
        var whiteList = overriding != 0 ? overriding : WhiteList(firmware.Family);
        var mask = 0u;
        for (var function = 1; function < 32; function++)
        {
            var bit = 1u << function;
            if ((whiteList & bit) != 0 && (firmware.Query(Revision(firmware.Family, function)) & bit) != 0)
            {
                mask |= bit;
            }
        }

        return mask;
    }

    /// <summary>The generic call always; the legacy numbers are Intel's functions; ACPI's label methods serve any other family.</summary>
    public static uint DimmCommands(IDsmFirmware firmware, uint functions)
    {
        const uint call = 1 << 10;
        return firmware.Family == 0
            ? call | (functions & StandardCommands)
            : call | (firmware is IAcpiLabelMethods ? LabelCommands : 0);
    }

    public static uint BusFunctions(IDsmFirmware? firmware) => firmware is null ? 0 : firmware.Query(1) & NfitBusWhiteList;

    /// <summary>All or nothing: the two functions make sense together only.</summary>
    public static uint IntelBusFunctions(IDsmFirmware? firmware) =>
        firmware is not null && (firmware.Query(1) & IntelBusWhiteList) == IntelBusWhiteList ? IntelBusWhiteList : 0;

    private static uint WhiteList(ulong family) => family switch
    {
        0 => 0x7FFF_FFFE,
        1 => 0x1C_3C76,
        2 => 0x1FE,
        3 => 0xFFFF_FFFE,
        4 => 0x1E,
        5 => 0,
        _ => 0xFFFF_FFFE, // a family that no released kernel knows: all its functions pass
    };
}
