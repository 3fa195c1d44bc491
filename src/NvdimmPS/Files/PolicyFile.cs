using NvdimmPS.Files;
using NvdimmPS.Findings.Policies;

namespace NvdimmPS.Shell.Files;

/// <summary>A policy's file.</summary>
internal static class PolicyFile
{
    /// <exception cref="NvdimmException">It cannot be read, or something in it is wrong.</exception>
    public static HealthPolicy Load(string path, CancellationToken stop) =>
        PolicyReader.Read(
            DataText.Parse(HealthPolicy.File(path), TextFile.Read(path, PolicyErrors.Unreadable, PolicyErrors.TooLarge, stop)));
}
