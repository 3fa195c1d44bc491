namespace NvdimmPS.Fuzz.Making;

/// <summary>A file of this thread for what the product reads from files only. Each case writes it anew.</summary>
internal static class ScratchFile
{
    [ThreadStatic]
    private static string? t_folder;

    /// <summary>Writes bytes to a file of a name that ends so.</summary>
    public static string Write(string name, ReadOnlySpan<byte> bytes)
    {
        t_folder ??= Folder();
        var path = Path.Combine(t_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static string Folder()
    {
        var folder = Directory.CreateTempSubdirectory("nvdimmps-fuzz-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }
}
