using System.Diagnostics;
using NvdimmPS.Dsm;
using NvdimmPS.Tests.Dsm;

namespace NvdimmPS.Benchmarks;

/// <summary>Random answers through every decoder, on all processors; the seed says which.</summary>
internal static class Fuzz
{
    public static void Run(long count, int seed)
    {
        var functions = RandomAnswers.Functions(DsmFamilies.All);
        var workers = Environment.ProcessorCount;
        var watch = Stopwatch.StartNew();
        var results = new (long Decoded, long Refused)[workers];
        Parallel.For(0, workers, i => results[i] = RandomAnswers.Try(functions, (count / workers) + (i < count % workers ? 1 : 0), seed + i));
        Console.WriteLine($"{count:N0} random answers through {functions.Count} forms of {DsmFamilies.All.Sum(f => f.Functions.Count)} functions, seed {seed}: "
            + $"{results.Sum(r => r.Decoded):N0} decoded, {results.Sum(r => r.Refused):N0} refused, nothing else, in {watch.Elapsed.TotalSeconds:0} s.");
    }
}
