using System.CommandLine;
using NvdimmPS.Audit;
using NvdimmPS.Changes;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.Labels;

namespace NvdimmPS.Cli;

/// <summary><c>nvdimm labels</c>: for a rescue shell: looks at labels, judges them, saves them and brings them back.</summary>
internal sealed class LabelsCommand : Command
{
    private readonly CliHost _host;
    private readonly GlobalOptions _options;

    public LabelsCommand(CliHost host, GlobalOptions options)
        : base("labels", "Shows, checks, exports and imports the label areas of DIMMs")
    {
        (_host, _options) = (host, options);
        Add(Show());
        Add(Check());
        Add(Export());
        Add(Import());
    }

    private static Argument<string[]> Dimms() =>
        new("DIMM") { Description = "Only these: nmem0 or 0; * and ? stand for any characters", Arity = ArgumentArity.ZeroOrMore };

    private static Argument<string> Folder() =>
        new("FOLDER") { Description = "The folder of the export: a file a DIMM, and labels.json, which says of which DIMM each is" };

    private static Option<string?> File() =>
        new("--file")
        {
            Description = "A file with the bytes of a label area, or a folder of an export, in place of DIMMs",
            HelpName = "FILE",
        };

    private Command Show()
    {
        var (dimms, file) = (Dimms(), File());
        var command = new Command("show", "Shows index blocks and labels") { dimms, file };
        command.SetAction(parsed => Run(parsed, session =>
        {
            LabelsText.Write(session, [.. Subjects(session, parsed.GetValue(dimms), parsed.GetValue(file)).Select(s => s.Area)]);
            return ExitCodes.Success;
        }));
        return command;
    }

    private Command Check()
    {
        var (dimms, file) = (Dimms(), File());
        var command = new Command("check", "Says what is wrong with labels; ends in 1 where there is a warning or worse") { dimms, file };
        command.SetAction(parsed => Run(parsed, session =>
        {
            var subjects = Subjects(session, parsed.GetValue(dimms), parsed.GetValue(file));
            var isAll = parsed.GetValue(file) is null && parsed.GetValue(dimms) is not { Length: > 0 };
            var findings = LabelChecker.Check(subjects, isAll, DateTime.UtcNow);
            LabelsText.Write(session, findings);
            return findings.Any(f => f.Counts) ? ExitCodes.Unexpected : ExitCodes.Success;
        }));
        return command;
    }

    private Command Export()
    {
        var (folder, dimms) = (Folder(), Dimms());
        var command = new Command("export", "Saves label areas in a folder; writes no DIMM") { folder, dimms };
        command.SetAction(parsed => Run(parsed, session =>
        {
            var to = Folder(parsed.GetValue(folder)!);
            NvdimmLabelArea[] areas = [.. Subjects(session, parsed.GetValue(dimms), null).Select(s => s.Area)];
            var manifest = LabelExport.Save(to, areas, overwrite: false);
            session.Note($"the labels of {string.Join(", ", areas.Select(a => a.Dimm))} are in {manifest}");
            return ExitCodes.Success;
        }));
        return command;
    }

