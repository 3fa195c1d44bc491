using System.Reflection;
using System.Runtime.InteropServices;

namespace NvdimmPS.Shell.Session;

/// <summary>
/// The core with machine code beside its IL, where the module's folder has one for this platform: the first command then waits less for
/// the JIT. A runtime does not load an assembly with another platform's machine code, so the one beside NvdimmPS.dll has none.
/// </summary>
internal static class CompiledCore
{
    private const string Platform = "linux-x64";

    /// <summary>Loads it, before anything needs the core. Where that is too late or fails, the other one does the same.</summary>
    public static void Load(string folder)
    {
        var file = Path.Join(folder, Platform, "NvdimmPS.Core.dll");
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64 || !File.Exists(file))
        {
            return;
        }

        try
        {
            _ = Assembly.LoadFrom(file);
        }
        catch (Exception e) when (e is IOException or BadImageFormatException)
        {
            // It is loaded from beside NvdimmPS.dll already, or the file is broken: that one is as good.
        }
    }
}
