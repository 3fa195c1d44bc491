using NvdimmPS.Kernel;

namespace NvdimmPS.Files;

/// <summary>A file that a newer one has taken the place of.</summary>
internal static class OldFile
{
    /// <summary>Removes it; one that cannot be removed stays, and does no harm.</summary>
    public static void Remove(string path)
    {
        try
        {
            if (!OperatingSystem.IsLinux())
            {
                File.Delete(path);
                return;
            }

            using var place = FilePlace.Find(Path.GetFullPath(path));
            if (place.Status is { IsRegular: true })
            {
                _ = Libc.unlinkat(place.Folder, place.Name, 0);
            }
        }
        catch (Exception e) when (AtomicFile.IsOfTheDisk(e))
        {
            // As said.
        }
    }
}
