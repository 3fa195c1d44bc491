using System.CommandLine;
using System.CommandLine.Parsing;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;

namespace NvdimmPS.Cli;

/// <summary><c>nvdimm completion</c>: has a shell complete the words of this program, by <see cref="CompleteCommand"/>.</summary>
internal sealed class CompletionCommand : Command
{
    // mapfile and (f) take lines as they are: nothing of what is offered is expanded by the shell.
    private const string Bash = """
        # bash completion of nvdimm: nvdimm completion bash > /usr/share/bash-completion/completions/nvdimm
        _nvdimm() {
            mapfile -t COMPREPLY < <(nvdimm complete "$COMP_POINT" "$COMP_LINE" 2>/dev/null)
            [ "${#COMPREPLY[@]}" -ne 1 ] || [[ ${COMPREPLY[0]} != *= ]] || compopt -o nospace
        }
        complete -o default -F _nvdimm nvdimm
        """;

    private const string Zsh = """
        #compdef nvdimm
        # zsh completion of nvdimm: nvdimm completion zsh > /usr/share/zsh/site-functions/_nvdimm
        _nvdimm() {
            local -a found
            # The words of this command alone: others may stand before it, such as sudo.
            local line="${(j: :)words[1,CURRENT]}"
            found=("${(@f)$(nvdimm complete "${#line}" "$line" 2>/dev/null)}")
            [ -z "$found" ] && _files || compadd -a found
        }
        _nvdimm "$@"
        """;

    private readonly Argument<string> _shell = new("SHELL") { Description = "bash or zsh" };

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
            var whole = root.Parse(words.Skip(1).Take(words.Count - 1 - (current.Length == 0 ? 0 : 1)).ToArray());
            foreach (var word in Words(host, options, whole, before, current).Where(w => w.StartsWith(current, StringComparison.Ordinal))
                .Distinct().Order(StringComparer.Ordinal))
            {
                host.Out.WriteLine(word);
            }

            return ExitCodes.Success;
        });
    }

    private static IEnumerable<string> Words(CliHost host, GlobalOptions options, ParseResult parsed, string? before, string current)
    {
        var command = parsed.CommandResult.Command;
        if (before is null || (command.Arguments.Count == 0 && parsed.UnmatchedTokens.Count > 0))
        {
            return []; // no command line, or one of another program's words
        }

        switch (before)
        {
            case "--family":
                return DsmFamilies.All.Select(f => f.Name);
            case "--function" or "-f":
                return DsmFamilies.All.SelectMany(f => f.Functions).Select(f => f.Name);
            case not null when Known(parsed).FirstOrDefault(o => o.Name == before || o.Aliases.Contains(before))
                is { Arity.MinimumNumberOfValues: > 0 }:
                return []; // a file, a number or a text: the shell knows files
        }

        var words = current.StartsWith('-')
            ? Known(parsed).Where(o => !o.Hidden).Select(o => o.Name)
            : command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name);
        var takesNames = command.Arguments.Any(a => a.Name is "NAME" or "TARGET" or "DIMM");
        return takesNames && !current.StartsWith('-') ? words.Concat(Names(host, options, parsed)) : words;
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
