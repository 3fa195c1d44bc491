using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Reflection;
using NvdimmPS.Dsm;
using NvdimmPS.Files;
using NvdimmPS.Kernel;
using NvdimmPS.Simulation;

namespace NvdimmPS.Cli;

/// <summary>The console's entry: parses, runs, and turns every failure into a message and an exit code.</summary>
internal static class Cli
{
    // No @file and no -abc for -a -b -c: a wrong word must be an error, not something else.
    private static readonly ParserConfiguration Parser = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    private const string Complete = "complete", Man = "man";

    // In the order of the help.
    private static readonly string[] Commands =
        ["list", "health", "watch", "labels", "namespaces", "dsm", "vendor", "decode", "functions", "bundle", "completion", Complete, Man];

    public static int Run(string[] args, TextWriter stdout, TextWriter stderr, Func<TextReader?>? terminal = null, INdKernel? kernel = null)
    {
        var host = new CliHost(new PrintableWriter(stdout), new PrintableWriter(stderr), terminal, kernel);
        ParseResult? parsed = null;
        Failure failure;
        try
        {
            var options = new GlobalOptions();
            parsed = Root(host, options, args).Parse(GlobalOptions.WithTopology(args), Parser);
            var error = TopologyApart(args) ?? UnknownCommand(parsed) ?? UnknownWord(parsed)
                ?? (parsed.Errors.Count > 0 ? Checks.Missing(parsed) ?? Checks.Words(parsed.Errors[0]) : UnknownOption(parsed));
            if (error is null || parsed.Action is CommandList.HelpOfAll)
            {
                Import(parsed, options);

                var exit =
                    parsed.Invoke(
                        new InvocationConfiguration { Output = host.Out, Error = host.Error, EnableDefaultExceptionHandler = false });
                host.Out.Flush();
                return exit;
            }

            failure = Failure.Usage(parsed.CommandResult.Command, parsed.Tokens.Count == 0 ? "No command was given." : error);
        }
        catch (NvdimmException e)
        {
            failure = Failure.From(e);
        }
#pragma warning disable CA1031 // The process's last resort: a message and an exit code in place of an abort.
        catch (Exception e)
#pragma warning restore CA1031
        {
            failure = Failure.Unexpected(e);
        }

        failure = Report(failure, parsed, host.Out, asJson: args.Contains("--json"));
        failure.Write(host.Error);
        if (parsed is { Tokens.Count: 0 })
        {
            CommandList.Write(host.Error, parsed.RootCommandResult.Command);
        }

        host.Error.Flush();
        return failure.ExitCode;
    }

    /// <summary>Says a failure where results go. If that cannot be written, it is still said on the other stream.</summary>
    private static Failure Report(Failure failure, ParseResult? parsed, TextWriter output, bool asJson)
    {
        try
        {
            if (parsed?.CommandResult.Command is HealthCommand health)
            {
                failure = health.Report(failure, parsed, output);
            }

            if (asJson)
            {
                JsonText.Write(output, failure);
            }

            output.Flush();
        }
        catch (NvdimmException e) when (e.ErrorId == ConsoleErrors.OutputId)
        {
        }

        return failure;
    }

    /// <summary>A topology stands behind a blank; it would be taken for the name of a DIMM.</summary>
    private static string? TopologyApart(string[] args) =>
        args.SkipWhile(a => a is not ("--simulate" or "--")).ToArray() is ["--simulate", var word, ..] && Topologies.IsName(word)
            ? $"'{word}' stands apart from --simulate. Did you mean --simulate={word}?"
            : null;

