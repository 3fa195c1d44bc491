using System.CommandLine;
using NvdimmPS.Audit;
using NvdimmPS.Changes;
using NvdimmPS.Dsm;
using NvdimmPS.InfoBlocks.Sector;
using NvdimmPS.Inventory;
using NvdimmPS.Namespaces;

namespace NvdimmPS.Cli;

/// <summary>
/// <c>nvdimm namespaces</c>: for a rescue shell: whether a namespace could be made or changed, and whether sector namespaces are whole.
/// Makes none and changes none.
/// </summary>
internal sealed class NamespacesCommand : Command
{
    private readonly CliHost _host;
    private readonly GlobalOptions _options;

    public NamespacesCommand(CliHost host, GlobalOptions options)
        : base("namespaces", "Says what namespaces could be made or changed, and checks sector namespaces; writes none")
    {
        (_host, _options) = (host, options);
        Add(Test());
        Add(Check());
    }

    private Command Test()
    {
        var names = new Argument<string[]>("NAME")
        {
            Description = "A region, for a new namespace in it, or a namespace that is to be changed; all regions when left out",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var mode = new Option<string?>("--mode") { Description = "raw, sector, fsdax or devdax", HelpName = "raw|sector|fsdax|devdax" };
        var size = new Option<string?>("--size")
        {
            Description = "Bytes, or a number with K, M, G or T; the largest when left out", HelpName = "SIZE",
        };
        var alignment = new Option<string?>("--alignment") { Description = "The mapping alignment of fsdax and devdax", HelpName = "SIZE" };
        var map = new Option<string?>("--map") { Description = "Where the page structures are: mem or dev", HelpName = "mem|dev" };
        var sectors = new Option<string?>("--sector-size") { Description = "Bytes of a sector", HelpName = "SIZE" };
        var allowInUse = new Option<bool>("--allow-in-use") { Description = "Whether it can be although something uses the namespace" };
        var command = new Command("test", "Says whether a namespace can be made or changed, and why not; ends in 1 where one cannot")
        {
            names, mode, size, alignment, map, sectors, allowInUse,
        };
        command.SetAction(parsed => Run(parsed, session =>
        {
            var request = new NamespaceRequest
            {
                Mode = Word<NvdimmNamespaceMode>(parsed, mode),
                Size = Size(parsed, size),
                Alignment = Size(parsed, alignment),
                Map = Word<NvdimmNamespaceMap>(parsed, map),
                SectorSize = Size(parsed, sectors),
            };
            using var caller = new DsmCaller(session.Machine.Kernel) { Command = "nvdimm namespaces" };
            var planner = new NamespacePlanner(session.Machine, caller);
            var isAllowed = parsed.GetValue(allowInUse);
            NvdimmNamespaceTest[] tests = [.. Proposals(session, planner, parsed.GetValue(names), request)
                .Select(p => NamespaceTester.Tell(p, ConsoleWords.Instance, DateTime.UtcNow, isAllowed))];
            NamespacesText.Write(session, tests);
            return tests.Any(t => !t.Possible) ? ExitCodes.Unexpected : ExitCodes.Success;
        }));
        return command;
    }

    private static IEnumerable<NamespaceProposal> Proposals(Session session, NamespacePlanner planner, string[]? names,
        NamespaceRequest request)
    {
        var machine = session.Machine;
        if (names is not { Length: > 0 })
        {
            return Targets.AllRegions(machine).Select(r => planner.Propose(r, request));
        }

        return names.SelectMany(name => !name.StartsWith("namespace", StringComparison.Ordinal)
                ? Targets.Regions(machine, name).Select(r => planner.Propose(r, request))
            : planner.SeedOf(name) is { } seed ? [seed]
            : Targets.Namespaces(machine, name).Select(n => planner.Propose(n, request)));
    }

    private Command Check()
    {
        var names = new Argument<string[]>("NAMESPACE")
        {
            Description = "Only these, such as namespace0.0; all that are disabled sector namespaces when left out",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("check", "Checks info blocks, log and map of disabled sector namespaces, each bound for a moment; "
            + "ends in 1 where there is a warning or worse") { names };
        command.SetAction(parsed => Run(parsed, session =>
        {
            var given = parsed.GetValue(names) is { Length: > 0 } some ? some : null;
            var (checks, codes) = (new List<(string Name, SectorReport? Report, Failure? Failure)>(), new List<int>());
            using var caller = new DsmCaller(session.Machine.Kernel) { Command = "nvdimm namespaces" };
            var runner = new ChangeRunner(session.Machine, caller, new TerminalConfirmation(session), new ChangeGates { Force = true });
            foreach (var space in given is null ? Disabled(session) : given.SelectMany(n => Targets.Namespaces(session.Machine, n)))
            {
                try
                {
                    SectorReport? report = null;
                    runner.Send(SectorRepair.Check(space, found => report = found, default));
                    checks.Add((space.Name, report, null));
                    codes.Add(report!.IsGood ? ExitCodes.Success : ExitCodes.Unexpected);
                }
                catch (NvdimmException e)
                {
                    checks.Add((space.Name, null, Failure.From(e)));
                    codes.Add(ExitCodes.For(e));
                }
            }

            NamespacesText.Write(session, checks);
            return codes.Count == 0 ? ExitCodes.Success
                : codes.TrueForAll(c => c is ExitCodes.Success or ExitCodes.Unexpected) ? codes.Max()
                : ExitCodes.Combine(codes);
        }));
        return command;
    }

    /// <summary>The disabled ones of which labels or kernel say that they are sector namespaces.</summary>
    private static List<NvdimmNamespace> Disabled(Session session)
    {
        var all = session.Machine.Topology.GetNamespaces().ToList();
        if (all.Count == 0)
        {
            _ = Targets.AllRegions(session.Machine);
        }

        foreach (var enabled in all.Where(n => n is { Enabled: true, Mode: "sector" }))
        {
            session.Note($"{enabled.Name} is enabled, so it is not checked: disable it first");
        }

        return all.FindAll(n => !n.Enabled && (n.HolderClass is "btt" or "btt2" || n.Mode == "sector"));
    }

    private int Run(ParseResult parsed, Func<Session, int> action)
    {
        using var session = new Session(_host, _options, parsed);
        var exit = action(session);
        if (AuditLog.Current.TakeWarning() is { } warning)
        {
            session.Note(warning.Message);
        }

        return session.Finish(exit);
    }

    private static ulong? Size(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) is not { } text ? null
        : ByteSize.TryParse(text, out var bytes) ? bytes
        : throw ConsoleErrors.Value(option.Name, text, ByteSize.Forms);

    private static T? Word<T>(ParseResult parsed, Option<string?> option)
        where T : struct, Enum => parsed.GetValue(option) is not { } text ? null
        : Array.Find(Enum.GetNames<T>(), n => n.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name ? Enum.Parse<T>(name)
        : throw ConsoleErrors.Value(option.Name, text, string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant());
}
