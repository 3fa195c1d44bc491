using NvdimmPS.Simulation;

namespace NvdimmPS.Benchmarks;

/// <summary>Keeps a simulator's sysfs tree in a folder, for programs that cannot be given a simulator.</summary>
internal static class TreeWriter
{
    public static void Write(string topology, string folder)
    {
        using var kernel = new SimulatedKernel(topology);
        Copy(new DirectoryInfo(kernel.SysfsRoot), folder);
        File.Copy(kernel.MountTable, folder + ".mountinfo", overwrite: true);
    }

    private static void Copy(DirectoryInfo source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var entry in source.EnumerateFileSystemInfos())
        {
            var path = Path.Combine(target, entry.Name);
            if (entry.LinkTarget is { } link)
            {
                File.CreateSymbolicLink(path, link);
            }
            else if (entry is DirectoryInfo folder)
            {
                Copy(folder, path);
            }
            else
            {
                File.Copy(entry.FullName, path);
            }
        }
    }
}
