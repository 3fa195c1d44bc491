using System.CommandLine;
using System.Globalization;
using System.IO.Enumeration;
using NvdimmPS.Inventory;
using NvdimmPS.Watching;

namespace NvdimmPS.Cli;

/// <summary><c>nvdimm watch</c>: a line for each change, until it is ended.</summary>
internal sealed class WatchCommand : Command
{
    private readonly Argument<string[]> _targets = new("TARGET")
    {
        Description = "Only these DIMMs: nmem0 or 0; * and ? stand for any characters, also in the names of those that come later",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> _initial = new("--include-initial") { Description = "Begins with the state at the start" };
    private readonly Option<int?> _heartbeat = Checks.Limit("--heartbeat", "Gives a sign of life this often");
    private readonly Option<int?> _timeout =
        Checks.Number("--timeout", "SECONDS", "Ends after this long", "seconds", 1, int.MaxValue / 1000);
    private readonly Option<bool> _platformOnly =
        new("--platform-only") { Description = "Asks no firmware and needs no root: what sysfs says" };

    public WatchCommand(CliHost host, GlobalOptions options)
        : base("watch",
            "Tells each change of the DIMMs' health once, a line each, until SIGINT or SIGTERM; with --json one JSON object a line")
    {
        Add(_targets);
        Add(_initial);
        Add(_heartbeat);
        Add(_timeout);
        Add(_platformOnly);
        SetAction(parsed => Run(new Session(host, options, parsed), parsed));
    }

    private int Run(Session session, ParseResult parsed)
    {
        using var _ = session;
        using var watcher = new HealthWatcher(session.Machine.Kernel, new WatchOptions
        {
            Dimms = Chosen(session, parsed.GetValue(_targets) ?? []),
            IncludeInitial = parsed.GetValue(_initial),
            PlatformOnly = parsed.GetValue(_platformOnly),
            Heartbeat = parsed.GetValue(_heartbeat) is { } every ? TimeSpan.FromSeconds(every) : null,
        });
        using var end = new WatchEnd(watcher, parsed.GetValue(_timeout) is { } most ? TimeSpan.FromSeconds(most) : null);
        watcher.Run(seen =>
        {
            if (session.Json)
            {
                JsonText.StreamLine(session.Out, json => WatchJson.Write(json, seen));
            }
            else
            {
                session.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{seen.Time:yyyy-MM-ddTHH:mm:ssZ} {seen.Severity,-11} {Printable.Line(seen.Message)}"));
            }

            session.Out.Flush();
            if (session.IsReaderGone)
            {
                watcher.Stop();
            }
        });
        return session.Finish(ExitCodes.Success);
    }

    /// <summary>Which DIMMs to watch; null is all. An unknown name is an error, as elsewhere.</summary>
    private static Func<NvdimmDevice, bool>? Chosen(Session session, string[] names)
    {
        if (names.Length > 0)
        {
            var found = names.SelectMany(n => Targets.Dimms(session.Machine, n, TopologyDetail.Brief))
                .Select(d => d.Name).ToHashSet(StringComparer.Ordinal);
            return device => found.Contains(device.Name) || names.Any(n => FileSystemName.MatchesSimpleExpression(n, device.Name));
        }

        if (!session.Machine.Topology.GetDevices(TopologyDetail.Brief).Any())
        {
            session.Note(session.Machine.Topology.IsSupported
                ? "No DIMM found yet; new ones will be reported."
                : throw ConsoleErrors.Unsupported(session.Machine.Topology));
        }

        return null;
    }
}
