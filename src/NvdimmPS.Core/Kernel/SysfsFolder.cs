using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace NvdimmPS.Kernel;

/// <summary>Lists what a sysfs folder holds. A folder that is missing, or goes away meanwhile, holds nothing.</summary>
internal static class SysfsFolder
{
    /// <summary>The numbers N of the entries called <c>prefixN</c>, ascending. readdir's order means nothing.</summary>
    public static List<int> Numbers(string folder, string prefix)
    {
        var numbers = new List<int>();
        foreach (var name in Read(folder, prefix))
        {
            if (int.TryParse(name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                numbers.Add(number);
            }
        }

        numbers.Sort();
        return numbers;
    }

    /// <summary>The names that begin with a prefix, in the order of their text.</summary>
    public static List<string> Names(string folder, string prefix)
    {
        var names = Read(folder, prefix);
        names.Sort(StringComparer.Ordinal);
        return names;
    }

    private static List<string> Read(string folder, string prefix)
    {
        var names = new List<string>();
        if (OperatingSystem.IsLinux() && Environment.Is64BitProcess)
        {
            ReadNative(folder, prefix, names);
            return names;
        }

        try
        {
            names.AddRange(Directory.EnumerateFileSystemEntries(folder, prefix + "*").Select(path => Path.GetFileName(path)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }

        return names;
    }

    /// <summary>readdir(3): .NET's enumeration asks twice for every link whether it leads to a folder.</summary>
    private static unsafe void ReadNative(string folder, string prefix, List<string> names)
    {
        // struct dirent of every 64-bit Linux: inode, offset, record length, type, then the name.
        const int nameOffset = 19;
        var size = NativePath.MaxLength(folder, "");
        var path = size <= NativePath.StackLimit ? stackalloc byte[NativePath.StackLimit] : new byte[size];
        NativePath.Write(path, folder, "");
        nint directory;
        fixed (byte* p = path)
        {
            directory = Libc.opendir(p);
        }

        if (directory == 0)
        {
            return;
        }

        for (var entry = Libc.readdir(directory); entry is not null; entry = Libc.readdir(directory))
        {
            var name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(entry + nameOffset);
            if (name.Length >= prefix.Length && Ascii.Equals(name[..prefix.Length], prefix))
            {
                names.Add(Encoding.UTF8.GetString(name));
            }
        }

        _ = Libc.closedir(directory);
    }
}
