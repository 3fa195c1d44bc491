namespace NvdimmPS.Fuzz.Making;

/// <summary>A file of this thread for what the product reads from files only. Each case writes it anew.</summary>
internal static class ScratchFile
{
    [ThreadStatic]
    private static string? t_folder;

    /// <summary>Writes bytes to a file of a name that ends so.</summary>
    public static string Write(string name, ReadOnlySpan<byte> bytes)
    {
        t_folder ??= Directory.CreateDirectory(Path.Combine(OwnFolder.Path, $"{Environment.CurrentManagedThreadId}")).FullName;
        var path = Path.Combine(t_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
