using System.CommandLine;
using NvdimmPS.Inventory;

namespace NvdimmPS.Cli;

/// <summary><c>nvdimm list</c>: what is there, from sysfs alone. No root, no firmware call.</summary>
internal sealed class ListCommand : Command
{
    private readonly Argument<string[]> _names = new("NAME")
    {
        Description = "Only these: nmem0 or 0, ndbus0, region0, namespace0.0; * and ? stand for any characters",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> _buses = new("--buses") { Description = "Lists the buses" };
    private readonly Option<bool> _dimms = new("--dimms") { Description = "Lists the DIMMs (the default)" };
    private readonly Option<bool> _regions = new("--regions") { Description = "Lists the regions" };
    private readonly Option<bool> _namespaces = new("--namespaces") { Description = "Lists the namespaces" };
    private readonly Option<bool> _all = new("--all") { Description = "Lists everything (the default with --json)" };
    private readonly Option<bool> _full = new("--full") { Description = "Every attribute, and why one is not reported" };

    public ListCommand(CliHost host, GlobalOptions options)
        : base("list", "Lists DIMMs, buses, regions and namespaces; needs no root and calls no firmware")
    {
        Add(_names);
        Option<bool>[] selections = [_buses, _dimms, _regions, _namespaces, _all];
        foreach (var option in selections)
        {
            Add(option);
        }

        Add(_full);
        this.Check(result => result.GetResult(_names) is { Tokens.Count: > 0 } && selections.Any(result.GetValue)
            ? "Give names, or what kinds to list, but not both."
            : null);
        SetAction(parsed => Run(new Session(host, options, parsed), parsed));
    }

    private int Run(Session session, ParseResult parsed)
    {
        using var _ = session;
        var full = parsed.GetValue(_full);
        var detail = full ? TopologyDetail.Full : session.Json ? TopologyDetail.Summary : TopologyDetail.Brief;
        var names = Targets.Names(parsed, _names);
        var listing = names.Length > 0 ? Named(session.Machine, names, detail) : Selected(session, parsed, detail);
        if (session.Json)
        {
            JsonText.Stream(session.Out, json => ListJson.Write(json, listing));
        }
        else
        {
            ListText.Write(session.Out, listing, full);
        }

        if (listing.IsEmpty)
        {
            session.Note(session.Machine.Topology.UnsupportedReason ?? "There is nothing of this kind here.");
        }

        return session.Finish(ExitCodes.Success);
    }

    private Listing Selected(Session session, ParseResult parsed, TopologyDetail detail)
    {
        var (buses, dimms, regions, namespaces) =
            (parsed.GetValue(_buses), parsed.GetValue(_dimms), parsed.GetValue(_regions), parsed.GetValue(_namespaces));
        var none = !(buses || dimms || regions || namespaces);
        var all = parsed.GetValue(_all) || (none && session.Json);
        var topology = session.Machine.Topology;
        var listing = all ? Everything(session, topology, detail) : new Listing(session.Machine.Kernel.Source)
        {
            Buses = buses ? [.. topology.GetBuses()] : [],
            Dimms = dimms || none ? topology.ListDevices(detail) : [],
            Regions = regions ? [.. topology.GetRegions()] : [],
            Namespaces = namespaces ? [.. topology.GetNamespaces()] : [],
        };
        return listing.IsEmpty && !topology.IsSupported ? throw ConsoleErrors.Unsupported(topology) : listing;
    }

    private static Listing Everything(Session session, Topology topology, TopologyDetail detail)
    {
        var (buses, dimms, regions, namespaces) = topology.GetAll(detail);
        return new Listing(session.Machine.Kernel.Source) { Buses = buses, Dimms = dimms, Regions = regions, Namespaces = namespaces };
    }

    private static Listing Named(NvdimmMachine machine, string[] names, TopologyDetail detail)
    {
        var listing = new Listing(machine.Kernel.Source);
        foreach (var name in names.Distinct())
        {
            listing = name switch
            {
                _ when name.StartsWith("ndbus", StringComparison.Ordinal) || name.StartsWith("ndctl", StringComparison.Ordinal) =>
                    listing with { Buses = [.. listing.Buses, .. Targets.Buses(machine, name)] },
                _ when name.StartsWith("region", StringComparison.Ordinal) =>
                    listing with { Regions = [.. listing.Regions, .. Targets.Regions(machine, name)] },
                _ when name.StartsWith("namespace", StringComparison.Ordinal) =>
                    listing with { Namespaces = [.. listing.Namespaces, .. Targets.Namespaces(machine, name)] },
                _ => listing with { Dimms = [.. listing.Dimms, .. Targets.Dimms(machine, name, detail)] },
            };
        }

        return listing;
    }
}

/// <summary>What <c>list --json</c> prints, always with these members.</summary>
internal sealed record Listing(string Source)
{
    public IReadOnlyList<NvdimmBus> Buses { get; init; } = [];

    /// <summary>Read as they are enumerated, some of them.</summary>
    public IEnumerable<NvdimmDevice> Dimms { get; init; } = [];

    public IReadOnlyList<NvdimmRegion> Regions { get; init; } = [];

    public IReadOnlyList<NvdimmNamespace> Namespaces { get; init; } = [];

    internal bool IsEmpty => Buses.Count + Regions.Count + Namespaces.Count == 0 && !Dimms.Any();
}
