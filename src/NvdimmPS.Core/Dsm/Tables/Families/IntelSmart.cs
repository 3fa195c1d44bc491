using NvdimmPS.Abi;
using static NvdimmPS.Dsm.Families.IntelFamily;
using static NvdimmPS.Dsm.Field;

namespace NvdimmPS.Dsm.Families;

/// <summary>
/// Intel's SMART and health data, of which each version of the interface has its own form. Bit 2 of the validity flags
/// tells V1.6 and V1.7 from V1.8, which dropped it and gave byte 25 another meaning.
/// </summary>
internal static class IntelSmart
{
    /// <summary>V1.6 added functions 10 to 18; V1.0 to V1.3 know none of them.</summary>
    public const int FirstOfV16 = 10;

    private static readonly DsmField HealthState =
        Enum("HealthState", 1, "Health summary")
            .Values((0, "Normal"), (1, "NonCritical"), (2, "Critical"), (4, "Fatal")).ValidBit("ValidFlags", 0);

    private static readonly DsmField Reason =
        Flags("HealthStatusReason", 2, "Why the health is not normal (from V1.8)", "RemainingBelowOnePercent", null, "CapSelfTestWarning",
            "RemainingZero",
            "DieFailure", "AitDramDisabled", "CapSelfTestFailed", "CriticalInternalStateFailure", "PerformanceDegraded",
                "CapSelfTestCommunicationFailure");

    private static readonly DsmField Pmic = Temperature("PmicTemperature", "Temperature of the power controller (V1.6)").Over(25);

    public static DsmFunction Create() => new(1, "GetSmart", DsmDanger.Read, "Get SMART and Health Info")
    {
        LegacyCommand = NdCommands.Smart,
        Source = "V1.8 to V3.0, SMART and Health Data",
        Input = DsmLayout.Empty,
        Output = Current(Reason.ValidBit("ValidFlags", 7), Pmic.ValidWhen("ValidFlags", 0, 1)),
        Generation = "V1.8",
        GenerationReason = "nothing in the answer is of an older version",
        Generations =
        [
            new()
            {
                Name = "V1.0",
                Output = V10,
                Evidence = [new("ValidFlags", 0xFFFFFF80, 0), new("ValidFlags", 0x7F, 0) { Not = true }],
                FunctionsBelow = FirstOfV16,
                Reason = "ValidFlags has only bits of V1.0, and the DIMM offers no function that a later version added",
                Statuses = [.. Statuses[..4], VendorSpecific(4)],
                Source = "V1.0, SMART and Health Data",
            },
            new()
            {
                // What it reports reads the same in the later forms, so there is nothing to find out.
                Name = "V1.2",
                Output = V12,
                Statuses = [.. Statuses[..7], VendorSpecific(7)],
                Source = "V1.2 and V1.3, SMART and Health Data",
            },
            new()
            {
                Name = "V1.6",
                Output = Current(Reason.ValidWhen("ValidFlags", 0, 1), Pmic.ValidBit("ValidFlags", 7)),
                Evidence = [new("ValidFlags", 4, 4)],
                Reason = "ValidFlags has PercentageUsed, which V1.8 dropped",
                Source = "V1.6 and V1.7, SMART and Health Data",
            },
        ],
    };

    private static DsmStatusWord VendorSpecific(uint code) =>
        new(code, "VendorSpecific", "a vendor-specific error: see the upper half of the status code");

    private static DsmLayout V10 => new(
        Status,
        Flags("ValidFlags", 4, "Which fields are reported", "Health", "Temperature", "SparesRemaining", "AlarmTrips", "PercentageUsed",
            "LastShutdownStatus", "VendorData"),
        Reserved(4),
        HealthState,
        Temperature("Temperature", "Current temperature of the device").ValidBit("ValidFlags", 1),
        U8("SparesRemaining", "Spare blocks left", "%").ValidBit("ValidFlags", 2),
        Flags("AlarmTrips", 1, "Alarms that have tripped", "Temperature", "SparesRemaining").ValidBit("ValidFlags", 3),
        U8("PercentageUsed", "Life used", "%").ValidBit("ValidFlags", 4),
        Enum("LastShutdownStatus", 1, "Last shutdown", "Clean").Otherwise("Dirty").ValidBit("ValidFlags", 5),
        Reserved(1),
        U32("VendorDataSize", "Bytes of vendor data", "bytes").ValidBit("ValidFlags", 6),
        Bytes("VendorData", 108, "Vendor data").ValidBit("ValidFlags", 6).CountedBy("VendorDataSize"));

    private static DsmLayout V12 => new(
        Status,
        Flags("ValidFlags", 4, "Which fields are reported", "Health", "SparesRemaining", "PercentageUsed", "MediaTemperature",
            "ControllerTemperature",
            null, null, null, null, "AlarmTrips", "LastShutdownStatus", "VendorData"),
        Reserved(4),
        HealthState,
        U8("SparesRemaining", "Spare blocks left", "%").ValidBit("ValidFlags", 1),
        U8("PercentageUsed", "Life used", "%").ValidBit("ValidFlags", 2),
        Flags("AlarmTrips", 1, "Alarms that have tripped", Alarms).ValidBit("ValidFlags", 9),
        Temperature("MediaTemperature", "Temperature of the media").ValidBit("ValidFlags", 3),
        Temperature("ControllerTemperature", "Temperature of the controller").ValidBit("ValidFlags", 4),
        Reserved(15),
        Enum("LastShutdownStatus", 1, "Last shutdown", "Clean").Otherwise("Dirty").ValidBit("ValidFlags", 10),
        U32("VendorDataSize", "Bytes of vendor data", "bytes").ValidBit("ValidFlags", 11),
        Bytes("VendorData", 92, "Vendor data").ValidBit("ValidFlags", 11).CountedBy("VendorDataSize"));

    /// <summary>V1.6 and later: the same names in all of them, so that what asks for one need not know the version.</summary>
    private static DsmLayout Current(DsmField reason, DsmField pmic) => new(
        Status,
        Flags("ValidFlags", 4, "Which fields are reported", "Health", "SparesRemaining", "PercentageUsed", "MediaTemperature",
            "ControllerTemperature", "DirtyShutdownCount", "AitDramStatus", "HealthStatusReason", null, "AlarmTrips", "LastShutdownStatus",
                "VendorData"),
        Reserved(4),
        HealthState,
        U8("SparesRemaining", "Spare blocks left; from V1.8 the module's life left", "%").ValidBit("ValidFlags", 1),
        U8("PercentageUsed", "Life used, before V1.8", "%").ValidBit("ValidFlags", 2),
        Flags("AlarmTrips", 1, "Alarms that have tripped", Alarms).ValidBit("ValidFlags", 9),
        Temperature("MediaTemperature", "Temperature of the media").ValidBit("ValidFlags", 3),
        Temperature("ControllerTemperature", "Temperature of the controller").ValidBit("ValidFlags", 4),
        U32("DirtyShutdownCount", "Shutdowns without a flush (latched, from V1.8)").ValidBit("ValidFlags", 5),
        Enum("AitDramStatus", 1, "Address translation DRAM", "Disabled", "Enabled").ValidBit("ValidFlags", 6),
        reason,
        pmic,
        Reserved(8),
        Enum("LastShutdownStatus", 1, "Last shutdown (latched, from V1.8)", "Clean").Otherwise("Dirty").ValidBit("ValidFlags", 10),
        U32("VendorDataSize", "Bytes of vendor data", "bytes").ValidBit("ValidFlags", 11),
        Bytes("VendorData", 92, "Vendor data").ValidBit("ValidFlags", 11).CountedBy("VendorDataSize"));
}
