using NvdimmPS.Dsm;
using NvdimmPS.Findings;
using NvdimmPS.Findings.Policies;
using NvdimmPS.Health;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;
using NvdimmPS.Simulation;
using NvdimmPS.Tests.Cli;

namespace NvdimmPS.Tests.Core;

/// <summary>What docs/core.md shows is the text of these methods, and does what it says.</summary>
public sealed class TenLinesTests : IDisposable
{
    private readonly StringWriter _console = new();

    private StringWriter Console => _console;

    public void Dispose() => _console.Dispose();

    [Fact]
    public void The_page_has_these_lines()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs/core.md")).ReplaceLineEndings("\n");
        var here = File.ReadAllText(Path.Combine(Repository.Root, "tests/NvdimmPS.Tests/Core/TenLinesTests.cs")).ReplaceLineEndings("\n");
        var blocks = page.Split("```csharp\n").Skip(1).Select(b => b[..b.IndexOf("```", StringComparison.Ordinal)]).ToList();
        Assert.Equal(2, blocks.Count);
        Assert.All(blocks, block =>
        {
            var lines = block.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => !l.Contains("new LinuxKernel()", StringComparison.Ordinal));
            Assert.Contains(string.Concat(lines.Select(l => $"        {l}\n")), here, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void It_tells_what_is_wrong()
    {
        using var kernel = new SimulatedKernel("2x6");
        kernel.Dimms[0].MediaTemperature = 90;
        var machine = new NvdimmMachine(kernel);
        var reader = new HealthReader(kernel);
        var devices = machine.Topology.GetDevices(TopologyDetail.Health).ToList();
        var health = devices.Select(d => reader.Read(d)).ToList();
        var judge = new HealthJudge(HealthPolicy.BuiltIn, baseline: null, machine);
        foreach (var finding in judge.Judge(new TestedDimms(health, devices, IsChoice: false, HasFailed: false), DateTime.UtcNow))
        {
            Console.WriteLine($"{finding.Id} {finding.Severity} {finding.Target}: {finding.Evidence}. {finding.Remedy}");
        }

        Assert.StartsWith("NV1002 Warning nmem0: ", _console.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_sends_any_call()
    {
        using var kernel = new SimulatedKernel("2x6");
        var machine = new NvdimmMachine(kernel);
        using var caller = new DsmCaller(kernel);
        var target = NvdimmMachine.Target(machine.GetDevice("nmem0"));
        var function = NvdimmMachine.Function(target.Family!, "GetSmart");
        var result = caller.Invoke(target, new DsmCall(function, DsmInput.FromArguments(function, new Dictionary<string, object?>())));
        Console.WriteLine($"{result.Status}, {result.Find("SparesRemaining")?.Text} %, {result.Latency}");
        Assert.StartsWith("Success, 100", _console.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Names that are there, whatever the compiler of this test may see besides.</summary>
    [Fact]
    public void What_it_names_is_public() => Assert.All(
        [typeof(LinuxKernel), typeof(HealthJudge), typeof(TestedDimms), typeof(HealthPolicy), typeof(HealthReader), typeof(DsmCaller), typeof(DsmInput)],
        type => Assert.True(type.IsVisible));
}
