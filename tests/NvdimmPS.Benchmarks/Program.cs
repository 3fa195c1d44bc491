using BenchmarkDotNet.Running;
using NvdimmPS.Benchmarks;

// "tree TOPOLOGY FOLDER" writes a simulated machine's sysfs; anything else goes to BenchmarkDotNet.
if (args is ["tree", var topology, var folder])
{
    TreeWriter.Write(topology, folder);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
