using NvdimmPS.Simulation;
using NvdimmPS.Simulation.Sysfs;
using NvdimmPS.Tests.Files;

namespace NvdimmPS.Tests.Simulation;

/// <summary>The folder with a simulator's files: this user's alone, and gone with the simulator or with the next one.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class SimulatorFolderTests : FileTest
{
    [Fact]
    public void Nobody_else_may_look_into_it()
    {
        using var kernel = new SimulatedKernel("1x1");
        var root = Path.GetDirectoryName(kernel.SysfsRoot)!;
        Assert.Equal(Private, File.GetUnixFileMode(root));
        Assert.Equal(Private, File.GetUnixFileMode(Path.GetDirectoryName(root)!));
        Assert.Equal(root, new DirectoryInfo(root).FullName);
    }

    [Fact]
    public void What_a_killed_process_left_is_removed_and_a_living_simulator_is_not()
    {
        using var living = new SimulatedKernel("1x1");
        var parent = Path.GetDirectoryName(Path.GetDirectoryName(living.SysfsRoot))!;
        var stale = Directory.CreateDirectory(Path.Combine(parent, $"simulator-{Guid.NewGuid():N}")).FullName;
        var link = Path.Combine(parent, $"simulator-{Guid.NewGuid():N}");
        Directory.CreateDirectory(Path.Combine(stale, "sys"));
        File.WriteAllText(Path.Combine(stale, "sys", "mountinfo"), "");
        Write("mine");
        File.CreateSymbolicLink(link, Folder);
        File.CreateSymbolicLink(Path.Combine(stale, "sys", "link"), Folder);
        try
        {
            // Not by one alone: a simulator that starts in another process may be at it.
            while (Directory.Exists(stale))
            {
                new SimulatedKernel("1x1").Dispose();
            }

            Assert.True(Directory.Exists(living.SysfsRoot));
            Assert.True(File.Exists(At("mine")));
        }
        finally
        {
            File.Delete(link);
        }
    }

    [Fact]
    public void Elsewhere_than_on_Linux_it_is_a_new_folder_that_goes_with_it()
    {
        var folder = new SimulatorFolder.PortableFolder();
        Assert.Equal(Private, File.GetUnixFileMode(folder.Root));
        Directory.CreateDirectory(Path.Combine(folder.Root, "sys"));
        folder.Dispose();
        folder.Dispose();
        Assert.False(Path.Exists(folder.Root));
    }

    /// <summary>What others lay into shared memory under the name of old simulators is nobody's business here.</summary>
    [Fact]
    public void Folders_elsewhere_stay_whatever_their_names()
    {
        Assert.SkipUnless(Directory.Exists("/dev/shm"), "needs shared memory");
        var foreign = Directory.CreateDirectory($"/dev/shm/nvdimm-simulator-{Guid.NewGuid():N}"[..41]).FullName;
        try
        {
            File.WriteAllText(Path.Combine(foreign, "lock"), "");
            Directory.SetLastWriteTimeUtc(foreign, DateTime.UnixEpoch);
            using (SimulatorFolder.Create())
            {
                Assert.True(File.Exists(Path.Combine(foreign, "lock")));
            }
        }
        finally
        {
            Directory.Delete(foreign, recursive: true);
        }
    }
}
