using System.Globalization;

namespace NvdimmPS.Kernel;

/// <summary>Lists what a sysfs folder holds. A folder that is missing, or goes away meanwhile, holds nothing.</summary>
internal static class SysfsFolder
{
    /// <summary>The numbers N of the entries called <c>prefixN</c>, ascending: readdir's order means nothing.</summary>
    public static List<int> Numbers(string folder, string prefix) => Numbers(Names(folder, prefix), prefix);

    /// <summary>The same of names that are known.</summary>
    public static List<int> Numbers(List<string> names, string prefix)
    {
        var numbers = new List<int>();
        foreach (var name in names)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal)
                && int.TryParse(name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && (name[prefix.Length] != '0' || name.Length == prefix.Length + 1))
            {
                numbers.Add(number);
            }
        }

        numbers.Sort();
        return numbers;
    }

    /// <summary>The names that begin with a prefix.</summary>
    public static List<string> Names(string folder, string prefix)
    {
        BlockingCall.Waits(folder, "");
        var names = new List<string>();
        if (!NativeFolder.TryRead(folder, prefix, names))
        {
            ReadManaged(folder, prefix, names);
        }

        return names;
    }

    /// <summary>Everything in it.</summary>
    public static IEnumerable<string> Entries(string folder) => Names(folder, "").Where(n => n is not ("." or ".."));

    private static void ReadManaged(string folder, string prefix, List<string> names)
    {
        try
        {
            names.AddRange(Directory.EnumerateFileSystemEntries(folder)
                .Select(path => Path.GetFileName(path)).Where(name => name.StartsWith(prefix, StringComparison.Ordinal)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }
}
