using System.CommandLine;
using NvdimmPS.Health;
using NvdimmPS.Model;

namespace NvdimmPS.Cli;

/// <summary><c>nvdimm health</c>: how DIMMs fare, for people, for programs and for cron.</summary>
internal sealed class HealthCommand : Command
{
    private readonly Argument<string[]> _targets = new("TARGET")
    {
        Description = "Only these DIMMs: nmem0 or 0; * and ? stand for any characters",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> _platformOnly = new("--platform-only") { Description = "Asks no firmware and needs no root: what sysfs says. Then no DIMM is known to be healthy" };
    private readonly Option<bool> _nagios = new("--nagios") { Description = "One line with performance data and the exit codes of a monitoring plugin" };

    public HealthCommand(CliHost host, GlobalOptions options)
        : base("health", "Says how DIMMs fare, in the same words for every family\n\n" + HealthExit.Help)
    {
        Add(_targets);
        Add(_platformOnly);
        Add(_nagios);
        Validators.Add(result =>
        {
            if (result.GetValue(_nagios) && result.GetValue(options.Json))
            {
                result.AddError("Give --json or --nagios, but not both.");
            }
        });
        SetAction(parsed => Run(new Session(host, options, parsed), parsed));
    }

    /// <summary>A failure as this command counts it.</summary>
    public Failure Told(Failure failure, ParseResult parsed, TextWriter output) =>
        failure with { ExitCode = parsed.GetValue(_nagios) ? NagiosLine.Write(output, failure.Message) : HealthExit.Nothing };

    private int Run(Session session, ParseResult parsed)
    {
        using var _ = session;
        var reader = new HealthReader(session.Machine.Kernel);
        var dimms = new List<NvdimmHealth>();
        var bits = 0;
        foreach (var device in Devices(session, Names(parsed), ref bits))
        {
            dimms.Add(reader.Read(device, parsed.GetValue(_platformOnly)));
        }

        bits |= HealthExit.Of(dimms);
        return session.Finish(parsed.GetValue(_nagios) ? NagiosLine.Write(session.Out, dimms, bits) : Write(session, dimms, bits));
    }

    // Of no name the parser would make an empty list by reflection.
    private string[] Names(ParseResult parsed) => parsed.GetResult(_targets) is { Tokens.Count: > 0 } ? parsed.GetValue(_targets)! : [];

    private static int Write(Session session, List<NvdimmHealth> dimms, int bits)
    {
        if (session.Json)
        {
            HealthJson.Write(session.Out, session.Machine.Kernel.Source, bits, dimms);
        }
        else if (dimms.Count > 0)
        {
            HealthText.Write(session.Out, dimms);
        }

        return bits;
    }

    /// <summary>One that is not there hides no other.</summary>
    private static List<NvdimmDevice> Devices(Session session, string[] names, ref int bits)
    {
        var devices = new List<NvdimmDevice>();
        foreach (var name in names.Length == 0 ? ["*"] : names.Distinct())
        {
            try
            {
                devices.AddRange(Targets.Dimms(session.Machine, name, TopologyDetail.Health).Where(found => devices.TrueForAll(d => d.Name != found.Name)));
            }
            catch (NvdimmException e) when (names.Length > 1 && e.Kind == NvdimmErrorKind.ObjectNotFound)
            {
                bits |= HealthExit.Nothing;
                session.Report(Failure.Of(e));
            }
        }

        return devices;
    }
}
