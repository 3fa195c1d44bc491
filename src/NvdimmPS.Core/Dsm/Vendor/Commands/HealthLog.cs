using static NvdimmPS.Dsm.Field;
using static NvdimmPS.Dsm.Vendor.VendorField;

namespace NvdimmPS.Dsm.Vendor.Commands;

/// <summary>08:00: the bytes of the SMART function of the DSM, its vendor data among them.</summary>
internal static class HealthLog
{
    public const string Valid = "ValidationFlags", VendorSize = "VendorSpecificDataSize";

    private const int VendorStart = 36, FlushBit = 7;

    private static readonly string[] Details =
        ["PmAdr", "S3", "S5", "DdrtPowerFail", "PmicPowerLoss", "WarmReset", "ThermalShutdown", "FirmwareFlushComplete"];

    public static DsmField[] Fields { get; } =
    [
        Flags(Valid, 4, "Which fields are reported", "HealthStatus", "PercentageRemaining", null, "MediaTemperature",
            "ControllerTemperature", "LatchedDirtyShutdownCount", "AitDramStatus", "HealthStatusReason", null, "AlarmTrips",
            "LatchedLastShutdownStatus", "VendorData"),
        Reserved(4),
        Flags("HealthStatus", 1, "Health; none is healthy", "NonCritical", "Critical", "Fatal").ValidBit(Valid, 0),
        U8("PercentageRemaining", "Life that is left", "%").ValidBit(Valid, 1),
        Reserved(1),
        Flags("AlarmTrips", 1, "Alarms that have tripped", LogCommands.AlarmNames).ValidBit(Valid, 9),
        Temperature("MediaTemperature", "Temperature of the hottest die").ValidBit(Valid, 3),
        Temperature("ControllerTemperature", "Temperature of the controller").ValidBit(Valid, 4),
        U32("LatchedDirtyShutdownCount", "Shutdowns without a flush").ValidBit(Valid, 5),
        Enum("AitDramStatus", 1, "Address translation DRAM", "Disabled", "Loaded").ValidBit(Valid, 6),
        Flags("HealthStatusReason", 2, "Why the health is not normal", "RemainingBelowOnePercent", "PackageSparingHappened",
            "CapSelfTestWarning", "RemainingZero", "DieFailure", "AitDramDisabled", "CapSelfTestFailed", "CriticalInternalStateFailure",
            "PerformanceDegraded", "CapSelfTestCommunicationFailure").ValidBit(Valid, 7),
        Reserved(8),
        Enum("LatchedLastShutdownStatus", 1, "Last shutdown", "Clean").Otherwise("Dirty").ValidBit(Valid, 10),
        U32(VendorSize, "Bytes that follow", "bytes").ValidBit(Valid, 11),
        .. new[]
        {
            U64("PowerCycles", "Power cycles"),
            U64("PowerOnTime", "Lifetime power-on time", "s"),
            U64("UpTime", "Since the power came", "s"),
            U32("UnlatchedDirtyShutdownCount", "Unlatched dirty shutdowns"),
            ShutdownDetails("LatchedLastShutdownDetails").Before(3, 0),
            ShutdownDetails("LatchedLastShutdownDetails").Ignoring(FlushBit).From(3, 0),
            Time("LastShutdownTime", "When it was shut down, by its own clock"),
            ExtendedDetails("LatchedLastShutdownExtendedDetails"),
            Reserved(2),
            ShutdownDetails("UnlatchedLastShutdownDetails").Before(3, 0),
            ShutdownDetails("UnlatchedLastShutdownDetails").Ignoring(FlushBit).From(3, 0),
            ExtendedDetails("UnlatchedLastShutdownExtendedDetails"),
            Temperature("MaxMediaTemperature", "Highest temperature of the media, for life"),
            Temperature("MaxControllerTemperature", "Highest temperature of the controller, for life"),
            U8("ThermalThrottlePerformanceLossPercent", "Average loss since the last read of this boot", "%").From(2, 1),
        }.Select(f => f.Kind == DsmFieldKind.Reserved ? f : f.ValidBit(Valid, 11).Within(VendorSize, VendorStart)),
    ];

    private static DsmField ShutdownDetails(string name) => Flags(name, 1, "What led to the shutdown", Details);

    /// <summary>Bits 6 to 9 and 10 to 13 are numbers: 15 where the flush was completed.</summary>
    private static DsmField ExtendedDetails(string name) => Flags(name, 3, "What else led to the shutdown", "Viral", "SurpriseClockStop",
        "WriteDataFlushComplete", "S4", "PmIdle", "SurpriseReset", "ExtendedAdrFlush0", "ExtendedAdrFlush1", "ExtendedAdrFlush2",
        "ExtendedAdrFlush3", "SxExtendedFlush0", "SxExtendedFlush1", "SxExtendedFlush2", "SxExtendedFlush3");
}