    /// <summary>The parser misses a command and does not say which word it took for none.</summary>
    private static string? UnknownCommand(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (command.Subcommands.Count == 0 || parsed.UnmatchedTokens is not [[not '-', ..] word, ..])
        {
            return null;
        }

        var commands = command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name).ToArray();
        var above = command == parsed.RootCommandResult.Command ? string.Empty : command.Name + " ";
        return $"There is no command '{above}{Suggestion.Shown(word)}'. {Suggestion.For(word, commands)}";
    }

    /// <summary>The parser repeats whatever it has no place for; among the words of a request that may be a passphrase.</summary>
    private static string? UnknownWord(ParseResult parsed) => parsed.UnmatchedTokens.Count == 0 ? null
        : parsed.UnmatchedTokens.FirstOrDefault(t => t is ['-', _, ..]) is { } option ? NoOption(parsed, option)
        : parsed.CommandResult.Command is CallCommand or DecodeCommand
            ? "Unexpected argument. It is not shown, because it may be a passphrase."
        : null;

    /// <summary>A word that was meant for an option must not be taken for the name of a DIMM.</summary>
    private static string? UnknownOption(ParseResult parsed)
    {
        var arguments = parsed.CommandResult.Children.OfType<ArgumentResult>();
        return arguments.SelectMany(a => a.Tokens).FirstOrDefault(t => t.Value is ['-', _, ..])?.Value is { } word
            ? NoOption(parsed, word)
            : null;
    }

    private static string NoOption(ParseResult parsed, string word)
    {
        var known = parsed.CommandResult.Command.Options.Concat(parsed.RootCommandResult.Command.Options.Where(o => o.Recursive))
            .Where(o => !o.Hidden);
        var name = word.Split('=')[0];
        return $"There is no option '{Suggestion.Shown(name)}'. {Suggestion.For(name, [.. known.Select(o => o.Name).Distinct()])}";
    }

    private static void Import(ParseResult parsed, GlobalOptions options)
    {
        // Without the option there is nothing to ask for: the parser would make an empty list by reflection.
        foreach (var file in parsed.GetResult(options.Schema)?.GetValueOrDefault<string[]>() ?? [])
        {
            DsmFamilies.Import(DsmSchema.Load(file));
        }
    }

    private static Command Root(CliHost host, GlobalOptions options, string[] args)
    {
        // Not a RootCommand: its own help and version options load resources and reflection at every start.
        var root = new Command("nvdimm", "Health and management of NVDIMMs (persistent memory modules) on Linux: what is wrong, with "
            + "evidence and remedy; and any ACPI _DSM call, decoded.");
        root.Add(options.Json);
        root.Add(options.Simulate);
        root.Add(options.Schema);
        root.Add(options.Replay);
        root.Add(options.Trace);
        root.Add(options.SysfsRoot);
        var isOfAll = args.Contains(Complete) || args.Contains(Man) || !args.Any(Commands.Contains);
        foreach (var name in Commands)
        {
            // One whose name is no word here cannot be the one that is meant, and need not be made; but who asks about all sees all.
            root.Add(isOfAll || args.Contains(name) ? Make(name, host, options, root)
                : new Command(name) { Hidden = name is Complete });
        }

        root.Add(new Option<bool>("--help", "-h", "-?") { Description = "This help, or a command's", Recursive = true,
            Action = new CommandList.HelpOfAll(root, new HelpAction()) });
        root.Add(new Option<bool>("--version") { Description = "The version", Action = new VersionAction() });
        return root;
    }

    private static Command Make(string name, CliHost host, GlobalOptions options, Command root) => name switch
    {
        "list" => new ListCommand(host, options),
        "health" => new HealthCommand(host, options),
        "watch" => new WatchCommand(host, options),
        "labels" => new LabelsCommand(host, options),
        "namespaces" => new NamespacesCommand(host, options),
        "dsm" => new DsmCommand(host, options),
        "vendor" => new ModuleCommand(host, options),
        "bundle" => new BundleCommand(host, options),
        "decode" => new DecodeCommand(host, options),
        "functions" => new FunctionsCommand(host, options),
        "completion" => new CompletionCommand(host),
        Complete => new CompleteCommand(host, options, root),
        Man => new ManCommand(host, root),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };

    private sealed class VersionAction : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var version = typeof(Cli).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
            parseResult.InvocationConfiguration.Output.WriteLine($"nvdimm {version}");
            return ExitCodes.Success;
        }
    }
}
