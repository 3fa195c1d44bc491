using NvdimmPS.Kernel;

namespace NvdimmPS.KernelRing;

/// <summary>
/// A sequence of writes to sysfs attributes, made on the real kernel and on the simulator of the same machine: the same result of each
/// write, and the same of every attribute afterwards.
/// </summary>
internal static class AttributeWrites
{
    private const int ShownDifferences = 6, MostBinds = 20;
    private const string Bind = "drivers:nd_region/bind", Unbind = "drivers:nd_region/unbind";

    public static void Compare(INdKernel kernel, INdKernel simulator, IReadOnlyList<WriteOperation> operations, Report report)
    {
        var (real, simulated) = (new WriteSubject(kernel), new WriteSubject(simulator, _ => { }));
        var known = Differences(real.State(), simulated.State());
        if (known.Count > 0)
        {
            report.Failed("write-0", $"before any write: {Text(known)}");
        }

        for (var i = 0; i < operations.Count; i++)
        {
            var (result, own) = (real.Run(operations[i]), simulated.Run(operations[i]));
            var now = Differences(real.State(), simulated.State());
            // A race of the kernel's: it may forget to make a new seed when it finds a region's namespaces again. Once more mends it.
            for (var again = 0; again < MostBinds && result == own && HasLostSeed(operations[i], now, known); again++)
            {
                real.Run(operations[i] with { Target = Unbind });
                real.Run(operations[i]);
                now = Differences(real.State(), simulated.State());
            }

            var more = now.Except(known).ToList();
            if (result == own && more.Count == 0)
            {
                report.Passed();
            }
            else
            {
                report.Failed($"write-{i + 1}", $"{operations[i]}: kernel {result}, simulator {own}{Text(more)}");
            }

            known = now;
        }
    }

    private static bool HasLostSeed(WriteOperation operation, HashSet<string> now, HashSet<string> known) =>
        operation is { Kind: WriteKind.Write, Target: Bind } && now.Except(known).Any(d => d.Contains("/namespace_seed:", StringComparison.Ordinal));

    private static HashSet<string> Differences(SortedDictionary<string, string> real, SortedDictionary<string, string> simulated) =>
        [.. real.Keys.Union(simulated.Keys)
            .Where(k => real.GetValueOrDefault(k) != simulated.GetValueOrDefault(k))
            .Select(k => $"{k}: kernel '{real.GetValueOrDefault(k)}', simulator '{simulated.GetValueOrDefault(k)}'")];

    private static string Text(IReadOnlyCollection<string> differences) =>
        string.Concat(differences.Take(ShownDifferences).Select(d => "\n        " + d))
        + (differences.Count > ShownDifferences ? $"\n        and {differences.Count - ShownDifferences} more" : "");
}
