using System.Globalization;
using System.IO.Enumeration;

namespace NvdimmPS.Kernel;

/// <summary>Lists what a sysfs folder holds. A folder that is missing, or goes away meanwhile, holds nothing.</summary>
internal static class SysfsFolder
{
    // The defaults would ask for every entry's attributes: a stat each.
    private static readonly EnumerationOptions Plain = new() { AttributesToSkip = 0, IgnoreInaccessible = true };

    /// <summary>The numbers N of the entries called <c>prefixN</c>, ascending. readdir's order means nothing.</summary>
    public static List<int> Numbers(string folder, string prefix)
    {
        var numbers = new List<int>();
        try
        {
            numbers.AddRange(new FileSystemEnumerable<int>(
                folder, (ref FileSystemEntry entry) => Parse(entry.FileName, prefix), Plain)
            {
                ShouldIncludePredicate = (ref FileSystemEntry entry) => Parse(entry.FileName, prefix) >= 0,
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }

        numbers.Sort();
        return numbers;
    }

    /// <summary>The names that begin with a prefix, in the order of their text.</summary>
    public static List<string> Names(string folder, string prefix)
    {
        var names = new List<string>();
        try
        {
            names.AddRange(new FileSystemEnumerable<string>(
                folder, (ref FileSystemEntry entry) => entry.FileName.ToString(), Plain)
            {
                ShouldIncludePredicate = (ref FileSystemEntry entry) => entry.FileName.StartsWith(prefix, StringComparison.Ordinal),
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }

        names.Sort(StringComparer.Ordinal);
        return names;
    }

    private static int Parse(ReadOnlySpan<char> name, string prefix) =>
        name.StartsWith(prefix, StringComparison.Ordinal)
        && int.TryParse(name[prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : -1;
}
