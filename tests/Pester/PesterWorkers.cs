using System.Collections.Concurrent;

namespace NvdimmPS.Tests.Pester;

/// <summary>The workers that have nothing to do; as many are started as tests run at a time.</summary>
public sealed class PesterWorkers : IDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrentBag<PesterWorker>> _idle = new();

    internal async Task<(string? Counts, string Output)> Run(string file, string pester, CancellationToken cancellation)
    {
        var idle = _idle.GetOrAdd(pester, _ => []);
        var worker = idle.TryTake(out var waiting) ? waiting : new PesterWorker(pester);
        try
        {
            var (counts, output) = await worker.Run(file, cancellation);
            if (counts is not null)
            {
                idle.Add(worker);
                worker = null;
            }

            return (counts, output);
        }
        finally
        {
            worker?.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var worker in _idle.Values.SelectMany(bag => bag))
        {
            worker.Dispose();
        }
    }
}
