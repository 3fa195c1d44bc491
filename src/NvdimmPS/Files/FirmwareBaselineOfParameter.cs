using System.Management.Automation;
using NvdimmPS.Files;
using NvdimmPS.Findings.FirmwareBaselines;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Files;

/// <summary>What Test-NvdimmFirmware's -Baseline means: a version, a file, or a table.</summary>
internal static class FirmwareBaselineOfParameter
{
    /// <param name="given">What was given.</param>
    /// <param name="resolve">Makes a path of PowerShell's one of the system's.</param>
    /// <param name="stop">Ends waiting for the writer, where the file is a pipe.</param>
    /// <exception cref="NvdimmException">It is no baseline.</exception>
    public static FirmwareBaseline Resolve(object given, Func<string, string> resolve, CancellationToken stop) =>
        (ForeignObject.Path(given) ?? Version(given)) switch
    {
        { } text when FirmwareBaseline.IsVersion(text.Trim()) => FirmwareBaseline.FromVersion(text.Trim()),
        { } path => Load(resolve(path), stop),
        null => FirmwareBaseline.Read(DataObject.ToNode(FirmwareBaseline.Origin("-Baseline"), given), isBare: true),
    };

    /// <summary>A number at the prompt remembers how it was typed: 1.10 is not 1.1.</summary>
    private static string? Version(object given) => (given is PSObject wrapped ? wrapped.BaseObject : given)
        is not (int or uint or long or ulong or short or ushort or byte or double or decimal) ? null
        : given.ToString() is { } typed && FirmwareBaseline.IsVersion(typed) ? typed
        : FirmwareBaseline.FromNumber(LanguagePrimitives.ConvertTo<double>(given));

    private static FirmwareBaseline Load(string path, CancellationToken stop) => FirmwareBaseline.Read(
        DataText.Parse(
            FirmwareBaseline.Origin(path),
                TextFile.Read(path, ParameterFileErrors.FirmwareBaseline, FirmwareBaselineErrors.TooLarge, stop)),
        isBare: false);
}
