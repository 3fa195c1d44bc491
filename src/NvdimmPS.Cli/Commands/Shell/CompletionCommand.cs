using System.CommandLine;
using System.CommandLine.Parsing;
using NvdimmPS.Dsm;
using NvdimmPS.Dsm.Vendor;
using NvdimmPS.Inventory;
using NvdimmPS.Simulation;

namespace NvdimmPS.Cli;

/// <summary><c>nvdimm completion</c>: has a shell complete the words of this program, by <see cref="CompleteCommand"/>.</summary>
internal sealed class CompletionCommand : Command
{
    // mapfile and (f) take lines as they are: nothing of what is offered is expanded by the shell. Bash breaks words at = and :, and
    // replaces only what stands behind the last of them.
    private const string Bash = """
        # bash completion of nvdimm: nvdimm completion bash > /usr/share/bash-completion/completions/nvdimm
        _nvdimm() {
            local typed="${COMP_LINE:0:COMP_POINT}"
            local word="${typed##*[[:space:]]}"
            mapfile -t COMPREPLY < <(nvdimm complete "$COMP_POINT" "$COMP_LINE" 2>/dev/null)
            if [ "${COMPREPLY[0]}" = "<FILE>" ]; then
                COMPREPLY=()
                compopt -o default
                return
            fi
            [ "${#COMPREPLY[@]}" -ne 1 ] || [[ ${COMPREPLY[0]} != *= ]] || compopt -o nospace
            [[ $COMP_WORDBREAKS != *=* || $word != *[=:]* ]] || COMPREPLY=("${COMPREPLY[@]#"${word%"${word##*[=:]}"}"}")
        }
        complete -F _nvdimm nvdimm
        """;

    private const string Zsh = """
        #compdef nvdimm
        # zsh completion of nvdimm: nvdimm completion zsh > /usr/share/zsh/site-functions/_nvdimm
        _nvdimm() {
            local -a found
            # The words of this command alone: others may stand before it, such as sudo.
            local line="${(j: :)words[1,CURRENT]}"
            found=("${(@f)$(nvdimm complete "${#line}" "$line" 2>/dev/null)}")
            [[ "$found[1]" == "<FILE>" ]] && _files || { [ -z "$found" ] || compadd -a found }
        }
        _nvdimm "$@"
        """;

    private readonly Argument<string> _shell = new("SHELL") { Description = "bash or zsh", HelpName = "bash|zsh" };

    public CompletionCommand(CliHost host)
        : base("completion", "Prints what makes bash or zsh complete commands, options and names")
    {
        _shell.AcceptOnlyFromAmong("bash", "zsh");
        Add(_shell);
        SetAction(parsed =>
        {
            host.Out.WriteLine(parsed.GetValue(_shell) == "bash" ? Bash : Zsh);
            return ExitCodes.Success;
        });
    }
}

/// <summary><c>nvdimm complete</c>: the words that may stand at a place of a command line, one a line, for shells.</summary>
internal sealed class CompleteCommand : Command
{
    private readonly Argument<int> _position = new("POSITION");
    private readonly Argument<string> _line = new("LINE");

