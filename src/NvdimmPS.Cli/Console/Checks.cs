using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace NvdimmPS.Cli;

/// <summary>What is checked of a command line before a command runs.</summary>
internal static class Checks
{
    /// <summary>An option that is a whole number. Its text is checked here: the parser would name a type of the runtime.</summary>
    /// <param name="name">The option.</param>
    /// <param name="value">What the help calls its value.</param>
    /// <param name="description">What the help says of it.</param>
    /// <param name="unit">What is counted, such as <c>seconds</c>.</param>
    /// <param name="least">The smallest value.</param>
    /// <param name="most">The largest value.</param>
    public static Option<int?> Number(string name, string value, string description, string unit, int least, int most)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = value };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }]
                && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    || number < least || number > most))
            {
                result.AddError($"{name} takes whole {unit} from {least} to {most}.");
            }
        });
        return option;
    }

    /// <summary>How long something may take; at most a day.</summary>
    public static Option<int?> Limit(string name, string description) => Number(name, "SECONDS", description, "seconds", 1, 86_400);

    /// <summary>
    /// Checks options against each other. The parser asks this before it has looked at their values, and reading one that cannot be
    /// read throws: then nothing is said here, since the parser says it of the option.
    /// </summary>
    /// <param name="command">The command.</param>
    /// <param name="check">Says what is wrong; null where nothing is.</param>
    public static void Check(this Command command, Func<CommandResult, string?> check) => command.Validators.Add(result =>
    {
        try
        {
            if (check(result) is { } error)
            {
                result.AddError(error);
            }
        }
        catch (InvalidOperationException)
        {
        }
    });

    /// <summary>What a command line lacks, by name: the parser does not say which argument, or which commands there are.</summary>
    public static string? Missing(ParseResult parsed)
    {
        var (result, command) = (parsed.CommandResult, parsed.CommandResult.Command);
        var path = Failure.Path(command);
        if (command.Subcommands.Count > 0)
        {
            return command == parsed.RootCommandResult.Command || command.Action is not null ? null
                : $"'{path}' needs one of its commands: "
                    + $"{string.Join(", ", command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name))}.";
        }

        var arguments = command.Arguments.Where(a => a.Arity.MinimumNumberOfValues > 0 && result.GetResult(a) is not { Tokens.Count: > 0 })
            .Select(a => a.HelpName ?? a.Name);
        var options = command.Options.Where(o => o.Required && result.GetResult(o) is null or { Implicit: true }).Select(o => o.Name);
        return arguments.Concat(options).ToArray() is { Length: > 0 } missing
            ? $"'{path}' needs {string.Join(" and ", missing)}."
            : null;
    }

    /// <summary>An error of the parser's in words that name no type of the runtime.</summary>
    public static string Words(ParseError error)
    {
        var option = (error.SymbolResult as OptionResult ?? error.SymbolResult?.Parent as OptionResult)?.Option;
        return !error.Message.Contains("System.", StringComparison.Ordinal) ? error.Message
            : option is null ? "An argument has a value that it cannot have."
            : $"{option.Name} has a value that it cannot have{(option.ValueType == typeof(bool) ? ": it takes none" : string.Empty)}.";
    }
}
