using System.CommandLine;
using System.IO.Enumeration;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;

namespace NvdimmPS.Cli;

/// <summary>What the names on the command line mean.</summary>
internal static class Targets
{
    /// <summary>The names that were given. Of none the parser would make an empty list, by reflection.</summary>
    public static string[] Names(ParseResult parsed, Argument<string[]> names) =>
        parsed.GetResult(names) is { Tokens.Count: > 0 } ? parsed.GetValue(names)! : [];

    /// <summary>A bus is named as one; everything else, a bare number too, is a DIMM.</summary>
    public static NdNodeKind KindOf(string name) =>
        name.StartsWith("ndbus", StringComparison.Ordinal) || name.StartsWith("ndctl", StringComparison.Ordinal)
            ? NdNodeKind.Bus
            : NdNodeKind.Dimm;

    /// <summary>The targets of a call: one, or all that a wildcard names.</summary>
    public static DsmTarget[] Find(NvdimmMachine machine, string name) => KindOf(name) == NdNodeKind.Bus
        ? [.. Buses(machine, name).Select(NvdimmMachine.Target)]
        : [.. Dimms(machine, name, TopologyDetail.Summary).Select(NvdimmMachine.Target)];

    public static IEnumerable<NvdimmBus> Buses(NvdimmMachine machine, string name) => IsPattern(name)
        ? Matching(machine, "Bus", name, machine.Topology.GetBuses(), b => [b.Name, b.Node])
        : Single(machine, () => machine.GetBus(name));

    public static IEnumerable<NvdimmDevice> Dimms(NvdimmMachine machine, string name, TopologyDetail detail) => IsPattern(name)
        ? Matching(machine, "Dimm", name, machine.Topology.GetDevices(detail), d => [d.Name])
        : Single(machine, () => machine.GetDevice(name, detail));

    public static IEnumerable<NvdimmRegion> Regions(NvdimmMachine machine, string name) =>
        Matching(machine, "Region", name, machine.Topology.GetRegions(), r => [r.Name]);

    public static IEnumerable<NvdimmNamespace> Namespaces(NvdimmMachine machine, string name) =>
        Matching(machine, "Namespace", name, machine.Topology.GetNamespaces(), n => [n.Name]);

    /// <summary>All DIMMs of a machine that has some.</summary>
    /// <exception cref="NvdimmException">It has none.</exception>
    public static List<NvdimmDevice> AllDimms(NvdimmMachine machine) => All(machine, "Dimm", machine.Topology.GetDevices());

    /// <summary>All regions of a machine that has some.</summary>
    /// <exception cref="NvdimmException">It has none.</exception>
    public static List<NvdimmRegion> AllRegions(NvdimmMachine machine) => All(machine, "Region", machine.Topology.GetRegions());

    private static List<T> All<T>(NvdimmMachine machine, string what, IEnumerable<T> all) =>
        all.ToList() is { Count: > 0 } some ? some : throw ConsoleErrors.None(machine.Topology, what);

    private static bool IsPattern(string name) => name.AsSpan().ContainsAny('*', '?');

    private static T[] Single<T>(NvdimmMachine machine, Func<T> get)
    {
        try
        {
            return [get()];
        }
        catch (NvdimmException e) when (e.Kind == NvdimmErrorKind.ObjectNotFound && !machine.Topology.IsSupported)
        {
            throw ConsoleErrors.Unsupported(machine.Topology);
        }
    }

    private static List<T> Matching<T>(NvdimmMachine machine, string what, string pattern, IEnumerable<T> all, Func<T, string[]> names)
    {
        var known = all.ToList();
        var matching = known.FindAll(x => names(x).Any(n => FileSystemName.MatchesSimpleExpression(pattern, n)));
        return matching.Count > 0 ? matching
            : throw (machine.Topology.IsSupported
                ? InventoryErrors.NotFound(machine.Topology, what, pattern, known.Select(x => names(x)[0]))
                : ConsoleErrors.Unsupported(machine.Topology));
    }
}
