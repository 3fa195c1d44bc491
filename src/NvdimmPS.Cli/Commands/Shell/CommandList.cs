using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace NvdimmPS.Cli;

/// <summary>The commands with what they take: for <c>nvdimm --help</c>, and for one who typed <c>nvdimm</c> alone.</summary>
internal static class CommandList
{
    private const int LineWidth = 80;

    /// <summary>The arguments of a command; in brackets where they may be left out.</summary>
    public static IEnumerable<string> Arguments(Command command) => command.Arguments.Where(a => !a.Hidden)
        .Select(a => (Name: a.HelpName ?? a.Name, a.Arity))
        .Select(a => a.Arity.MinimumNumberOfValues > 0 ? a.Name : a.Arity.MaximumNumberOfValues > 1 ? $"[{a.Name}...]" : $"[{a.Name}]");

    /// <summary>A line a command.</summary>
    public static void Write(TextWriter output, Command root)
    {
        output.WriteLine("Commands:");
        Write(output, root.Subcommands.Where(c => !c.Hidden).Select(c => (string.Join(' ', Arguments(c).Prepend(c.Name)),
            c.Description?.Split('\n')[0])));
    }

    /// <summary>Two columns, the right one broken where a terminal's line ends.</summary>
    private static void Write(TextWriter output, IEnumerable<(string Left, string? Right)> lines)
    {
        var all = lines.ToList();
        var width = all.Max(l => l.Left.Length);
        foreach (var (left, right) in all)
        {
            var first = left;
            foreach (var line in Wrapped(right ?? string.Empty, LineWidth - width - 4))
            {
                output.WriteLine($"  {first.PadRight(width)}  {line}");
                first = string.Empty;
            }
        }
    }

    /// <summary>A text in lines of at most so many characters, broken at blanks.</summary>
    private static IEnumerable<string> Wrapped(string text, int width)
    {
        var line = string.Empty;
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = string.Empty;
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        yield return line;
    }

    /// <summary>The help of the program as a whole; that of a command is the parser's own.</summary>
    internal sealed class HelpOfAll(Command root, HelpAction ofCommand) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            if (parseResult.CommandResult.Command != root)
            {
                return ofCommand.Invoke(parseResult);
            }

            var output = parseResult.InvocationConfiguration.Output;
            foreach (var line in Wrapped(root.Description!, LineWidth))
            {
                output.WriteLine(line);
            }

            output.WriteLine("\nUsage: nvdimm COMMAND [OPTION...]; nvdimm COMMAND --help tells the options.\n");
            CommandList.Write(output, root);
            output.WriteLine("\nOptions of every command:");
            Write(output, root.Options.Where(o => !o.Hidden).Select(o => (Name(o), o.Description)));
            output.WriteLine("\n" + ExitCodes.Help);
            return ExitCodes.Success;
        }

        private static string Name(Option option) =>
            string.Join(", ", option.Aliases.Where(a => a.Length == 2 && a != "-?").Append(option.Name))
            + (option.HelpName is { } value ? value.StartsWith('=') ? $"[{value}]" : " " + value : string.Empty);
    }
}
