using System.Text;

namespace NvdimmPS.Kernel;

/// <summary>A path as the C library takes it: UTF-8, ended by a zero byte, in the caller's buffer.</summary>
internal static class NativePath
{
    /// <summary>The buffer that nearly every path in sysfs fits in.</summary>
    public const int StackLimit = 512;

    /// <summary>How many bytes the path needs at most.</summary>
    public static int MaxLength(string folder, string name) => Encoding.UTF8.GetMaxByteCount(folder.Length + name.Length) + 2;

    /// <summary>Writes <c>folder/name</c>, or <c>folder</c> where there is no name.</summary>
    public static void Write(Span<byte> buffer, string folder, string name)
    {
        var length = Encoding.UTF8.GetBytes(folder, buffer);
        if (name.Length > 0)
        {
            buffer[length++] = (byte)'/';
            length += Encoding.UTF8.GetBytes(name, buffer[length..]);
        }

        buffer[length] = 0;
    }
}
