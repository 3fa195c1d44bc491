using BenchmarkDotNet.Running;
using NvdimmPS.Benchmarks;

// "tree TOPOLOGY FOLDER" writes a simulated machine's sysfs, "calls" runs the call benchmarks by turns,
// "fuzz COUNT [SEED]" throws random answers at every decoder; anything else goes to BenchmarkDotNet.
switch (args)
{
    case ["tree", var topology, var folder]:
        TreeWriter.Write(topology, folder);
        break;
    case ["calls"]:
        CallRounds.Run();
        break;
    case ["fuzz", var count]:
        Fuzz.Run(long.Parse(count), Environment.TickCount);
        break;
    case ["fuzz", var count, var seed]:
        Fuzz.Run(long.Parse(count), int.Parse(seed));
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}
