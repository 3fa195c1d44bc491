using NvdimmPS.Kernel;

namespace NvdimmPS.KernelRing;

/// <summary>What a kernel did at each step of a sequence: a line with the step, its result, and what reads otherwise than before.</summary>
internal static class WriteRecording
{
    public static IEnumerable<string> Make(INdKernel kernel, IReadOnlyList<WriteOperation> operations, Action<TimeSpan>? pause = null)
    {
        var subject = new WriteSubject(kernel, pause);
        var before = subject.State();
        foreach (var operation in operations)
        {
            var result = subject.Run(operation);
            var now = subject.State();
            yield return $"{operation}\t{result}{string.Concat(Changes(before, now).Select(c => "\t" + c))}";
            before = now;
        }
    }

    private static IEnumerable<string> Changes(SortedDictionary<string, string> before, SortedDictionary<string, string> now)
    {
        foreach (var key in before.Keys.Union(now.Keys).Order(StringComparer.Ordinal))
        {
            var (was, value) = (before.GetValueOrDefault(key), now.GetValueOrDefault(key));
            if (was != value)
            {
                yield return value is null ? $"-{key}" : $"{key}={value}";
            }
        }
    }
}
