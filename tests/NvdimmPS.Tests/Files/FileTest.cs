namespace NvdimmPS.Tests.Files;

/// <summary>A folder of its own, on Linux.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public abstract class FileTest : IDisposable
{
    private protected const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private protected const UnixFileMode Everybody = (UnixFileMode)0b111_111_111;

    protected FileTest() => Assert.SkipUnless(OperatingSystem.IsLinux(), "pipes, links and descriptors as Linux has them");

    private protected string Folder { get; } = Directory.CreateTempSubdirectory("nvdimmps-file").FullName;

    private protected string At(string name) => Path.Combine(Folder, name);

    private protected string Write(string name, string text = "before", UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        File.WriteAllText(At(name), text);
        File.SetUnixFileMode(At(name), mode);
        return At(name);
    }

    private protected string Link(string name, string target)
    {
        File.CreateSymbolicLink(At(name), target);
        return At(name);
    }

    /// <summary>A folder in which everybody may make files, and nobody remove another's.</summary>
    private protected string Sticky(string name)
    {
        Directory.CreateDirectory(At(name));
        File.SetUnixFileMode(At(name), Everybody | UnixFileMode.StickyBit); // whatever the umask
        return At(name);
    }

    /// <summary>Whatever waits for ever must not hold up the tests.</summary>
    private protected static T Soon<T>(Func<T> action)
    {
        var task = Task.Factory.StartNew(action, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Assert.True(Task.WaitAny([task], TimeSpan.FromSeconds(60)) == 0, "it waits");
        return task.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
