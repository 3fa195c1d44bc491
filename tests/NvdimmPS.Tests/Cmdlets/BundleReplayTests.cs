using System.Management.Automation;
using NvdimmPS.Shell.Cmdlets;
using NvdimmPS.Simulation;
using NvdimmPS.Support;
using NvdimmPS.Tracing;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>A bundle that is opened answers each cmdlet that reads as the machine did.</summary>
public sealed class BundleReplayTests(CmdletFixture fixture) : CmdletTest(fixture)
{
    /// <summary>What is needed to run those that need something, and more than one way to ask.</summary>
    private static readonly Dictionary<string, object?[]> Parameters = new(StringComparer.Ordinal)
    {
        ["ConvertTo-NdctlJson"] = [new { Health = true, Firmware = true }],
        ["Get-NvdimmDsmFunction"] = [new { Dimm = "*" }, new { Bus = "*" }],
        ["Get-NvdimmPlatformConfiguration"] = [null, new { Platform = true }],
        ["Get-NvdimmErrorLog"] = [null, new { Level = "High" }],
        ["Test-NvdimmFirmware"] = [new { Baseline = "01.00.00.0001" }],
        ["Test-NvdimmNamespace"] = [new { Namespace = "*" }],
    };

    /// <summary>
    /// Those that read a file, the session or a disk (of which no trace keeps the contents), or change what they look at.
    /// </summary>
    private static readonly HashSet<string> Others = new(StringComparer.Ordinal)
    {
        "Get-NvdimmAudit", "Get-NvdimmInfoBlock", "Get-NvdimmInjectedError", "Get-NvdimmSimulator", "Get-NvdimmTrace",
    };

    public static TheoryData<string> Reading() => [.. typeof(NvdimmCmdlet).Assembly.GetTypes()
        .Select(t => (CmdletAttribute?)Attribute.GetCustomAttribute(t, typeof(CmdletAttribute))).OfType<CmdletAttribute>()
        .Where(a => a.VerbName is "Get" or "Test").Select(a => $"{a.VerbName}-{a.NounName}").Where(n => !Others.Contains(n))
        .Append("ConvertTo-NdctlJson").Append("ConvertTo-NvdimmMetric").Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Reading))]
    public void It_answers_as_the_machine_did(string cmdlet)
    {
        using var kernel = new SimulatedKernel("1x2");
        var folder = Directory.CreateTempSubdirectory("nvdimm-bundle-");
        try
        {
            var bundle = Path.Combine(folder.FullName, "bundle.zip");
            new SupportCollector(kernel, "test", TimeSpan.FromMinutes(10)).Collect().Save(bundle, overwrite: false);
            using var replay = new ReplayKernel(bundle);
            foreach (var parameters in Parameters.GetValueOrDefault(cmdlet) ?? [null])
            {
                var (live, replayed) = (RunOn(kernel, cmdlet, parameters), RunOn(replay, cmdlet, parameters));
                Assert.Null(live.TerminatingError);
                Assert.Equal(live.Errors.Select(e => e.ToString()), replayed.Errors.Append(replayed.TerminatingError).OfType<ErrorRecord>().Select(e => e.ToString()));
                Assert.Equal(live.Objects.Count, replayed.Objects.Count);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
