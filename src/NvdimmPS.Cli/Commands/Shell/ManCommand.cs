using System.CommandLine;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace NvdimmPS.Cli;

/// <summary><c>nvdimm man</c>: the manual page, made from the commands and options themselves.</summary>
internal sealed class ManCommand : Command
{
    public ManCommand(CliHost host, Command root)
        : base("man", "Prints the manual page: nvdimm man > /usr/share/man/man8/nvdimm.8")
    {
        SetAction(_ =>
        {
            host.Out.Write(Page(root));
            return ExitCodes.Success;
        });
    }

    /// <summary>The page in the man macros of roff.</summary>
    public static string Page(Command root)
    {
        var page = new StringBuilder();
        var assembly = typeof(ManCommand).Assembly;
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
        var date = assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "VersionDate").Value;
        page.Append(CultureInfo.InvariantCulture, $".TH NVDIMM 8 \"{date}\" \"NvdimmPS {version}\" \"System Administration\"\n");
        page.Append(".SH NAME\nnvdimm \\- read, check and call NVDIMMs\n.SH SYNOPSIS\n");
        foreach (var command in Commands(root))
        {
            page.Append(CultureInfo.InvariantCulture, $".B nvdimm {command.Path}\n{Escaped(Usage(command.Command))}\n.br\n");
        }

        page.Append(".SH DESCRIPTION\n")
            .Append(Escaped("Tells what is wrong with NVDIMMs, lists them, and sends any ACPI _DSM call to them: by the generic call "
                + "of the kernel (ND_CMD_CALL) and by the legacy ioctl commands. Names select objects; * and ? stand for any "
                + "characters.")).Append('\n');
        page.Append(".SH COMMANDS\n");
        foreach (var (path, command) in Commands(root))
        {
            page.Append(CultureInfo.InvariantCulture, $".SS nvdimm {path}\n{Escaped(command.Description)}\n");
            foreach (var argument in command.Arguments.Where(a => !a.Hidden && a.Description is not null))
            {
                page.Append(CultureInfo.InvariantCulture, $".TP\n.I {Escaped(argument.Name)}\n{Escaped(argument.Description)}\n");
            }

            WriteOptions(page, command.Options);
        }

        page.Append(".SH OPTIONS OF EVERY COMMAND\n");
        WriteOptions(page, root.Options);
        page.Append(".SH EXIT STATUS\n.nf\n").Append(Escaped(ExitCodes.Help)).Append("\n.fi\n");
        page.Append(".SH FILES\n.TP\n/etc/nvdimmps/audit.json\nThe settings of the audit log.\n.TP\n/var/lib/nvdimmps/labels\n"
            + "Backups of label areas.\n");
        page.Append(".SH SEE ALSO\n.BR ndctl (1)\n");
        return page.ToString();
    }

    private static IEnumerable<(string Path, Command Command)> Commands(Command root) => root.Subcommands.Where(c => !c.Hidden)
        .SelectMany(c => c.Subcommands.Any(s => !s.Hidden) ? Commands(c).Select(s => ($"{c.Name} {s.Path}", s.Command)) : [(c.Name, c)]);

    private static string Usage(Command command) => string.Join(' ', CommandList.Arguments(command).Append("[OPTION...]"));

    private static void WriteOptions(StringBuilder page, IEnumerable<Option> options)
    {
        foreach (var option in options.Where(o => !o.Hidden))
        {
            var names = string.Join(", ", option.Aliases.Where(a => a.Length == 2 && a != "-?").Append(option.Name));
            var value = option.HelpName ?? (option.Arity.MinimumNumberOfValues > 0 ? "VALUE" : null);
            page.Append(CultureInfo.InvariantCulture, $".TP\n.B {Escaped(names)}");
            page.Append(value is null ? "\n" : FormattableString.Invariant($" {Escaped(value)}\n"));
            page.Append(Escaped(option.Description ?? option.Name)).Append('\n');
        }
    }

    /// <summary>
    /// A dash is a minus, and no line begins with what roff takes for a request. Roff begins an indented line anew, and fills it up with
    /// the one behind it unless that is broken off too.
    /// </summary>
    private static string Escaped(string? text)
    {
        var lines = (text ?? string.Empty).Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal)
            .Split('\n');
        return string.Join('\n', lines.Select((line, i) =>
            (i > 0 && lines[i - 1].StartsWith(' ') && line is [not ' ', ..] ? ".br\n" : string.Empty)
            + (line.StartsWith('.') || line.StartsWith('\'') ? "\\&" + line : line)));
    }
}
