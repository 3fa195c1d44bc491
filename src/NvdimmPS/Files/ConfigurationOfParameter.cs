using System.Collections;
using System.Text;
using NvdimmPS.Configuration;
using NvdimmPS.Files;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Files;

/// <summary>What -Reference and -Difference mean: a file, the JSON text of one, or what ConvertFrom-Json made of it.</summary>
internal static class ConfigurationOfParameter
{
    /// <param name="parameter">The parameter, which stands for a file's name where there is none.</param>
    /// <param name="given">What was given.</param>
    /// <param name="resolve">Makes a path of PowerShell's one of the system's.</param>
    /// <param name="stop">Ends waiting for the writer, where the file is a pipe.</param>
    /// <exception cref="NvdimmException">It is no configuration.</exception>
    public static NvdimmConfiguration Resolve(string parameter, object given, Func<string, string> resolve, CancellationToken stop)
    {
        var origin = NvdimmConfiguration.Origin(parameter);
        return ConfigurationReader.Read(Text(given) switch
        {
            null => DataObject.ToNode(origin, given),
            { Length: 0 } => throw origin.Wrong("it is empty", "Give a file, or the text of one."),
            ['{' or '[', ..] json => DataJson.Parse(origin, Encoding.UTF8.GetBytes(json)),
            var path => File(resolve(path), stop),
        });
    }

    private static DataNode File(string path, CancellationToken stop) =>
        DataJson.Parse(
            NvdimmConfiguration.Origin(path), TextFile.Read(path, ParameterFileErrors.Configuration, ConfigurationErrors.TooLarge, stop));

    /// <summary>A text, also as the lines that Get-Content makes of it.</summary>
    private static string? Text(object given)
    {
        if (ForeignObject.Path(given) is { } text)
        {
            return text.Trim();
        }

        var items = ForeignObject.Each(given).Select(i => ForeignObject.Path(i.Item)).ToList();
        return given is not IDictionary && items.Count > 1 && !items.Contains(null) ? string.Join('\n', items).Trim() : null;
    }
}
