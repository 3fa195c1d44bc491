using System.Management.Automation;

namespace NvdimmPS.Fleet;

/// <summary>What is sent to hosts.</summary>
/// <param name="Script">The script.</param>
/// <param name="Bare">The same for sessions that allow commands by name and no language; null where that cannot be.</param>
internal sealed record FleetScript(ScriptBlock Script, ScriptBlock? Bare)
{
    /// <summary>The oldest module whose objects this one reads.</summary>
    public const string MinimumVersion = "0.1.0";

    /// <summary>What is run where nothing is named.</summary>
    public const string Default = "Get-NvdimmHealth";

    // The far side may have no module, so all of this is the engine's own. The text of the script is put in rather than
    // passed as an argument: that way its $using: variables are found.
    private const string Before = """
        $nvdimmFleetFail = {
            param([string] $Fault, [string] $Detail)
            [System.Management.Automation.ErrorRecord]::new([System.Exception]::new($Detail), "Nvdimm.Fleet.$Fault", 'NotSpecified', $null)
        }
        $nvdimmFleetModule = Get-Module NvdimmPS
        if (-not $nvdimmFleetModule) {
            try {
                $nvdimmFleetModule = Import-Module NvdimmPS -PassThru -ErrorAction Stop
            } catch {
                throw (& $nvdimmFleetFail NoModule "$_")
            }
        }
        if (@($nvdimmFleetModule)[0].Version -lt [version] '<minimum>') {
            throw (& $nvdimmFleetFail ModuleTooOld "it has $(@($nvdimmFleetModule)[0].Version), <minimum> is needed")
        }
        & {

        """;

    private const string After = """

        } @args
        if (-not @(Get-NvdimmDevice -ErrorAction Ignore)) {
            throw (& $nvdimmFleetFail NoNvdimm 'Get-NvdimmDevice finds none')
        }
        """;

    /// <summary>A script between the checks that tell its own failures from the host's.</summary>
    /// <param name="script">What to run; null is the health of all DIMMs.</param>
    public static FleetScript Of(ScriptBlock? script)
    {
        var bare = script ?? ScriptBlock.Create(Default);
        return new FleetScript(ScriptBlock.Create(Before.Replace("<minimum>", MinimumVersion, StringComparison.Ordinal) + bare + After), bare);
    }

    /// <summary>What the far side says that it lacks; null where its error is the script's own. It has no say in how it was reached.</summary>
    public static FleetFault? FaultOf(string id) => id switch
    {
        "Nvdimm.Fleet.NoModule" => FleetFault.NoModule,
        "Nvdimm.Fleet.ModuleTooOld" => FleetFault.ModuleTooOld,
        "Nvdimm.Fleet.NoNvdimm" => FleetFault.NoNvdimm,
        _ => null,
    };

    /// <summary>The collector for hosts without the module.</summary>
    public static FleetScript Collector()
    {
        using var text = new StreamReader(typeof(FleetScript).Assembly.GetManifestResourceStream("NvdimmPS.Fleet.Collector.ps1")!);
        return new FleetScript(ScriptBlock.Create(text.ReadToEnd()), Bare: null);
    }
}
