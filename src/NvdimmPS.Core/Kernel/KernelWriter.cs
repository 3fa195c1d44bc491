using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace NvdimmPS.Kernel;

/// <summary>
/// Writes sysfs attributes and the disks of namespaces. The audit log puts itself in when Core is loaded, and sees each write before it
/// is made.
/// </summary>
internal static class KernelWriter
{
    /// <summary>Logs a write before it is made; null where it need not be.</summary>
    /// <exception cref="NvdimmException">It must be logged and cannot be, so it must not be made.</exception>
    public delegate IWriteEntry? Announcement(INdKernel kernel, KernelWrite write, string? command);

    /// <summary>The log of this process; null where there is none.</summary>
    public static Announcement? Announce { get; set; }

    /// <summary>Writes an attribute.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="target">What it concerns: a region, a bus.</param>
    /// <param name="attribute">Its path below sysfs's root.</param>
    /// <param name="value">The text.</param>
    /// <param name="command">The cmdlet or command, for the log.</param>
    /// <param name="losesData">Whether it can lose data, for the log.</param>
    /// <param name="sending">Called once it is logged, right before it is made.</param>
    /// <returns>How many bytes the kernel took, or the negated errno.</returns>
    public static int Attribute(INdKernel kernel, string target, string attribute, string value, string? command,
        bool losesData = false, Action? sending = null)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        return Logged(kernel, new KernelWrite(target, "/sys/" + attribute, value.TrimEnd('\n'), bytes, losesData), command,
            () =>
            {
                sending?.Invoke();
                return kernel.WriteAttribute(attribute, bytes);
            });
    }

    /// <summary>Writes bytes of a disk, and waits until they are on the media.</summary>
    /// <returns>How many bytes were written, or the negated errno.</returns>
    public static int Disk(INdKernel kernel, string target, INdDisk disk, ulong offset, byte[] bytes, string? command)
    {
        var what = string.Create(CultureInfo.InvariantCulture, $"{bytes.Length} bytes at {offset}");
        return Logged(kernel, new KernelWrite(target, "/dev/" + disk.Name, what, bytes, IsDestructive: true), command, () =>
        {
            var written = disk.Write(offset, bytes);
            return written == bytes.Length && disk.Flush() is < 0 and var errno ? errno : written;
        });
    }

    private static int Logged(INdKernel kernel, KernelWrite write, string? command, Func<int> send)
    {
        var entry = Announce?.Invoke(kernel, write, command);
        var start = Stopwatch.GetTimestamp();
        try
        {
            var result = send();
            entry?.Answer(result, Stopwatch.GetElapsedTime(start));
            return result;
        }
        catch (Exception e)
        {
            entry?.Fail(e);
            throw;
        }
    }
}

/// <summary>A write as it is logged.</summary>
/// <param name="Target">What it concerns.</param>
/// <param name="Path">The attribute or node.</param>
/// <param name="Value">The text, or which bytes.</param>
/// <param name="Bytes">What is written.</param>
/// <param name="IsDestructive">Whether it can lose data.</param>
internal sealed record KernelWrite(string Target, string Path, string Value, byte[] Bytes, bool IsDestructive)
{
    /// <summary>The hash of what is written.</summary>
    public byte[] Hash => Sha256.Hash(Bytes);
}
