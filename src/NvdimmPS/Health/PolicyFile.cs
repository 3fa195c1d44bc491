using NvdimmPS.Health.Policies;

namespace NvdimmPS.Health;

/// <summary>A policy's file: JSON where it is named so, else PowerShell data.</summary>
internal static class PolicyFile
{
    /// <exception cref="NvdimmException">It cannot be read, or something in it is wrong.</exception>
    public static HealthPolicy Load(string path)
    {
        var bytes = TextFile.Read(path, Errors.PolicyUnreadable, Errors.PolicyTooLarge);
        var isJson = string.Equals(Path.GetExtension(path), ".json", StringComparison.OrdinalIgnoreCase);
        return PolicyReader.Read(isJson ? PolicyJson.Parse(path, bytes) : PolicyData.Parse(path, bytes));
    }
}
