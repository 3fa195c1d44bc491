using System.CommandLine;
using NvdimmPS.Findings;
using NvdimmPS.Findings.Policies;
using NvdimmPS.Health;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;

namespace NvdimmPS.Cli;

/// <summary><c>nvdimm health</c>: the health of DIMMs, for people, for programs and for cron.</summary>
internal sealed class HealthCommand : Command
{
    private readonly Argument<string[]> _targets = new("TARGET")
    {
        Description = "Only these DIMMs: nmem0 or 0; * and ? stand for any characters",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> _platformOnly =
        new("--platform-only") { Description = "Asks no firmware and needs no root: what sysfs says. Then no DIMM is known to be healthy" };
    private readonly Option<string?> _policy =
        new("--policy") { Description = "Limits, severities and mutes from a JSON file, as Test-NvdimmHealth takes them",
            HelpName = "FILE" };
    private readonly Option<string?> _baseline =
        new("--baseline") { Description = "The health of the DIMMs at an earlier time: what health --json printed then",
            HelpName = "FILE" };
    private readonly Option<bool> _nagios =
        new("--nagios") { Description = "One line with performance data and the exit codes of a monitoring plugin" };

    private readonly Option<int?> _timeout =
        Checks.Limit("--timeout", "Seconds that sysfs, and then each DIMM, may take to answer: 30 when left out");

    public HealthCommand(CliHost host, GlobalOptions options)
        : base("health", "Gets the health of NVDIMMs, in the same words for every family\n\n" + HealthExit.Help)
    {
        Add(_targets);
        Add(_policy);
        Add(_baseline);
        Add(_platformOnly);
        Add(_nagios);
        Add(_timeout);
        this.Check(result => result.GetValue(_nagios) && result.GetValue(options.Json) ? "Give --json or --nagios, but not both." : null);
        SetAction(parsed => Run(new Session(host, options, parsed), parsed));
    }

    /// <summary>A failure as this command counts it.</summary>
    public Failure Report(Failure failure, ParseResult parsed, TextWriter output) =>
        failure with { ExitCode = parsed.GetValue(_nagios) ? NagiosLine.Write(output, failure.Message) : HealthExit.Nothing };

    private int Run(Session session, ParseResult parsed)
    {
        using var _ = session;
        var policy = parsed.GetValue(_policy) is { } file ? HealthFiles.Policy(file) : HealthPolicy.BuiltIn;
        var judge =
            new HealthJudge(policy, parsed.GetValue(_baseline) is { } before ? HealthFiles.Baseline(before) : null, session.Machine);
        var names = Targets.Names(parsed, _targets);
        var limit = parsed.GetValue(_timeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : HealthReader.UsualLimit;
        var areAll = true;
        var reader = new HealthReader(session.Machine.Kernel);
        var platformOnly = parsed.GetValue(_platformOnly);
        judge.ReadRegionsAhead();
        var (devices, dimms) = reader.ReadWithin(limit, () => Devices(session, names, out areAll), platformOnly, firmware: !platformOnly);
        var bits = areAll ? 0 : HealthExit.Nothing;
        var findings = judge.Judge(new TestedDimms(dimms, devices, IsChoice: names.Length > 0, HasFailed: bits != 0), DateTime.UtcNow);
        bits |= HealthExit.CodeOf(findings);
        if ((bits & HealthExit.Nothing) != 0 && names.Length == 0)
        {
            throw ConsoleErrors.None(session.Machine.Topology, "Dimm");
        }

        var report = new HealthList(session.Machine.Kernel.Source, bits, dimms, findings);
        return session.Finish(parsed.GetValue(_nagios) ? NagiosLine.Write(session.Out, report, policy.Limits) : Write(session, report));
    }

    private static int Write(Session session, HealthList report)
    {
        if (session.Json)
        {
            HealthJson.Write(session.Out, report);
        }
        else
        {
            HealthText.Write(session.Out, report);
        }

        return report.ExitCode;
    }

    /// <summary>One that is not there hides no other.</summary>
    private static List<NvdimmDevice> Devices(Session session, string[] names, out bool areAll)
    {
        areAll = true;
        if (names.Length == 0)
        {
            return [.. session.Machine.Topology.ListDevices(TopologyDetail.Health)];
        }

        var devices = new List<NvdimmDevice>();
        foreach (var name in names.Distinct())
        {
            try
            {
                devices.AddRange(Targets.Dimms(session.Machine, name, TopologyDetail.Health)
                    .Where(found => devices.TrueForAll(d => d.Name != found.Name)));
            }
            catch (NvdimmException e) when (names.Length > 1 && e.Kind == NvdimmErrorKind.ObjectNotFound)
            {
                areAll = false;
                session.Report(Failure.From(e));
            }
        }

        return devices;
    }
}

/// <summary>What <c>health</c> has to say.</summary>
internal sealed record HealthList(string Source, int ExitCode, IReadOnlyList<NvdimmHealth> Dimms, IReadOnlyList<HealthFinding> Findings);
