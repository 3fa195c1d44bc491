namespace NvdimmPS.Reports.Html;

/// <summary>A host as people read it.</summary>
internal static class HostName
{
    /// <summary>Its name, or that it has none.</summary>
    public static string Display(string? name) => string.IsNullOrWhiteSpace(name) ? "(not named)" : name;
}
