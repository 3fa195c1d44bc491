using System.Management.Automation;
using NvdimmPS.Tests.Inventory;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>Every command that only reads takes every machine from the field as it is: what is wrong with it is told, and nothing breaks.</summary>
public sealed class FieldMachineCommandTests(CmdletFixture fixture) : CmdletTest(fixture)
{
    // What a recorded machine may answer: that is not in the trace, or is not offered.
    private static readonly string[] Foreseen = ["Nvdimm.Trace.", "Nvdimm.Dsm.", "Nvdimm.Threshold", "Nvdimm.Firmware", "Nvdimm.BadBlock", "Nvdimm.Scrub", "Nvdimm.Dimm.NotFound"];

    public static TheoryData<string> Machines => FieldMachines.All;

    [Theory]
    [MemberData(nameof(Machines))]
    public void The_console_reads_it(string name)
    {
        foreach (var line in (string[])["list --all", "list --all --json", "list --all --full", "health", "health --json", "health --nagios", "health --platform-only", "health --platform-only --json"])
        {
            using var kernel = FieldMachines.Open(name);
            var ran = Tests.Cli.Console.Run(line, kernel);
            Assert.True(ran.Out.Length > 0 && ran.Error.Length == 0, $"{line}: {ran.Exit} {ran.Error}");
            Assert.DoesNotContain(ran.Out, c => c == '\uFFFD' || (char.IsControl(c) && c != '\n'));
            if (line.EndsWith("--json", StringComparison.Ordinal))
            {
                Assert.Equal("Replayed", ran.Json.GetProperty("source").GetString());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void The_cmdlets_read_it(string name)
    {
        var folder = Directory.CreateTempSubdirectory("nvdimm-field-");
        try
        {
            foreach (var command in (string[])["Get-NvdimmBus", "Get-NvdimmRegion", "Get-NvdimmNamespace", "Get-NvdimmBadBlock", "Get-NvdimmScrub", "Get-NvdimmThreshold", "Get-NvdimmFirmware", "Test-NvdimmHealth", "Get-NvdimmHealth"])
            {
                Expected(name, command);
            }

            Assert.NotEmpty(Expected(name, "Get-NvdimmDevice", new { Detailed = true }).Objects);
            Assert.NotEmpty(Expected(name, "Export-NvdimmConfiguration").Objects);
            Expected(name, "Export-NvdimmReport", new { Path = Path.Combine(folder.FullName, "report.json") });
            Assert.NotEqual(0, new FileInfo(Path.Combine(folder.FullName, "report.json")).Length);
            var bundle = Path.Combine(folder.FullName, "bundle.zip");
            Expected(name, "Export-NvdimmSupportBundle", new { Path = bundle });
            using (var again = new NvdimmPS.Tracing.ReplayKernel(bundle))
            {
                Assert.Equal(Expected(name, "Get-NvdimmDevice").Objects.Count, RunOn(again, "Get-NvdimmDevice").Objects.Count);
            }

            var health = Expected(name, "Get-NvdimmHealth").Objects;
            Assert.NotEmpty(health);
            Assert.NotEmpty(Expected(name, "ConvertTo-NvdimmMetric", null, health).Objects);
            Assert.NotEmpty(Expected(name, "ConvertTo-NdctlJson", null, Expected(name, "Get-NvdimmDevice").Objects).Objects);
            Expected(name, "Compare-NvdimmInventory", null, [.. Expected(name, "Get-NvdimmDevice").Objects, .. Expected(name, "Get-NvdimmNamespace").Objects]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Runs it; an error may only be one of those that a recorded machine gives.</summary>
    private Harness.CmdletRun Expected(string machine, string command, object? parameters = null, IEnumerable<object?>? pipeline = null)
    {
        using var kernel = FieldMachines.Open(machine);
        var run = RunOn(kernel, command, parameters, pipeline);
        Assert.All(run.Errors.Append(run.TerminatingError).OfType<ErrorRecord>(), error =>
            Assert.True(Foreseen.Any(known => error.FullyQualifiedErrorId.StartsWith(known, StringComparison.Ordinal)), $"{command}: {error.FullyQualifiedErrorId} {error}"));
        return run;
    }
}
