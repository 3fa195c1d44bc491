using System.Text.RegularExpressions;

namespace NvdimmPS.Dsm;

/// <summary>Dumps out of the kernel's log (<c>print_hex_dump_debug</c> of the nfit driver), by dmesg, journalctl or syslog.</summary>
internal static partial class KernelLog
{
    /// <summary>
    /// Takes away what stands before an offset: level, time, host, caller and the name of the command, which the kernel
    /// writes without a blank behind it.
    /// </summary>
    /// <returns>True where a line had such a thing.</returns>
    public static bool Strip(string[] lines)
    {
        var found = false;
        for (var i = 0; i < lines.Length; i++)
        {
            var length = Prefix().Match(lines[i]).Length;
            found |= lines[i].AsSpan(0, length).ContainsAnyExcept(' ', '\t');
            lines[i] = lines[i][length..];
        }

        return found;
    }

    /// <summary>Whether a line is one of a dump.</summary>
    public static bool IsDump(string line) => Prefix().IsMatch(line);

    [GeneratedRegex(
        @"^\s*(<\d{1,3}>)?\s*([a-z]+ *:[a-z]+ *: *)?" +
        @"(([A-Z][a-z]{2} +\d{1,2}|\d{4}-\d\d-\d\d)[ T]\d\d:\d\d:\d\d[\d.,:+-]*Z? +)?(\[[^\]]{1,40}\] *){0,3}" +
        @"(\S{1,255} kernel(\[\d+\])?: +(\[[^\]]{1,40}\] *){0,3})?(nvdimm in +|[a-z_]{2,24})?(?=[0-9a-f]{8}: [0-9a-f ])",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Prefix();
}
