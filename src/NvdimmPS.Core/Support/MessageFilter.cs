using System.Text.RegularExpressions;
using NvdimmPS.Dsm;

namespace NvdimmPS.Support;

/// <summary>
/// Which messages of the kernel a bundle has: those of NVDIMMs and of memory errors, and no other of the host. Dumps of what was sent to
/// DIMMs and came back are left out, since the kernel prints passphrases too; of command lines there are the parameters of NVDIMMs alone.
/// </summary>
internal static partial class MessageFilter
{
    public static IEnumerable<string> Of(IEnumerable<string> messages) => messages.Select(Shown).OfType<string>();

    private static string? Shown(string message)
    {
        if (KernelLog.IsDump(message))
        {
            return null;
        }

        if (CommandLine().Match(message) is not { Success: true } line)
        {
            return Concerned().IsMatch(message) ? message : null;
        }

        var parameters = message[line.Length..].Split(' ').Where(p => Parameter().IsMatch(p)).Select(p => p.Trim('"', ','));
        return string.Join(' ', parameters) is { Length: > 0 } shown ? $"{line.Value} {shown}" : null;
    }

    [GeneratedRegex(
        @"\b(nd_\w+|nfit|libnvdimm|nvdimm|ndctl|ndbus\d+|nmem\d+|region\d+|namespace\d+\.\d+|btt\d+\.\d+|pfn\d+\.\d+|papr_scm|hmem)\b"
            + @"|\b(dev_?)?dax|pmem|persistent memory|\bmce\b|machine check|memory failure|hardware error|\bEDAC\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Concerned();

    /// <summary>The kernel's own lines, and those of programs that tell what they found there.</summary>
    [GeneratedRegex(@"^.*?\b(command line|cmdline)( parameters)?:?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CommandLine();

    [GeneratedRegex(
        @"^""?(((nfit|libnvdimm|nvdimm|nd_\w+|nd|papr_scm|(device_)?hmem|dax\w*|(dev_|device_)dax|cxl\w*)\.\w+"
            + @"|memmap|mce|efi|efi_fake_mem|dax\w*)(=[\w.,:!$#@%+*-]*)?|rootflags=dax(=\w+)?)("",)?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Parameter();
}
