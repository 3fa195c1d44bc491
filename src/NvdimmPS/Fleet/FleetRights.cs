using System.Management.Automation;
using NvdimmPS.Kernel;

namespace NvdimmPS.Shell.Fleet;

/// <summary>Whether a DIMM's health lacks everything but what needs no rights.</summary>
internal static class FleetRights
{
    /// <summary>True for health whose DIMM could not be opened for want of rights.</summary>
    public static bool AreMissing(PSObject result) =>
        result.Properties["Unavailable"]?.Value is { } value
            && PSObject.AsPSObject(value).BaseObject is System.Collections.IDictionary reasons
        && reasons["HealthDetail"]?.ToString() is { } reason
        && reason.Contains(KernelErrors.PermissionDenied, StringComparison.Ordinal);
}
