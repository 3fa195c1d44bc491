using NvdimmPS.Abi;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Simulation;

/// <summary>
/// The real kernel judges the simulator: each recorded section (<c>BUS-STATE.jsonl</c>) is replayed from its start state,
/// and every answer must have the same return value and the same bytes.
/// </summary>
public class KernelCorpusTests
{
    // Other recordings can be tried without making them part of the project.
    private static readonly string Folder =
        Environment.GetEnvironmentVariable("NVDIMMPS_CORPUS") ?? Path.Combine(AppContext.BaseDirectory, "Golden", "kernel");

    public static TheoryData<string> Sections() =>
        [.. Directory.EnumerateFiles(Folder, "*.jsonl").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Sections))]
    public void The_simulator_answers_as_the_real_kernel_did(string section)
    {
        var (bus, state) = (section[..section.LastIndexOf('-')], section[(section.LastIndexOf('-') + 1)..]);
        var time = new ManualTime();
        using var kernel = new SimulatedKernel(Topologies.Parse(bus), time);
        if (state == "idle")
        {
            foreach (var region in kernel.Regions)
            {
                kernel.DisableRegion(region.Name);
            }
        }

        var (equal, different) = (0, new List<string>());
        foreach (var line in CorpusLine.Read(Path.Combine(Folder, section + ".jsonl")))
        {
            if (line.Wait is { } wait)
            {
                time.Advance(wait);
            }
            else if (Compare(kernel, line) is { } difference)
            {
                different.Add($"{line.Id}: {difference}");
            }
            else
            {
                equal++;
            }
        }

        var known = KnownDifferences(section);
        TestContext.Current.TestOutputHelper?.WriteLine($"{equal} equal, {different.Count} different");
        var unexplained = different.Where(d => !known.Contains(d[..d.IndexOf(':')])).ToArray();
        Assert.True(unexplained.Length == 0, string.Join(Environment.NewLine, unexplained));
        Assert.Equal(known.Count, different.Count);
        Assert.True(equal > 0);
    }

    private static string? Compare(SimulatedKernel kernel, CorpusLine line)
    {
        using var device = kernel.Open(line.Node, line.Access);
        var buffer = line.Before.ToArray();
        var result = device.Ioctl(line.Request, buffer);
        var expected = line.ErrorNumber != 0 ? -line.ErrorNumber : line.Result;
        if (result != expected)
        {
            return $"expected {Text(expected)}, got {Text(result)}";
        }

        var after = line.After ?? line.Before;
        var first = buffer.AsSpan().CommonPrefixLength(after);
        return first == after.Length && first == buffer.Length
            ? null
            : $"from byte {first} expected {Hex(after, first)}, got {Hex(buffer, first)}";
    }

    private static string Text(int result) => result < 0 ? $"{result} ({Errno.Name(-result)})" : $"{result}";

    private static string Hex(byte[] bytes, int start) => Convert.ToHexString(bytes.AsSpan(start, Math.Min(16, bytes.Length - start)));

    /// <summary>Lines of <c>differences.txt</c>: section, id, reason, separated by tabs.</summary>
    private static HashSet<string> KnownDifferences(string section) =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", "kernel", "differences.txt"))
            .Where(l => l.StartsWith(section + "\t", StringComparison.Ordinal))
            .Select(l => l.Split('\t')[1])];
}
