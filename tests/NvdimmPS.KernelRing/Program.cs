using NvdimmPS.Kernel;
using NvdimmPS.KernelRing;
using NvdimmPS.Simulation;

// Runs inside the virtual machine. "corpus" sends every recorded request again; "ndctl" sends what ndctl was seen to send,
// through our own envelopes; "writes" writes sysfs attributes on both, "record-writes" on the kernel alone; "walk" calls the Intel functions by name; "list" holds the console's listing against ndctl's.
return args switch
{
    ["corpus", var folder, var machine, var state] => Corpus(folder, machine, state),
    ["ndctl", var recording] => NdctlRecording.Replay(new LinuxKernel(), recording),
    ["writes", var machine] => Writes(machine),
    ["record-writes", var machine, var file] => Record(machine, file),
    ["walk", var dimm] => Walk(dimm),
    ["list", var ours, var theirs] => ListComparison.Compare(ours, theirs),
    _ => Usage(),
};

static int Corpus(string folder, string machine, string state)
{
    using var simulator = new SimulatedKernel(Topologies.Parse(machine));
    if (state == "idle")
    {
        foreach (var region in simulator.Regions.ToList())
        {
            simulator.DisableRegion(region.Name);
        }
    }

    var section = $"{machine}-{state}";
    var report = new Report($"corpus {section}, kernel and simulator", KnownDifferences(Path.Combine(folder, "differences.txt"), section));
    new CorpusRun(new LinuxKernel(), simulator, report).Send(CorpusLine.Read(Path.Combine(folder, section + ".jsonl")));
    return report.Close();
}

static int Writes(string machine)
{
    using var simulator = new SimulatedKernel(Topologies.Parse(WriteSequence.MachineOf(machine)));
    var report = new Report($"writes of sysfs attributes on {machine}, kernel and simulator", new Dictionary<string, string>());
    AttributeWrites.Compare(new LinuxKernel(), simulator, WriteSequence.For(machine), report);
    return report.Close();
}

static int Record(string machine, string file)
{
    File.WriteAllLines(file, WriteRecording.Make(new LinuxKernel(), WriteSequence.For(machine)));
    return 0;
}

static int Walk(string dimm)
{
    var report = new Report($"Intel functions by name on {dimm}", new Dictionary<string, string>());
    new IntelWalk(new LinuxKernel(), dimm, (id, passed, what) =>
    {
        if (passed)
        {
            report.Passed();
        }
        else
        {
            report.Failed(id, what);
        }
    }, Thread.Sleep).Run();
    return report.Close();
}

static Dictionary<string, string> KnownDifferences(string path, string section) =>
    File.Exists(path)
        ? File.ReadLines(path).Select(l => l.Split('\t')).Where(p => p.Length == 3 && p[0] == section).ToDictionary(p => p[1], p => p[2])
        : [];

static int Usage()
{
    Console.Error.WriteLine("usage: NvdimmPS.KernelRing corpus FOLDER MACHINE active|idle | ndctl RECORDING.jsonl | walk DIMM | writes MACHINE | record-writes MACHINE FILE | list OURS.json NDCTL.json");
    return 2;
}
