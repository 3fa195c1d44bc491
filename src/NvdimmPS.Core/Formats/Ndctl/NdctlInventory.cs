using System.Globalization;

namespace NvdimmPS.Formats.Ndctl;

/// <summary>Buses, regions and namespaces under ndctl's keys, as <c>ndctl list -B</c>, <c>-R</c> and <c>-N</c> show them.</summary>
internal static class NdctlInventory
{
    private const string Disabled = "disabled";

    // ND_DEVICE_NAMESPACE_IO and _PMEM. A volatile region is one too, for ndctl.
    private const int WithoutLabels = 4, WithLabels = 5;

    /// <summary>The JSON array; null where there is nothing, of which ndctl says nothing either.</summary>
    public static string? Write(IReadOnlyList<NdctlObject> items) => items.Count == 0 ? null : NdctlText.Write(items);

    /// <summary>A bus.</summary>
    public static NdctlObject From(NvdimmBus bus) =>
        new NdctlObject().Add("provider", bus.Provider).Add("dev", bus.Name).Add("scrub_state", bus.ScrubState);

    /// <summary>A region.</summary>
    public static NdctlObject From(NvdimmRegion region) => new NdctlObject()
        .Add("dev", region.Name)
        .Add("size", region.Size)
        .Add("align", region.Alignment)
        .Add("available_size", region.AvailableSize)
        .Add("max_available_extent", region.MaxAvailableExtent)
        .Add("type", region.NamespaceType is WithoutLabels or WithLabels ? "pmem" : "blk")
        .Add("iset_id", region.NamespaceType == WithLabels ? Cookie(region.InterleaveSetCookie) : null)
        .AddIf("state", !region.Enabled, Disabled)
        .AddIf("badblock_count", region.BadBlockCount > 0, region.BadBlockCount)
        .Add("persistence_domain", region.PersistenceDomain ?? "unknown");

    /// <summary>A namespace.</summary>
    public static NdctlObject From(NvdimmNamespace space) => new NdctlObject()
        .Add("dev", space.Name)
        .Add("mode", space.Mode)
        .Add("map", space.Map)
        .Add("size", space.Size)
        .Add("uuid", space.Uuid)
        .Add("chardev", space.DaxDevice)
        .Add("sector_size", space.SectorSize)
        .Add("align", space.Alignment)
        .Add("blockdev", space.BlockDevice)
        .Add("name", space.AlternateName)
        .AddIf("state", !space.Enabled, Disabled);

    private static ulong? Cookie(string? text) => text is not null
        && ulong.TryParse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var cookie) ? cookie : null;
}
