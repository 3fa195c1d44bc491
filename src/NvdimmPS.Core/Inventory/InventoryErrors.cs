using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Files;

namespace NvdimmPS.Inventory;

/// <summary>Names that nothing has, and machines without NVDIMMs.</summary>
internal static class InventoryErrors
{
    /// <summary>Each virtio-pmem device is a bus of its own, and all of them have one provider.</summary>
    internal static NvdimmException SeveralBuses(string provider, IEnumerable<string> buses) =>
        new("Nvdimm.Bus.Ambiguous", NvdimmErrorKind.InvalidArgument, provider,
            $"Several buses have the provider '{provider}': {string.Join(", ", buses)}.", "Name one of them.");

    internal static NvdimmException NoAddress(NvdimmNamespace item, string why) =>
        new("Nvdimm.Namespace.NoAddress", NvdimmErrorKind.InvalidOperation, item.Name,
            $"Which addresses the blocks of {item.Name} have is not known: {why}.",
            "Run it as root on an enabled namespace without a BTT, or give the physical address itself.");

    internal static NvdimmException NoSuchBlock(NvdimmNamespace item, ulong block, ulong count, ulong blocks) =>
        new("Nvdimm.Namespace.NoSuchBlock", NvdimmErrorKind.InvalidArgument, item.Name,
            $"{item.Name} has {blocks} blocks of 512 bytes, 0 to {blocks - 1}; {count} from block {block} on are not among them.",
            "Count in blocks of 512 bytes from the beginning of its block or DAX device.");

    internal static NvdimmException NoRegionAt(MemoryRange range) =>
        new("Nvdimm.Region.NoneAt", NvdimmErrorKind.InvalidArgument, $"0x{range.Address:x}",
            $"No region has the address 0x{range.Address:x}. Nothing was sent.",
            $"List the addresses with {Mention.Regions}, as root: the kernel shows them to root only.");

    internal static NvdimmException BeyondRegion(NvdimmRegion region, ulong address, ulong length) =>
        new("Nvdimm.Region.Beyond", NvdimmErrorKind.InvalidArgument, region.Name,
            $"{length} bytes at 0x{address:x} reach beyond the end of {region.Name}, which has {region.Size} bytes at "
                + $"0x{region.Resource:x}.",
            "Give a length that ends within the region.");

    internal static NvdimmException UnknownFamily(NdNodeKind node, string name) =>
        new("Nvdimm.Dsm.UnknownFamily", NvdimmErrorKind.InvalidArgument, name,
            $"There is no DSM family '{name}' for a {Noun(node)}.",
            NdNode.TryParse(name, out var given)
                ? (NextStep)$"'{name}' is a {Noun(given.Kind)}: give it as {Mention.Target(given.Kind.ToString())}."
                : (NextStep)($"{Suggestion.DidYouMean(name, FamilyNames(node))}Use one of {string.Join(", ", FamilyNames(node))}, or its "
                    + $"number."));

    private static string[] FamilyNames(NdNodeKind node) => [.. DsmFamilies.All.Where(f => f.Node == node).Select(f => f.Name)];

    internal static NvdimmException UnknownFunction(DsmFamily family, string name) =>
        new("Nvdimm.Dsm.UnknownFunction", NvdimmErrorKind.InvalidArgument, name,
            $"The {family} family has no function '{name}'.",
            $"{Suggestion.DidYouMean(name, family.Functions.Select(f => f.Name))}Its functions are "
                + $"{string.Join(", ", family.Functions.Select(f => $"{f.Number} {f.Name}"))}. An unlisted one can be called by its "
                + $"number.");

    /// <summary>A function that none of several families has.</summary>
    internal static NvdimmException UnknownFunction(IReadOnlyList<DsmFamily> families, string name) => families.Count == 1
        ? UnknownFunction(families[0], name)
        : new NvdimmException("Nvdimm.Dsm.UnknownFunction", NvdimmErrorKind.InvalidArgument, name,
            $"None of the families {string.Join(", ", families.Select(f => f.Name))} has a function '{name}'.",
                $"{Suggestion.DidYouMean(name, families.SelectMany(f => f.Functions).Select(f => f.Name))}{Mention.Functions} lists "
                    + $"all functions.");

    internal static NvdimmException UnknownCommand(NdNodeKind node, string name) =>
        new("Nvdimm.Command.Unknown", NvdimmErrorKind.InvalidArgument, name,
            $"There is no legacy command '{name}' for a {Noun(node)}.",
            $"{Suggestion.DidYouMean(name, LegacyCommands(node))}Use one of {string.Join(", ", LegacyCommands(node))}; functions are "
                + $"called with {Mention.Call}.");

    private static IEnumerable<string> LegacyCommands(NdNodeKind node) =>
        NdCommands.All.Where(c => c.Node == node && c.Number != NdCommands.CallNumber).Select(c => c.Name);

    private static NextStep Listing(string what) => what switch
    {
        "Bus" => (NextStep)$"List them with {Mention.Buses}.",
        "Region" => (NextStep)$"List them with {Mention.Regions}.",
        "Namespace" => (NextStep)$"List them with {Mention.Namespaces}.",
        _ => (NextStep)$"List them with {Mention.Devices}.",
    };

    private static string Noun(NdNodeKind kind) => kind == NdNodeKind.Bus ? "bus" : "DIMM";

    private static string Noun(string what) => what switch { "Dimm" => "DIMM", _ => what.ToLowerInvariant() };

    /// <summary>What has the name, where it is of another kind; null where nothing has.</summary>
    private static NextStep? Elsewhere(Topology topology, string what, string name) => what switch
    {
        "Dimm" when name.StartsWith("nd", StringComparison.Ordinal) && topology.FindBus(name) is not null =>
            (NextStep)$"'{name}' is a bus: give it as one, or name a DIMM of it. {Listing(what)}",
        "Namespace" when (topology.FindByBlockDevice(name) ?? topology.FindByDaxDevice(name)) is { } found =>
            (NextStep)$"'{name}' is a device of {found.Name}: name that.",
        _ => null,
    };

    /// <summary>A name that nothing has, or a pattern that matches nothing. A driver helps only a machine without DIMMs.</summary>
    internal static NvdimmException NotFound(Topology topology, string what, string name, IEnumerable<string> existing)
    {
        var found = existing.ToArray();
        var isPattern = name.AsSpan().IndexOfAny('*', '?', '[') >= 0;
        return new NvdimmException($"Nvdimm.{what}.NotFound", NvdimmErrorKind.ObjectNotFound, name,
            (isPattern ? $"No {Noun(what)} matches '{name}'. " : $"There is no {Noun(what)} '{name}'. ")
            + (found.Length == 0 ? "This machine has none." : $"There are: {ErrorText.Shortened(found)}."),
            Elsewhere(topology, what, name) is { } elsewhere ? elsewhere
                : found.Length > 0 ? (NextStep)$"{(isPattern ? string.Empty : Suggestion.DidYouMean(name, found))}{Listing(what)}"
                : topology.NoDimmReason is null ? (NextStep)$"See what there is: {Mention.Devices}, {Mention.Regions}."
                : topology.IsCopy ? (NextStep)$"This machine is simulated or recorded: take another one."
                : (NextStep)($"Load the platform's driver: {Topology.Drivers}; run this on the host that has NVDIMMs, or try "
                    + $"{Mention.Simulator}."));
    }
}
