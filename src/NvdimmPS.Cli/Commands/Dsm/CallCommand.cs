using System.CommandLine;
using NvdimmPS.Abi;
using NvdimmPS.Audit;
using NvdimmPS.Changes;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;

namespace NvdimmPS.Cli;

/// <summary>A command that sends a call to one target or several, or explains what would be sent.</summary>
internal abstract class CallCommand : Command
{
    private readonly CliHost _host;
    private readonly GlobalOptions _options;
    private readonly CallOptions _call;

    protected CallCommand(CliHost host, GlobalOptions options, string name, string description, CallOptions call)
        : base(name, description)
    {
        (_host, _options, _call) = (host, options, call);
        _call.AddTo(this);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        using var session = new Session(_host, _options, parsed);
        var wanted = _call.Read(parsed);
        return session.Finish(wanted.WhatIf ? Explain(session, wanted) : Send(session, wanted));
    }

    private int Send(Session session, CallWanted wanted)
    {
        var outcomes = new List<DsmOutcome>();
        var targets = Targets.Find(session.Machine, wanted.Target);
        using var caller = new DsmCaller(session.Machine.Kernel) { Command = "nvdimm " + Name };
        var gates = new ChangeGates { AllowSensitive = wanted.AllowSensitive, AllowInUse = wanted.AllowInUse, Force = wanted.Force };
        var runner = new ChangeRunner(session.Machine, caller, new TerminalConfirmation(session), gates);
        foreach (var target in targets)
        {
            var outcome = Send(session, runner, caller, target, wanted);
            outcomes.Add(outcome);
            if (!session.Json)
            {
                DsmText.Write(session.Out, outcome, wanted.Hex, wanted.Raw);
            }

            if (outcome.Failure is { } failure)
            {
                session.Report(failure);
            }
        }

        if (AuditLog.Current.TakeWarning() is { } warning)
        {
            session.Note(warning.Message);
        }

        if (session.Json)
        {
            DsmJson.Write(session.Out, session.Machine.Kernel.Source, outcomes);
        }

        return ExitCodes.Combine([.. outcomes.Select(o => o.Failure?.ExitCode ?? ExitCodes.Success)]);
    }

    private static DsmOutcome Send(Session session, ChangeRunner runner, DsmCaller caller, DsmTarget target, CallWanted wanted)
    {
        try
        {
            var function = wanted.FunctionOf(target);
            runner.EnsureAllowed(target.Name, function);

            // What cannot be sent anyway is not asked about.
            var call = wanted.Call(function);
            _ = DsmCaller.Request(target, call, target.Routes(function, wanted.Route)[0]);
            wanted.Check(caller, target);
            var judged = CommandEffects.Judge(caller, target, call, out _);
            call = call.As(judged);
            if (DsmChangeReader.ReadLosses(caller, target, call).Warning(function, isSent: true) is { } warning)
            {
                session.Note($"{target.Name}: {warning.In(ConsoleWords.Instance)}");
            }

            var plan = Plan(target, call, judged);
            if (!runner.MayGoOn(plan))
            {
                throw ChangeErrors.NotConfirmed(target.Name, plan.Steps[0]);
            }

            call = wanted.Refined(caller, target, call).As(judged);
            return DsmOutcome.From(target, call, runner.Send(Plan(target, call, judged))[0]);
        }
        catch (NvdimmException e)
        {
            return new DsmOutcome(target.Name, Failure.From(e));
        }
    }

    private static ChangePlan Plan(DsmTarget target, DsmCall call, DsmFunction judged) =>
        new() { Target = target.Name, Action = $"Send {judged}", Steps = [new CallStep(target, call, judged)] };

    private static int Explain(Session session, CallWanted wanted)
    {
        var explanations = new List<DsmExplanation>();
        using var caller = new DsmCaller(session.Machine.Kernel);
        foreach (var (target, note) in Imagine(session, wanted))
        {
            var call = wanted.Call(wanted.FunctionOf(target));
            var route = target.Routes(call.Function, wanted.Route)[0];
            var changes = note is null ? DsmChangeReader.Read(caller, target, call) : DsmChanges.None;
            string?[] notes = [note, changes.Warning(call.Function)?.In(ConsoleWords.Instance), changes.Unread];
            var explanation = DsmExplainer.Explain(target, call, route, notes.OfType<string>(), changes.Values);
            explanations.Add(explanation);
            if (!session.Json)
            {
                DsmText.Write(session.Out, explanation, wanted.Hex ? DsmBytes.From(target, call, route) : null);
            }
        }

        if (session.Json)
        {
            JsonText.Stream(session.Out, json => ExplanationJson.Write(json, explanations));
        }

        return ExitCodes.Success;
    }

    /// <summary>The targets as they are where they exist, otherwise as they might be: explaining needs no device.</summary>
    private static IEnumerable<(DsmTarget Target, string? Note)> Imagine(Session session, CallWanted wanted)
    {
        try
        {
            return Targets.Find(session.Machine, wanted.Target).Select(t => (t, (string?)null));
        }
        catch (NvdimmException e) when (ExitCodes.For(e) is ExitCodes.NotFound or ExitCodes.Unsupported)
        {
            var kind = Targets.KindOf(wanted.Target);
            var family = wanted.ImaginedFamily(kind);
            return [(NvdimmMachine.Imagine(kind, wanted.Target, family),
                $"There is no {(kind == NdNodeKind.Bus ? "bus" : "DIMM")} {wanted.Target} here: this is what one of the {family} family "
                    + "would get.")];
        }
    }
}
