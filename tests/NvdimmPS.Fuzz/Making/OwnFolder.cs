namespace NvdimmPS.Fuzz.Making;

/// <summary>
/// This run's folder, which only this user can write, under a name that nobody can know before. It goes with the program, unless
/// the program ends in a way that none survives: then what was thrown last is still in it.
/// </summary>
internal static class OwnFolder
{
    private static readonly Lazy<string> Made = new(Make);

    public static string Path => Made.Value;

    private static string Make()
    {
        var folder = Directory.CreateTempSubdirectory("nvdimmps-fuzz-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }
}
