using System.Text;
using NvdimmPS.Files;
using NvdimmPS.Findings.Policies;
using NvdimmPS.Health.Baselines;

namespace NvdimmPS.Cli;

/// <summary>Policies and baselines on the command line: JSON, since what else the module reads takes PowerShell.</summary>
internal static class HealthFiles
{
    /// <exception cref="NvdimmException">It cannot be read, or something in it is wrong.</exception>
    public static HealthPolicy Policy(string path)
    {
        var bytes = TextFile.Read(path, PolicyErrors.Unreadable, PolicyErrors.TooLarge, CancellationToken.None);
        return bytes.AsSpan().TrimStart(" \t\r\n\uFEFF"u8) is [(byte)'@' or (byte)'#', ..]
            ? throw ConsoleErrors.PolicyForModule(path)
            : PolicyReader.Read(DataJson.Parse(HealthPolicy.File(path), bytes));
    }

    /// <exception cref="NvdimmException">It cannot be read, or is no baseline.</exception>
    public static HealthBaseline Baseline(string path)
    {
        var text = TextFile.ReadText(path, BaselineErrors.Unreadable, BaselineErrors.TooLarge, CancellationToken.None);
        return BaselineJson.IsXml(text)
            ? throw ConsoleErrors.BaselineForModule(path)
            : BaselineJson.Parse(path, Encoding.UTF8.GetBytes(text));
    }
}
