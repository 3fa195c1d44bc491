using NvdimmPS.Files;

namespace NvdimmPS.Shell.Files;

/// <summary>A file's values: JSON where it is named so, else PowerShell data.</summary>
internal static class DataText
{
    public static DataNode Parse(DataOrigin origin, byte[] bytes) =>
        string.Equals(Path.GetExtension(origin.Name), ".json", StringComparison.OrdinalIgnoreCase)
            ? DataJson.Parse(origin, bytes)
            : DataScript.Parse(origin, bytes);
}
