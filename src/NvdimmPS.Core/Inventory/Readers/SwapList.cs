using NvdimmPS.Kernel;

namespace NvdimmPS.Inventory;

/// <summary>What is swapped to: a file in the form of <c>/proc/swaps</c>, read when first asked for.</summary>
internal sealed class SwapList(string path)
{
    private const int MostLines = 1000;

    private readonly Lazy<HashSet<string>> _devices =
        new(() => Lines(path).Select(Device).OfType<string>().ToHashSet(StringComparer.Ordinal));

    /// <summary>Whether one of these nodes is swap space.</summary>
    public bool Has(params IEnumerable<string?> nodes) => _devices.Value.Count > 0 && nodes.OfType<string>().Any(_devices.Value.Contains);

    /// <summary>The lines below the heading; none where the file cannot be read.</summary>
    public static string[] Lines(string path)
    {
        try
        {
            return [.. TableFile.Lines(path).Skip(1).Take(MostLines)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The device of a line; null of a swap file, which is on a mount.</summary>
    public static string? Device(string line) =>
        line.Split([' ', '\t'])[0] is { } name && name.StartsWith("/dev/", StringComparison.Ordinal) ? MountList.Decode(name) : null;
}
