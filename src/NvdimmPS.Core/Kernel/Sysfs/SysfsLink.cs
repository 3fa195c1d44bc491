using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace NvdimmPS.Kernel;

/// <summary>
/// Follows sysfs's links. Where no symbolic link can be made (a simulator on Windows), a link is a small regular file
/// that holds the relative target.
/// </summary>
internal static class SysfsLink
{
    private const int MaxTarget = 1024;

    /// <summary>
    /// The folder that a link names, as text: whether it exists is not asked. A real folder is its own target.
    /// Null where there is nothing, or a file that holds no path.
    /// </summary>
    public static string? Resolve(string path)
    {
        var target = OperatingSystem.IsLinux() ? ReadNative(path) : new FileInfo(path).LinkTarget;
        if (target is null)
        {
            if (Directory.Exists(path))
            {
                return path;
            }

            target = SysfsFile.Read(path).Text;
        }

        return IsPath(target) ? Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path) ?? "", target)) : null;
    }

    /// <summary>The last part of a link's target, as in <c>driver -> ../../bus/nd/drivers/nvdimm</c>.</summary>
    public static string? TargetName(string folder, string name)
    {
        var path = Path.Join(folder, name);
        return Resolve(path) is { } target && target != path ? Path.GetFileName(target) : null;
    }

    private static bool IsPath([NotNullWhen(true)] string? target) =>
        target is { Length: > 0 and <= MaxTarget } && Printable.IsLine(target);

    private static unsafe string? ReadNative(string path)
    {
        var size = NativePath.MaxLength(path, "");
        var name = size <= NativePath.StackLimit ? stackalloc byte[NativePath.StackLimit] : new byte[size];
        NativePath.Write(name, path, "");
        Span<byte> target = stackalloc byte[MaxTarget];
        fixed (byte* p = name)
        fixed (byte* t = target)
        {
            var length = Libc.readlink(p, t, MaxTarget);
            return length is > 0 and < MaxTarget ? Encoding.UTF8.GetString(t, (int)length) : null;
        }
    }
}
