using NvdimmPS.Kernel;
using NvdimmPS.KernelRing;

// Runs inside the virtual machine: sends a corpus file to the running kernel through the product's own transport.
if (args is not [var path])
{
    Console.Error.WriteLine("usage: NvdimmPS.KernelRing CORPUS.jsonl");
    return 2;
}

var outcome = CorpusRun.Send(new LinuxKernel(), CorpusLine.Read(path), Thread.Sleep);
foreach (var difference in outcome.Differences)
{
    Console.WriteLine($"FAILED {difference.Id}\n  recorded: {difference.Expected}\n  now:      {difference.Actual}");
}

Console.WriteLine($"{outcome.Sent - outcome.Differences.Count} passed, {outcome.Differences.Count} failed, {outcome.TooLate} skipped");
return outcome.Differences.Count == 0 ? 0 : 1;
