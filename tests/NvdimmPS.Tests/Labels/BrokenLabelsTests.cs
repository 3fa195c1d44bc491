using NvdimmPS.Findings;
using NvdimmPS.Simulation.Machines;
using NvdimmPS.Tests.Cmdlets;
using NvdimmPS.Tests.Harness;

namespace NvdimmPS.Tests.Labels;

/// <summary>The simulated machine with one DIMM for each fault of labels.</summary>
public sealed class BrokenLabelsTests(CmdletFixture fixture) : CmdletTest(fixture, BrokenLabelsMachine.Name, shared: true)
{
    [Fact]
    public void Each_fault_that_labels_can_have_is_on_a_DIMM_and_found_there_and_no_other()
    {
        Assert.Equal(LabelFindingKinds.All.Select(k => k.Id), BrokenLabelsMachine.Findings);
        var found = Objects("Test-NvdimmLabel").Cast<HealthFinding>().ToList();
        Assert.All(BrokenLabelsMachine.Findings, id =>
        {
            var dimms = BrokenLabelsMachine.DimmsOf(id).Select(d => $"nmem{d}").ToList();
            Assert.Equal([id], found.Where(f => dimms.Contains($"{f.Dimm}")).Select(f => f.Id).Distinct());
        });
    }

    [Fact]
    public void The_help_says_what_each_DIMM_has()
    {
        var help = string.Join(' ', File.ReadAllText(Path.Combine(Cli.Repository.Root, "docs", "help", "New-NvdimmSimulator.md"))
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.All(BrokenLabelsMachine.Findings, id =>
            Assert.Contains($"{id} {string.Join(" and ", BrokenLabelsMachine.DimmsOf(id).Select(d => $"nmem{d}"))}", help, StringComparison.Ordinal));
    }
}
