using NvdimmPS.Health.Baselines;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Files;

/// <summary>What -Baseline means: a file, or objects.</summary>
internal static class BaselineOfParameter
{
    private const string Objects = "-Baseline";

    /// <param name="given">A path, or health objects.</param>
    /// <param name="resolve">Makes a path of PowerShell's one of the system's.</param>
    /// <param name="stop">Ends waiting for the writer, where the file is a pipe.</param>
    /// <exception cref="NvdimmException">It is no baseline.</exception>
    public static HealthBaseline Resolve(object?[] given, Func<string, string> resolve, CancellationToken stop)
    {
        var items = given.SelectMany(Nested.Items).ToList();
        return items is [{ } only] && ForeignObject.Path(only) is { } path
            ? BaselineFile.Load(resolve(path), stop)
            : HealthBaseline.From(Objects, items.ConvertAll(HealthObject.Read));
    }
}
