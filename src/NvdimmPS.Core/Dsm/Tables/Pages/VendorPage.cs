using System.Globalization;
using System.Text;
using NvdimmPS.Dsm.Vendor;

namespace NvdimmPS.Dsm.Pages;

/// <summary>The vendor's commands as a page.</summary>
internal static class VendorPage
{
    public const string Name = "IntelVendor.md";

    public static string Write(string made)
    {
        var page = new StringBuilder(made).Append("# Vendor commands of Intel's persistent memory modules\n\n");
        page.Append(CultureInfo.InvariantCulture,
            $"What function {VendorFunctions.Carrier.Number} of [Intel](Intel.md) passes through to the module's own firmware. No text of "
                + $"that interface (FIS) is\npublished; these are facts from ipmctl's sources, some of them seen in its output. The "
                + $"opcode's word is the sub-opcode above\nthe opcode. A payload has up to {VendorFunctions.PayloadSize} bytes each way; "
                + $"a shorter answer is normal, and what it lacks is not reported.\nFields that depend on the version of the interface say so. The "
                + $"module's own status is in the upper half of the\nfunction's status.\n\n");
        var table = new MarkdownTable("Opcode", "Name", "Danger", "Versions", "What it is");
        foreach (var command in VendorCommands.All)
        {
            table.Add(command.Code, $"[{command.Name}](#{command.Code.Replace(":", string.Empty, StringComparison.Ordinal)
                .ToLowerInvariant()}-{command.Name.ToLowerInvariant()})", command.Danger.ToString().ToLowerInvariant()
                + (command.IsSensitive ? ", sensitive" : string.Empty), command.Fis?.ToString(), command.Title);
        }

        table.Write(page);
        foreach (var command in VendorCommands.All)
        {
            Write(page, command);
        }

        return page.ToString().TrimEnd('\n') + "\n";
    }

    private static void Write(StringBuilder page, VendorCommand command)
    {
        page.Append(CultureInfo.InvariantCulture, $"## {command.Code} {command.Name}\n\n{command.Title} ({command.Source}).\n\n");
        Write(page, "Input", command.Input is null ? null : new DsmLayout(command.Input), "It takes no input.");
        var outputs = VendorFunctions.Outputs(command).ToArray();
        if (outputs.Length == 0)
        {
            Write(page, "Output", null, string.Empty);
        }

        foreach (var (form, layout) in outputs)
        {
            Write(page, form is null ? "Output" : $"Output: {form}", layout, "Nothing comes back.");
        }
    }

    private static void Write(StringBuilder page, string head, DsmLayout? layout, string nothing)
    {
        page.Append(CultureInfo.InvariantCulture, $"### {head}\n\n");
        if (layout is { Fields.Count: > 0 })
        {
            FieldTable.Write(page, layout);
        }
        else
        {
            page.Append(layout is null ? "The layout is not published." : nothing).Append("\n\n");
        }
    }
}
