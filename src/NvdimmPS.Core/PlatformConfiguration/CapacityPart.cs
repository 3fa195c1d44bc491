namespace NvdimmPS.PlatformConfiguration;

/// <summary>A part of a DIMM's capacity: one list for all who show them.</summary>
/// <param name="Name">The property.</param>
/// <param name="Label">The same as metrics write it.</param>
/// <param name="Title">The same for people.</param>
/// <param name="Get">Its bytes; null where they are not known.</param>
internal sealed record CapacityPart(string Name, string Label, string Title, Func<NvdimmCapacity, ulong?> Get)
{
    /// <summary>The parts; where all are known they make up the total.</summary>
    public static IReadOnlyList<CapacityPart> All { get; } =
    [
        new(nameof(NvdimmCapacity.MemoryMode), "memory_mode", "Memory Mode", c => c.MemoryMode),
        new(nameof(NvdimmCapacity.AppDirect), "app_direct", "App Direct", c => c.AppDirect),
        new(nameof(NvdimmCapacity.Unconfigured), "unconfigured", "Unconfigured", c => c.Unconfigured),
        new(nameof(NvdimmCapacity.Reserved), "reserved", "Reserved", c => c.Reserved),
        new(nameof(NvdimmCapacity.Inaccessible), "inaccessible", "Inaccessible", c => c.Inaccessible),
    ];
}
