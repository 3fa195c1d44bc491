using System.Management.Automation;
using NvdimmPS.Shell.Session;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>
/// <c>env:NAME</c> is no file. Taken for one, a report would be written into the current folder under the variable's name, and
/// what is read would be a file of that name.
/// </summary>
public sealed class ProviderPathTests(CmdletFixture fixture) : SimulatorCmdletTest(fixture), IDisposable
{
    private const string Elsewhere = "env:nvdimm-provider-path";

    public static TheoryData<string, string> Parameters => new()
    {
        { "ConvertTo-NvdimmMetric", "Path" }, { "Export-NvdimmReport", "Path" }, { "Export-NvdimmReport", "Policy" }, { "Export-NvdimmSupportBundle", "Path" },
        { "Export-NvdimmConfiguration", "Path" }, { "Export-NvdimmDsmSchema", "Path" }, { "Import-NvdimmDsmSchema", "Path" },
        { "Start-NvdimmTrace", "Path" }, { "Export-NvdimmPlayback", "Trace" }, { "New-NvdimmSimulator", "Trace" }, { "Invoke-NvdimmDsm", "InputFile" },
        { "Invoke-NvdimmCommand", "InputFile" }, { "ConvertFrom-NvdimmDsm", "Path" }, { "Get-NvdimmAudit", "Path" },
        { "Test-NvdimmHealth", "Policy" }, { "Test-NvdimmHealth", "Baseline" }, { "Compare-NvdimmHealth", "Baseline" },
        { "Test-NvdimmFirmware", "Baseline" }, { "Compare-NvdimmConfiguration", "Reference" },
        { "Compare-NvdimmConfiguration", "Difference" }, { "Invoke-NvdimmFleet", "HostFile" }, { "Invoke-NvdimmFleet", "KeyFilePath" },
    };

    [Theory]
    [MemberData(nameof(Parameters))]
    public void A_path_of_another_provider_is_refused(string command, string parameter)
    {
        Start("1x1");
        var health = command == "ConvertTo-NvdimmMetric" ? Run("Get-NvdimmHealth").Objects : null;
        var run = Run(command, Table(command, parameter), health);
        var error = run.TerminatingError ?? Assert.Single(run.Errors);
        Assert.StartsWith("Nvdimm.Input.Provider,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.Contains("Environment", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(run.Objects);
        Assert.Null(NvdimmSession.Trace);
        Assert.False(File.Exists("nvdimm-provider-path"));
    }

    void IDisposable.Dispose()
    {
        NvdimmSession.EndTrace()?.Dispose();
        File.Delete("nvdimm-provider-path");
        Dispose();
    }

    private static Dictionary<string, object?> Table(string command, string parameter)
    {
        var table = new Dictionary<string, object?> { [parameter] = Elsewhere };
        switch (command, parameter)
        {
            case ("Export-NvdimmReport", "Path"):
                table["As"] = "Csv";
                break;
            case ("Export-NvdimmReport", _):
                table["Path"] = "report.csv";
                break;
            case (_, "Baseline") when command != "Test-NvdimmFirmware":
                table[parameter] = new object[] { Elsewhere };
                break;
            case ("ConvertFrom-NvdimmDsm", _):
                table["Function"] = 1;
                break;
            case ("Invoke-NvdimmDsm", _):
                (table["Function"], table["Dimm"]) = (1, "nmem0");
                break;
            case ("Invoke-NvdimmCommand", _):
                (table["Command"], table["Dimm"]) = ("Smart", "nmem0");
                break;
            case ("Export-NvdimmPlayback", _):
                table["Path"] = "playback.pbr";
                break;
            case ("New-NvdimmSimulator", _):
                table["Force"] = true;
                break;
            case ("Compare-NvdimmConfiguration", "Difference"):
                table["Reference"] = new System.Collections.Hashtable
                {
                    ["format"] = "nvdimmps-configuration", ["version"] = 1, ["dimms"] = new System.Collections.Hashtable(),
                };
                break;
            case ("Invoke-NvdimmFleet", "KeyFilePath"):
                table["HostName"] = new[] { "localhost" };
                break;
        }

        return table;
    }
}
