using NvdimmPS.Files;

namespace NvdimmPS.Tests.Files;

/// <summary>What other systems than Linux write with, tried on whatever this is.</summary>
public sealed class PortableFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nvdimmps-file").FullName;

    [Fact]
    public void A_file_is_replaced_whole_or_not_at_all()
    {
        Write("new", overwrite: false);
        Assert.Throws<FileThereException>(() => Write("new", overwrite: false));
        Write("new", overwrite: true);
        using (var file = new PortableFile(At("new"), overwrite: true, mode: null))
        {
            file.Stream.Write("never"u8);
        }

        Assert.Throws<FileRefusal>(() => new PortableFile(_folder, overwrite: true, mode: null));
        Assert.Throws<DirectoryNotFoundException>(() => new PortableFile(At("no/folder"), overwrite: true, mode: null));
        Assert.Equal("after", File.ReadAllText(Assert.Single(Directory.GetFiles(_folder))));
    }

    [Fact]
    public void What_comes_there_meanwhile_stays()
    {
        using var file = new PortableFile(At("new"), overwrite: false, mode: null);
        File.WriteAllText(At("new"), "somebody's");
        Assert.Throws<FileThereException>(file.Commit);
        Assert.Equal("somebody's", File.ReadAllText(At("new")));
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Links_and_modes_and_devices_stay()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs Unix");
        File.WriteAllText(At("target"), "before");
        File.SetUnixFileMode(At("target"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(At("link"), "target");
        Write("link", overwrite: true, (UnixFileMode)0b110_100_100);
        Assert.Equal(("target", "after"), (new FileInfo(At("link")).LinkTarget, File.ReadAllText(At("target"))));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(At("target")));
        Write("public", overwrite: false, (UnixFileMode)0b110_100_100);
        Assert.Equal((UnixFileMode)0b110_100_100, File.GetUnixFileMode(At("public")));
        Assert.Throws<FileRefusal>(() => new PortableFile("/dev/null", overwrite: true, mode: null));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string At(string name) => Path.Combine(_folder, name);

    private void Write(string name, bool overwrite, UnixFileMode? mode = null)
    {
        using var file = new PortableFile(At(name), overwrite, mode);
        file.Stream.Write("after"u8);
        file.Commit();
    }
}
