namespace NvdimmPS.Shell.Session;

/// <summary>
/// A process keeps an assembly until it ends. The module asks at each import whether the one that is loaded is its own: the engine
/// loads the root module before it reads the nested ones. Compiled, since a script that looks itself takes a third of the import.
/// </summary>
public static class OneVersion
{
    /// <summary>Whether the loaded assembly comes from somewhere else than the folder that is imported.</summary>
    public static bool IsOther(string folder)
    {
        var isOther = !string.Equals(typeof(OneVersion).Assembly.Location, Path.Join(folder, "NvdimmPS.dll"), StringComparison.Ordinal);
        if (!isOther)
        {
            ViewsAhead.Read(folder);
            CompiledCore.Load(folder);
        }

        return isOther;
    }
}
