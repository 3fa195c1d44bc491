using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace NvdimmPS.Engine.Harness;

/// <summary>Finds PowerShell's assemblies in the folder that the tests were built with, which is no folder of the tests.</summary>
internal static class EngineResolver
{
    // Before any test is looked at: test classes have the engine's types in their signatures.
    [ModuleInitializer]
    internal static void Register()
    {
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        string folder = typeof(EngineResolver).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "NvdimmPSEngine").Value!;
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            Path.Combine(folder, $"{name.Name}.dll") is var path && File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
    }
}
