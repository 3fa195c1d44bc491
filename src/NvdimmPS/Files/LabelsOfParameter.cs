using System.Management.Automation;
using NvdimmPS.Labels;

namespace NvdimmPS.Shell.Files;

/// <summary>Label areas that a parameter gives: paths, objects of Get-NvdimmLabel, or these back from files and hosts.</summary>
internal static class LabelsOfParameter
{
    /// <exception cref="NvdimmException">One of them is none.</exception>
    public static IReadOnlyList<NvdimmLabelArea> Resolve(string parameter, object[] given, Func<string, string> filePath,
        Func<string, IReadOnlyList<NvdimmLabelArea>> read) => [.. given.SelectMany(item => item switch
        {
            PSObject { BaseObject: NvdimmLabelArea area } => [area],
            NvdimmLabelArea area => [area],
            PSObject { BaseObject: string path } => read(filePath(path)),
            string path => read(filePath(path)),
            PSObject { BaseObject: FileSystemInfo file } => read(file.FullName),
            FileSystemInfo file => read(file.FullName),
            PSObject other when (other.Properties["Bytes"] ?? other.Properties["Hex"])?.Value is { } bytes =>
                [LabelFile.FromObject(Bytes(parameter, bytes),
                other.Properties["Dimm"]?.Value as string, other.Properties["Serial"]?.Value as string,
                other.Properties["UniqueId"]?.Value as string)],
            _ => throw ParameterFileErrors.NoLabels(parameter, item),
        })];

    private static byte[] Bytes(string parameter, object given)
    {
        if (given is string { Length: > 0 } digits)
        {
            return digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit) ? Convert.FromHexString(digits)
                : throw ParameterFileErrors.NoLabels(parameter, "its hexadecimal digits");
        }

        return LanguagePrimitives.TryConvertTo<byte[]>(given, out var bytes) ? bytes : throw ParameterFileErrors.NoLabels(parameter, given);
    }
}
