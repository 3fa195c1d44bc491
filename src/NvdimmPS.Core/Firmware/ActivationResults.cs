namespace NvdimmPS.Firmware;

/// <summary>
/// The results of a firmware activation. Intel's specification (V3.0, table 3-38) has 1 = success and 2 = nothing staged; the
/// kernel's header has the two the other way round, and its test bus answers by the header.
/// </summary>
internal static class ActivationResults
{
    private const string Success = "Success", NotStaged = "NotStaged";

    private static readonly string[] Words =
        ["None", Success, NotStaged, "ResetRequired", "MediaDisabled", "Aborted", "RequirementsNotMet", "Error"];

    public static string BySpecification(ulong code) => code < (ulong)Words.Length ? Words[code] : $"Unknown{code}";

    public static string ByKernel(ulong code) => BySpecification(code switch { 1 => 2, 2 => 1, _ => code });

    /// <summary>
    /// The reading that fits: the only one; or, where an image is staged, the one that does not claim that none was. Null where
    /// nothing tells them apart.
    /// </summary>
    public static string? Fitting(ulong code, bool isStaged) =>
        BySpecification(code) == ByKernel(code) ? BySpecification(code) : isStaged ? Success : null;
}
