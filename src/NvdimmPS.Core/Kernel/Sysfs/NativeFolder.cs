using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace NvdimmPS.Kernel;

/// <summary>
/// Lists a folder with four system calls. .NET takes five, and two more for each link in the folder, of which each of
/// libnvdimm's has several.
/// </summary>
internal static unsafe class NativeFolder
{
    private const int BufferSize = 8192;

    // struct linux_dirent64 { u64 d_ino; s64 d_off; u16 d_reclen; u8 d_type; char d_name[]; }
    private const int LengthOffset = 16;
    private const int NameOffset = 19;

    private static bool s_isMissing = !OperatingSystem.IsLinux();

    /// <summary>False where the C library cannot do it; a folder that is not there is empty.</summary>
    public static bool TryRead(string folder, string prefix, List<string> names)
    {
        if (s_isMissing)
        {
            return false;
        }

        var fd = Open(folder);
        if (fd < 0)
        {
            return true;
        }

        try
        {
            Read(fd, Encoding.UTF8.GetBytes(prefix), names);
        }
        catch (EntryPointNotFoundException)
        {
            s_isMissing = true;
        }
        finally
        {
            _ = Libc.close(fd);
        }

        return !s_isMissing;
    }

    /// <summary>What an open folder holds, also one that is open for its path alone; nothing where it may not be read.</summary>
    public static List<string> Names(int folder, string prefix)
    {
        var names = new List<string>();
        var fd = FileCall.OpenAt(folder, ".", Libc.O_RDONLY);
        if (fd >= 0)
        {
            names.AddRange(SysfsFolder.Names($"/proc/self/fd/{fd}", prefix).Where(name => name is not ("." or "..")));
            _ = Libc.close(fd);
        }

        return names;
    }

    [SkipLocalsInit] // Only what the kernel filled is read.
    private static void Read(int fd, ReadOnlySpan<byte> prefix, List<string> names)
    {
        var buffer = stackalloc byte[BufferSize];
        nint filled;
        while ((filled = Libc.getdents64(fd, buffer, BufferSize)) > 0)
        {
            for (nint at = 0; at + NameOffset < filled; at += *(ushort*)(buffer + at + LengthOffset))
            {
                var name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(buffer + at + NameOffset);
                if (name.StartsWith(prefix))
                {
                    names.Add(Encoding.UTF8.GetString(name));
                }
            }
        }
    }

    private static int Open(string folder)
    {
        var size = NativePath.MaxLength(folder, "");
        var name = size <= NativePath.StackLimit ? stackalloc byte[NativePath.StackLimit] : new byte[size];
        NativePath.Write(name, folder, "");
        fixed (byte* p = name)
        {
            // No O_DIRECTORY: its value differs between architectures, and a file lists as nothing anyway.
            return FileCall.Open(p, Libc.O_RDONLY | Libc.O_NONBLOCK);
        }
    }
}
