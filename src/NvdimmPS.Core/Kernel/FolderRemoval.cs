namespace NvdimmPS.Kernel;

/// <summary>
/// Removes a folder with all that is in it, by descriptors: whoever exchanges a folder for a link meanwhile has the link removed
/// and nothing behind it.
/// </summary>
internal static class FolderRemoval
{
    /// <summary>Removes a folder in one that is this user's alone.</summary>
    public static void Remove(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            Directory.Delete(path, recursive: true);
            return;
        }

        var fd = FileCall.Open(Path.GetDirectoryName(path)!, Libc.O_PATH);
        if (fd >= 0)
        {
            Remove(fd, Path.GetFileName(path));
            _ = Libc.close(fd);
        }
    }

    /// <summary>Removes what a folder has under a name. What cannot be removed stays.</summary>
    public static void Remove(int folder, string name)
    {
        var fd = FileCall.OpenAt(folder, name, Libc.O_RDONLY | Libc.O_NOFOLLOW | Libc.O_NONBLOCK);
        if (fd < 0)
        {
            return;
        }

        if (FileStatus.Get(fd) is { Kind: FileKind.Folder })
        {
            foreach (var inner in NativeFolder.Names(fd, string.Empty))
            {
                // The kernel itself says that it is a folder; a link is none.
                if (Libc.unlinkat(fd, inner, 0) != 0)
                {
                    Remove(fd, inner);
                }
            }
        }

        _ = Libc.close(fd);
        _ = Libc.unlinkat(folder, name, Libc.AT_REMOVEDIR);
    }
}
