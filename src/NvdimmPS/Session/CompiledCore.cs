using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace NvdimmPS.Shell.Session;

/// <summary>
/// The core with machine code beside its IL, where the module's folder has one for this platform: the first command then waits less for
/// the JIT. A runtime does not load an assembly with another platform's machine code, so the one beside NvdimmPS.dll has none.
/// </summary>
internal static class CompiledCore
{
    private const string Platform = "linux-x64", Core = "NvdimmPS.Core.dll";

    /// <summary>Loads it, before anything needs the core. Where that is too late or fails, the other one does the same.</summary>
    public static void Load(string folder)
    {
        var file = Path.Join(folder, Platform, Core);
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64 || !File.Exists(file))
        {
            return;
        }

        try
        {
            if (Identity(file) == Identity(Path.Join(folder, Core)))
            {
                _ = Assembly.LoadFrom(file);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException or InvalidOperationException)
        {
            // It is loaded from beside NvdimmPS.dll already, or the file is broken: that one is as good.
        }
    }

    /// <summary>The mark of what was compiled, which the compiler of machine code keeps: what another version left has another.</summary>
    private static Guid Identity(string file)
    {
        using var image = new PEReader(File.OpenRead(file));
        var metadata = image.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }
}
