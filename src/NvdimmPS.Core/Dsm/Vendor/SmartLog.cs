using NvdimmPS.Dsm.Vendor.Commands;

namespace NvdimmPS.Dsm.Vendor;

/// <summary>
/// The vendor data of Intel's SMART function. Behind its status word the function answers with the bytes of the module's own
/// health log, so the log's fields are those of the vendor data.
/// </summary>
internal static class SmartLog
{
    // What the SMART function has no field for; the two others say what of it is reported.
    private static readonly HashSet<string> Read = new(StringComparer.Ordinal)
    {
        HealthLog.Valid, HealthLog.VendorSize, "PowerCycles", "PowerOnTime", "UpTime", "UnlatchedDirtyShutdownCount", "MaxMediaTemperature",
        "MaxControllerTemperature", "ThermalThrottlePerformanceLossPercent",
    };

    // By the log's table alone: that of all commands would be made for nothing else, and takes longer than a call.
    private static readonly Lazy<DsmLayout> Layout = new(() => new DsmLayout([.. HealthLog.Fields
        .Where((field, i) => field.Kind == DsmFieldKind.Reserved || Array.FindIndex(HealthLog.Fields, f => f.Name == field.Name) == i)
        .Select(field => Read.Contains(field.Name) ? field : Field.Reserved(field.Size))]));

    /// <summary>The fields of the log in an answer of the SMART function.</summary>
    public static DsmFieldValue[] Decode(ReadOnlyMemory<byte> smart) => DsmDecoder.Decode(Layout.Value, smart[sizeof(uint)..]);
}
