using NvdimmPS.Abi;

namespace NvdimmPS.Simulation.Namespaces;

/// <summary>
/// bind and unbind below <c>/sys/bus/nd/drivers</c>: by the device's name, whatever uses it. Errors are errnos, 0 for none.
/// </summary>
internal static class NdDrivers
{
    public const string Dimm = "nvdimm", Region = "nd_region", Pmem = "nd_pmem", Dax = "dax_pmem";

    /// <summary>All of them, which are loaded.</summary>
    public static IReadOnlyList<string> All { get; } = [Dimm, Region, Pmem, Dax];

    /// <summary>
    /// bind_store(): a device that is not there, or of a type that the driver does not serve, is no device; one with a driver is busy.
    /// </summary>
    public static int Bind(NdObject device, string driver) =>
        DriverOf(device) != driver ? Errno.ENODEV
        : IsBound(device) ? Errno.EBUSY
        : device switch
        {
            { Dimm: { } dimm } => dimm.Bind(),
            { Region: { } region } => region.Bind(),
            { Namespace: { } ns } => PmemDriver.Bind(ns),
            _ => PmemDriver.Bind(device.Claim!),
        };

    /// <summary>unbind_store(), which never refuses what is in use.</summary>
    public static int Unbind(NdObject device, string driver)
    {
        if (DriverOf(device) != driver || !IsBound(device))
        {
            return Errno.ENODEV;
        }

        switch (device)
        {
            case { Dimm: { } dimm }:
                dimm.Unbind();
                break;
            case { Region: { } region }:
                region.Unbind();
                break;
            case { Namespace: { } ns }:
                PmemDriver.Unbind(ns);
                break;
            default:
                PmemDriver.Unbind(device.Claim!);
                break;
        }

        return 0;
    }

    /// <summary>The driver that serves devices of this type.</summary>
    public static string? DriverOf(NdObject device) => device switch
    {
        { Dimm: not null } => Dimm,
        { Region: not null } => Region,
        { Namespace: not null } or { Claim.Kind: ClaimKind.Btt or ClaimKind.Pfn } => Pmem,
        { Claim: not null } => Dax,
        _ => null,
    };

    public static bool IsBound(NdObject device) =>
        device.Dimm?.IsBound ?? device.Region?.Enabled ?? device.Namespace?.IsBound ?? device.Claim?.IsBound ?? true;
}
