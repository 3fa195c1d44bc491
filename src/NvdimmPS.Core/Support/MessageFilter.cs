using System.Text.RegularExpressions;

namespace NvdimmPS.Support;

/// <summary>Which messages of the kernel a bundle has: those of NVDIMMs and of memory errors, and no other of the host.</summary>
internal static partial class MessageFilter
{
    public static IEnumerable<string> Of(IEnumerable<string> messages) => messages.Where(m => Concerned().IsMatch(m));

    [GeneratedRegex(
        @"\b(nd_\w+|nfit|libnvdimm|nvdimm|ndctl|ndbus\d+|nmem\d+|region\d+|namespace\d+\.\d+|btt\d+\.\d+|pfn\d+\.\d+|papr_scm|hmem)\b"
            + @"|\b(dev_?)?dax|pmem|persistent memory|\bmce\b|machine check|memory failure|hardware error|\bEDAC\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Concerned();
}
