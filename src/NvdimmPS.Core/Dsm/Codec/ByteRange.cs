namespace NvdimmPS.Dsm;

/// <summary>Some of a payload's bytes.</summary>
/// <param name="Start">The first one.</param>
/// <param name="End">Behind the last one.</param>
internal readonly record struct ByteRange(int Start, int End)
{
    public int Length => End - Start;

    /// <summary>All from one on.</summary>
    public static ByteRange From(int start) => new(start, int.MaxValue);

    /// <summary>The parts of ranges that lie in so many bytes.</summary>
    public static IReadOnlyList<ByteRange> Within(IEnumerable<ByteRange> ranges, int length) =>
        [.. ranges.Select(r => r with { End = Math.Min(r.End, length) }).Where(r => r.Start < r.End)];

    /// <summary>True where each byte of some ranges is in one of the others.</summary>
    public static bool Cover(IEnumerable<ByteRange> covering, IEnumerable<ByteRange> covered)
    {
        var sorted = covering.OrderBy(r => r.Start).ToList();
        return covered.All(wanted =>
        {
            var reached = wanted.Start;
            foreach (var range in sorted.Where(r => r.Start <= reached && r.End > reached))
            {
                reached = range.End;
            }

            return reached >= wanted.End;
        });
    }
}
