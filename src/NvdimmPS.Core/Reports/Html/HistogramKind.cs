namespace NvdimmPS.Reports.Html;

/// <summary>A value whose distribution is drawn.</summary>
/// <param name="Id">Its id on the page.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Unit">Its unit, after a number.</param>
/// <param name="Step">How wide a column is.</param>
/// <param name="Least">What is less stands in the first column.</param>
/// <param name="Most">What is more stands in the last one.</param>
/// <param name="Value">The value of a DIMM.</param>
internal sealed record HistogramKind(string Id, string Title, string Unit, int Step, int Least, int Most, Func<NvdimmHealth, double?> Value)
{
    public static IReadOnlyList<HistogramKind> All { get; } =
    [
        new("life", "Rated life left", "%", 10, 0, 100, h => h.LifeRemaining),
        new("media", "Temperature of the media", "°C", 5, 0, 100, h => h.MediaTemperature),
        new("energy", "Life left of the energy sources", "%", 10, 0, 100, h => h.EnergySourceLifetime),
    ];

    /// <summary>The columns: a short label, its range in words, how many. Without the empty ones at both ends.</summary>
    public IReadOnlyList<(string Label, string Range, int Count)> Columns(IEnumerable<double> values)
    {
        var counts = new int[(Most - Least) / Step];
        foreach (var value in values)
        {
            counts[(int)Math.Clamp(Math.Floor((value - Least) / Step), 0, counts.Length - 1)]++;
        }

        // Percentages show the whole scale: an empty end is what a reader looks for.
        var (first, last) = Unit == "%"
            ? (0, counts.Length - 1)
            : (Array.FindIndex(counts, c => c > 0), Array.FindLastIndex(counts, c => c > 0));
        return [.. Enumerable.Range(first, last - first + 1).Select(i => (Label(i, counts.Length), Range(i, counts.Length), counts[i]))];
    }

    // Percents cannot lie outside; temperatures can.
    private bool IsOpen(int column, int columns) => Unit != "%" && (column == 0 || column == columns - 1);

    private string Label(int column, int columns) => IsOpen(column, columns) ? Range(column, columns) : $"{Least + column * Step}";

    private string Range(int column, int columns)
    {
        var from = Least + column * Step;
        return IsOpen(column, columns) ? (column == 0 ? $"< {from + Step}" : $"≥ {from}") : column == columns - 1 ? $"{from} to {Most}"
            : $"{from} to less than {from + Step}";
    }
}
