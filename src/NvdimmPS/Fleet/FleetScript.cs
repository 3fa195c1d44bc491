using System.Management.Automation;
using System.Management.Automation.Language;
using NvdimmPS.Fleet;

namespace NvdimmPS.Shell.Fleet;

/// <summary>What is sent to hosts.</summary>
/// <param name="Script">The script.</param>
/// <param name="Bare">The same for sessions that allow commands by name and no language; null where that cannot be.</param>
/// <param name="Token">
/// A word of this run. By it the far side names what it lacks, and by it alone the script says that it got to its end: what else has
/// such an id, or gives such a result, is the script's own.
/// </param>
internal sealed record FleetScript(ScriptBlock Script, ScriptBlock? Bare, string Token)
{
    private const string TokenPlace = "<token>", VersionPlace = "<minimum>";

    /// <summary>The oldest module whose objects this one reads.</summary>
    public const string MinimumVersion = "0.1.0";

    /// <summary>What is run where nothing is named.</summary>
    public const string Default = "Get-NvdimmHealth";

    // The far side may have no module, so all of this is the engine's own. The text of the script is put in rather than
    // passed as an argument: that way its $using: variables are found.
    private const string Before = """
        $nvdimmFleetFail = {
            param([string] $Fault, [string] $Detail)
            [System.Management.Automation.ErrorRecord]::new([System.Exception]::new($Detail), "<token>.$Fault", 'NotSpecified', $null)
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
        '<token>'
        """;

    /// <summary>A script between the checks that tell its own failures from the host's.</summary>
    /// <param name="script">What to run; null is the health of all DIMMs.</param>
    public static FleetScript Create(ScriptBlock? script)
    {
        var bare = script ?? ScriptBlock.Create(Default);
        var token = NewToken();
        var before =
            Before.Replace(VersionPlace, MinimumVersion, StringComparison.Ordinal).Replace(TokenPlace, token, StringComparison.Ordinal);
        return new FleetScript(ScriptBlock.Create(before + bare + After.Replace(TokenPlace, token, StringComparison.Ordinal)), bare, token)
        {
            MustAnswer = script is null,
            Exits = [.. bare.Ast.FindAll(ast => ast is ExitStatementAst, searchNestedScriptBlocks: true)
                .Select(ast => Printable.Quote(ast.Extent.Text)).Distinct()],
        };
    }

    /// <summary>True where every host has something to say: one that gives no result is not done.</summary>
    public bool MustAnswer { get; private init; }

    /// <summary>Where the script says <c>exit</c>, which ends it and all that was put around it.</summary>
    public IReadOnlyList<string> Exits { get; private init; } = [];

    /// <summary>
    /// What the far side says that it lacks; null where its error is the script's own. It has no say in how it was reached.
    /// </summary>
    public FleetFault? FaultOf(string id) => !id.StartsWith(Token + ".", StringComparison.Ordinal) ? null : id[(Token.Length + 1)..] switch
    {
        nameof(FleetFault.NoModule) => FleetFault.NoModule,
        nameof(FleetFault.ModuleTooOld) => FleetFault.ModuleTooOld,
        nameof(FleetFault.NoNvdimm) => FleetFault.NoNvdimm,
        _ => null,
    };

    /// <summary>The collector for hosts without the module.</summary>
    public static FleetScript Collector()
    {
        using var text = new StreamReader(typeof(FleetScript).Assembly.GetManifestResourceStream("NvdimmPS.Fleet.Collector.ps1")!);
        var token = NewToken();
        var script = text.ReadToEnd().Replace("'Nvdimm.Fleet.", $"'{token}.", StringComparison.Ordinal);
        return new FleetScript(ScriptBlock.Create($"{script}\n'{token}'"), Bare: null, token) { MustAnswer = true };
    }

    private static string NewToken() => $"nvdimm-fleet-{Guid.NewGuid():N}";
}