    /// <param name="host">The streams.</param>
    /// <param name="options">The options of every command.</param>
    /// <param name="root">The command whose words are completed.</param>
    public CompleteCommand(CliHost host, GlobalOptions options, Command root)
        : base("complete", "The words that may stand at a place of a command line")
    {
        Hidden = true;
        Add(_position);
        Add(_line);
        SetAction(parsed =>
        {
            var (position, line) = (parsed.GetValue(_position), parsed.GetValue(_line) ?? string.Empty);
            var typed = line[..Math.Clamp(position, 0, line.Length)];
            var words = CommandLineParser.SplitCommandLine(typed).ToList();
            var current = typed.Length == 0 || char.IsWhiteSpace(typed[^1]) || words.Count == 0 ? string.Empty : words[^1];
            var before = current.Length == 0 ? words.LastOrDefault() : words.ElementAtOrDefault(words.Count - 2);
            var whole = root.Parse(GlobalOptions.WithTopology(
                [.. words.Skip(1).Take(words.Count - 1 - (current.Length == 0 ? 0 : 1))]));
            foreach (var word in Words(host, options, whole, before, current)
                .Where(w => w == AFile || w.StartsWith(current, StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal))
            {
                host.Out.WriteLine(word);
            }

            return ExitCodes.Success;
        });
    }

    /// <summary>Where the shell offers the names of files.</summary>
    private const string AFile = "<FILE>";

    private static IEnumerable<string> Words(CliHost host, GlobalOptions options, ParseResult parsed, string? before, string current)
    {
        var command = parsed.CommandResult.Command;
        if (before is null || (command.Arguments.Count == 0 && parsed.UnmatchedTokens.Count > 0))
        {
            return []; // no command line, or one of another program's words
        }

        // --option=value, in one word; of --simulate that is the only form.
        var (name, joined) = current.StartsWith("--", StringComparison.Ordinal) && current.Contains('=', StringComparison.Ordinal)
            ? (current[..current.IndexOf('=', StringComparison.Ordinal)], true) : (before, false);
        if (Known(parsed).FirstOrDefault(o => o.Name == name || o.Aliases.Contains(name)) is { Arity.MinimumNumberOfValues: > 0 } option
            && (joined || option != options.Simulate))
        {
            var values = Values(host, options, parsed, option);
            return joined ? values.Select(v => v == AFile ? v : $"{name}={v}") : values;
        }

        if (current.StartsWith('-'))
        {
            var names = Known(parsed).Where(o => !o.Hidden).Select(o => o.Name);
            return current == options.Simulate.Name ? names.Append(current + "=") : names;
        }

        var words = command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name);
        var given = parsed.CommandResult.Children.OfType<ArgumentResult>().Sum(a => a.Tokens.Count);
        return command.Arguments.ElementAtOrDefault(Math.Min(given, command.Arguments.Count - 1)) switch
        {
            { HelpName: { } choices } => words.Concat(Choices(choices)),
            { Name: "NAME" or "TARGET" or "DIMM" or "NAMESPACE" } => words.Concat(Names(host, options, parsed)),
            { Name: "COMMAND" } => VendorCommands.All.Select(c => c.Name),
            { Name: "FOLDER" or "FILE" } => [AFile],
            _ => words,
        };
    }

    /// <summary>What may stand for an option's value; nothing where it is a number or a text.</summary>
    private static IEnumerable<string> Values(CliHost host, GlobalOptions options, ParseResult parsed, Option option) =>
        option == options.Simulate ? Topologies.Examples : option.Name switch
        {
            "--family" => DsmFamilies.All.Select(f => f.Name),
            "--function" => Families(host, options, parsed).SelectMany(f => f.Functions).Select(f => f.Name),
            _ => option.HelpName is "FILE" or "FOLDER" ? [AFile] : Choices(option.HelpName),
        };

    /// <summary>Such as <c>auto|call|legacy</c>: words to be typed as they are are lower-case.</summary>
    private static string[] Choices(string? help) =>
        help is not null && help.Contains('|', StringComparison.Ordinal) && char.IsAsciiLetterLower(help[0]) ? help.Split('|') : [];

    /// <summary>The family that is named, else those of the targets that are named, else all.</summary>
    private static IReadOnlyList<DsmFamily> Families(CliHost host, GlobalOptions options, ParseResult parsed)
    {
        var given = parsed.CommandResult.Children.OfType<OptionResult>();
        if (given.FirstOrDefault(o => o.Option.Name == "--family") is { Tokens: [var family, ..] })
        {
            return [.. DsmFamilies.All.Where(f => string.Equals(f.Name, family.Value, StringComparison.OrdinalIgnoreCase))];
        }

        var target = parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(a => a.Tokens).FirstOrDefault()?.Value;
        if (target is null)
        {
            return DsmFamilies.All;
        }

        try
        {
            using var session = new Session(host, options, parsed);
            DsmFamily[] own = [.. Targets.Find(session.Machine, target).Select(t => t.Family).OfType<DsmFamily>().Distinct()];
            return own.Length > 0 ? own : DsmFamilies.All;
        }
        catch (NvdimmException)
        {
            return DsmFamilies.All; // the target may be on another machine, as with decode
        }
    }

    private static IEnumerable<Option> Known(ParseResult parsed) =>
        parsed.CommandResult.Command.Options.Concat(parsed.RootCommandResult.Command.Options.Where(o => o.Recursive));

    private static List<string> Names(CliHost host, GlobalOptions options, ParseResult parsed)
    {
        using var session = new Session(host, options, parsed);
        var topology = session.Machine.Topology;
        return
        [
            .. topology.GetDevices(TopologyDetail.Brief).Select(d => d.Name), .. topology.GetBuses().Select(b => b.Name),
            .. topology.GetRegions().Select(r => r.Name), .. topology.GetNamespaces().Select(n => n.Name),
        ];
    }
}
