using System.Globalization;
using System.Text;
using NvdimmPS.Dsm.Pages;
using NvdimmPS.Findings;
using NvdimmPS.Findings.Policies;

namespace NvdimmPS.Tests.Findings;

/// <summary>What docs say of findings and policies, made from the tables that judge.</summary>
internal static class FindingPages
{
    private static readonly (string Prefix, string Title, string About)[] Parts =
    [
        ("NV10", "What a DIMM or its platform says", "They are causes of the health that Get-NvdimmHealth shows too."),
        ("NV12", "Namespaces", "Test-NvdimmNamespace, Get-NvdimmInfoBlock and Repair-NvdimmNamespace find them, not Test-NvdimmHealth; what makes and changes namespaces refuses with the same ids."),
        ("NV15", "A policy's limits and baselines", "A limit's name is its key in a policy file; [the template](health-policy.psd1) has what the built-in policy has."),
        ("NV16", "Labels", "Test-NvdimmLabel and `nvdimm labels check` find them, on DIMMs and in files."),
        ("NV17", "Error logs of modules", "Test-NvdimmHealth -ErrorLog finds them, in what is new since -Since or -Baseline; without one of these in all that is there."),
        ("NV20", "The machine", "They need the machine itself, so they are not looked for where health is piped in."),
    ];

    public static string Page()
    {
        var page = new StringBuilder("<!-- Made from the tables; docs/contributing.md says how. -->\n\n# Findings\n\n"
            + "What Test-NvdimmHealth and `nvdimm health` can find. An id never changes; the severity is the usual one, which a policy may\n"
            + "change. Get-NvdimmFindingKind lists the same at a prompt.\n\n");
        foreach (var (prefix, title, about) in Parts)
        {
            page.Append(CultureInfo.InvariantCulture, $"## {title}\n\n{about}\n\n");
            var table = new MarkdownTable("Id", "Severity", "Meaning", "What to do", "Limit");
            foreach (var kind in FindingKinds.All.Values.Where(k => k.Id.StartsWith(prefix, StringComparison.Ordinal)))
            {
                table.Add(kind.Id, kind.Severity.ToString(), kind.Meaning, kind.Remedy, PolicyLimits.For(kind.Id)?.Name);
            }

            table.Write(page);
        }

        return page.ToString().TrimEnd('\n') + "\n";
    }

    /// <summary>The built-in policy as a file: every limit as it is, every severity as a comment.</summary>
    public static string Template()
    {
        var text = new StringBuilder("# A health policy, as it is built in. Keep what should differ, and give the file to Test-NvdimmHealth -Policy.\n"
            + "# 'nvdimm health --policy' reads JSON; in PowerShell:\n"
            + "#     Import-PowerShellDataFile health-policy.psd1 | ConvertTo-Json -Depth 5 > health-policy.json\n"
            + "# Made from the tables; docs/findings.md says what the findings mean.\n@{\n    Version    = 1\n\n"
            + "    # Where warnings begin; $null is no limit.\n    Limits     = @{\n");
        foreach (var limit in PolicyLimits.All)
        {
            var value = limit.Of(HealthPolicy.BuiltIn.Limits);
            text.Append(CultureInfo.InvariantCulture, $"        # {limit.FindingId}: {limit.Meaning}; from {limit.Least} to {limit.Most}\n")
                .Append(CultureInfo.InvariantCulture, $"        {limit.Name} = {(value is null ? "$null" : $"{value}")}\n");
        }

        text.Append("    }\n\n    # Information, Warning or Critical, where it is not to be the usual one:\n    Severities = @{\n");
        foreach (var kind in FindingKinds.All.Values)
        {
            text.Append(CultureInfo.InvariantCulture, $"        # {kind.Id} = '{kind.Severity}' # {kind.Meaning}\n");
        }

        return text.Append("    }\n\n    # What is known already. Dimm is a pattern of names or unique ids, all when left out; Until is a date, or 'forever'.\n"
            + "    Mutes      = @(\n        # @{ Id = 'NV1010'; Dimm = 'nmem[0-3]'; Reason = 'power tests'; Until = '2027-01-31' }\n    )\n}\n").ToString();
    }
}
