using BenchmarkDotNet.Running;
using NvdimmPS.Benchmarks;

// "tree TOPOLOGY FOLDER" writes a simulated machine's sysfs, "calls" runs the call benchmarks by turns; anything else goes to
// BenchmarkDotNet.
switch (args)
{
    case ["tree", var topology, var folder]:
        TreeWriter.Write(topology, folder);
        break;
    case ["calls"]:
        CallRounds.Run();
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}