    private Command Import()
    {
        var (folder, dimms) = (Folder(), Dimms());
        var force = new Option<bool>("--force", "--yes", "-y") { Description = "Writes without asking" };
        var whatIf = new Option<bool>("--what-if", "--dry-run") { Description = "Shows the bytes that would change, and writes nothing" };
        var noBackup = new Option<bool>("--no-backup") { Description = "Keeps no backup of the labels of before" };
        var command = new Command("import", "Brings saved label areas back, each to the DIMM that it is of")
        {
            folder, dimms, force, whatIf, noBackup,
        };
        command.SetAction(parsed => Run(parsed, session =>
        {
            using var caller = new DsmCaller(session.Machine.Kernel) { Command = "nvdimm labels" };
            var planner = new LabelPlanner(session.Machine, caller)
            {
                KeepsBackup = !parsed.GetValue(noBackup),
                BackedUp = (dimm, path) => session.Note($"{dimm}: its labels of before are in {path}"),
                Unfinished = (dimm, path) => session.Note($"{dimm}: an earlier label write was interrupted; "
                    + $"what was before it is in {path}"),
            };
            var gates = new ChangeGates { Force = parsed.GetValue(force) };
            var runner = new ChangeRunner(session.Machine, caller, new TerminalConfirmation(session), gates);
            var import = LabelImport.Read(Folder(parsed.GetValue(folder)!));
            var outcomes = new List<LabelImportOutcome>();
            void Fail(string? target, NvdimmException e)
            {
                var failure = Failure.From(e);
                session.Report(failure);
                outcomes.Add(new(target ?? failure.Target, "failed", null, failure));
            }

            var devices = parsed.GetValue(dimms) is { Length: > 0 } names ? Devices(session, names)
                : import.Find(Targets.AllDimms(session.Machine), e => Fail(null, e));
            // All are planned before the first is written: labels of several DIMMs belong together.
            var plans = new List<(NvdimmDevice Device, ChangePlan? Plan)>();
            foreach (var device in devices)
            {
                Try(device.Name, Fail, () => plans.Add((device, planner.Import(device, import))));
            }

            if (outcomes.Count > 0)
            {
                session.Note("nothing was written");
                outcomes.AddRange(plans.Select(p => new LabelImportOutcome(p.Device.Name, "skipped", p.Plan)));
            }
            else
            {
                foreach (var (device, plan) in plans)
                {
                    Try(device.Name, Fail, () => outcomes.Add(Carry(session, runner, device, plan, parsed.GetValue(whatIf))));
                }
            }

            if (session.Json)
            {
                LabelsText.Write(session, outcomes);
            }

            return outcomes.Count == 0 ? ExitCodes.NotFound
                : ExitCodes.Combine([.. outcomes.Where(o => o.State != "skipped").Select(o => o.Failure?.ExitCode ?? ExitCodes.Success)]);
        }));
        return command;
    }

    private static LabelImportOutcome Carry(Session session, ChangeRunner runner, NvdimmDevice device, ChangePlan? plan, bool isWhatIf)
    {
        if (plan is null)
        {
            session.Note($"{device.Name}: its label area is already identical");
            return new(device.Name, "unchanged");
        }

        if (isWhatIf)
        {
            if (!session.Json)
            {
                LabelsText.Write(session, plan);
            }

            return new(device.Name, "planned", plan);
        }

        if (!runner.MayGoOn(plan))
        {
            throw ChangeErrors.NotConfirmed(device.Name, plan.Steps[0]);
        }

        runner.Send(plan);
        return new(device.Name, "written", plan);
    }

    private static void Try(string target, Action<string?, NvdimmException> fail, Action work)
    {
        try
        {
            work();
        }
        catch (NvdimmException e)
        {
            fail(target, e);
        }
    }

    /// <summary>A folder as it was given; an empty word, as of a variable that is not set, is none.</summary>
    private static string Folder(string path) => string.IsNullOrWhiteSpace(path) ? throw ConsoleErrors.NoFolder() : Path.GetFullPath(path);

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

    private static IEnumerable<NvdimmDevice> Devices(Session session, string[]? names) => names is { Length: > 0 }
        ? names.SelectMany(n => Targets.Dimms(session.Machine, n, TopologyDetail.Summary)).DistinctBy(d => d.Name)
        : Targets.AllDimms(session.Machine);

    private static LabelSubject[] Subjects(Session session, string[]? names, string? file)
    {
        if (file is not null)
        {
            return [.. LabelFile.ReadAll(Folder(file)).Select(a => new LabelSubject(a))];
        }

        using var caller = new DsmCaller(session.Machine.Kernel) { Command = "nvdimm labels" };
        var reader = new LabelReader(caller, session.Machine.Kernel.Source);
        NvdimmRegion[] regions = [.. session.Machine.Topology.GetRegions()];
        return [.. Devices(session, names)
            .Select(d => new LabelSubject(reader.Read(d), d, [.. regions.Where(r => r.Dimms.Contains(d.Name))]))];
    }
}
