using System.Diagnostics;
using System.Text;

namespace NvdimmPS.Kernel;

/// <summary>Writes sysfs attributes. The audit log puts itself in when Core is loaded, and sees each write before it is made.</summary>
internal static class AttributeWriter
{
    /// <summary>Logs a write before it is made; null where it need not be.</summary>
    /// <exception cref="NvdimmException">It must be logged and cannot be, so it must not be made.</exception>
    public delegate IAttributeEntry? Announcement(INdKernel kernel, string target, string attribute, string value, string? command);

    /// <summary>The log of this process; null where there is none.</summary>
    public static Announcement? Announce { get; set; }

    /// <summary>Writes one.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="target">What it concerns: a region, a bus.</param>
    /// <param name="attribute">Its path below sysfs's root.</param>
    /// <param name="value">The text.</param>
    /// <param name="command">The cmdlet or command, for the log.</param>
    /// <returns>How many bytes the kernel took, or the negated errno.</returns>
    public static int Write(INdKernel kernel, string target, string attribute, string value, string? command)
    {
        var entry = Announce?.Invoke(kernel, target, attribute, value, command);
        var start = Stopwatch.GetTimestamp();
        try
        {
            var result = kernel.WriteAttribute(attribute, Encoding.UTF8.GetBytes(value));
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
