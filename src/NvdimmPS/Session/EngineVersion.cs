using System.Management.Automation;
using System.Reflection;

namespace NvdimmPS.Shell.Session;

/// <summary>The version of PowerShell.</summary>
internal static class EngineVersion
{
    public static string Text { get; } =
        typeof(PSObject).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split(' ')[0] ?? "?";
}
