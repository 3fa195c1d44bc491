namespace NvdimmPS.Firmware;

/// <summary>What can go wrong when firmware versions are read.</summary>
internal static class FirmwareErrors
{
    internal static NvdimmException NoVersion(string target, string? family, string? reason) =>
        new("Nvdimm.Firmware.NotOffered", NvdimmErrorKind.NotImplemented, target,
            family is null
                ? $"{target} does not say which firmware it runs: {reason ?? "its family is not known"}."
                : $"{target} does not say which firmware it runs: the {family} family has no function for it.",
            "The Intel, Msft and Hpe1 families report it; for others see the platform's own tools.");
}
