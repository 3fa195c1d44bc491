using NvdimmPS.Fleet;

namespace NvdimmPS.Reports;

/// <summary>Why a host gave no results, or not all.</summary>
/// <param name="Host">The host; null where the failure is not one host's.</param>
/// <param name="Id">The error's id, such as <c>Nvdimm.Fleet.Network</c>.</param>
/// <param name="Message">What happened.</param>
/// <param name="Remedy">What to do next; null where it is not known.</param>
public sealed record ReportFailure(string? Host, string Id, string Message, string? Remedy)
{
    /// <summary>The start of the ids of whole hosts.</summary>
    public const string FleetPrefix = "Nvdimm.Fleet.";

    /// <summary>What a host with it and without results is.</summary>
    public ReportStatus Status => !Id.StartsWith(FleetPrefix, StringComparison.Ordinal)
        ? ReportStatus.Unknown
        : Id[FleetPrefix.Length..] switch
    {
        nameof(FleetFault.NoPowerShell) or nameof(FleetFault.NoModule) or nameof(FleetFault.ModuleTooOld) or nameof(FleetFault.NoNvdimm) =>
            ReportStatus.Unsupported,
        nameof(FleetFault.NoRights) or nameof(FleetFault.BadAnswer) or nameof(FleetFault.Exit) or nameof(FleetFault.TooMuch) =>
            ReportStatus.Unknown,
        _ => ReportStatus.Unreachable,
    };
}
