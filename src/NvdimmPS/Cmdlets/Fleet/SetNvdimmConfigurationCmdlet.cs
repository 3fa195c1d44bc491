using System.Management.Automation;
using NvdimmPS.Changes;
using NvdimmPS.Configuration;
using NvdimmPS.Namespaces;
using NvdimmPS.Regions;
using NvdimmPS.Shell.Files;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Makes a machine's regions and namespaces what a document says, step by step, each verified. Nothing is removed.</summary>
[Cmdlet(VerbsCommon.Set, "NvdimmConfiguration", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(ConfigurationChange))]
public sealed class SetNvdimmConfigurationCmdlet : ChangeCmdlet
{
    /// <summary>What ought to be: a file of Export-NvdimmConfiguration, its text, or what ConvertFrom-Json made of it.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("Path")]
    [ValidateNotNull]
    public object? Reference { get; set; }

    /// <summary>Changes also what is mounted or used in another way, even while it is in use.</summary>
    [Parameter]
    public SwitchParameter AllowInUse { get; set; }

    private protected override bool MayBeInUse => AllowInUse;

    /// <inheritdoc/>
    protected override void Process()
    {
        var desired = ConfigurationOfParameter.Resolve("-Reference", Reference!, FilePath, Stopped);
        desired.EnsureKnown();
        Blocking(() => Carry(desired));
    }

    private void Carry(NvdimmConfiguration desired)
    {
        var planner = new ConfigurationPlanner(Machine);
        var actual = new MachineConfiguration(Machine, Caller)
        {
            WithSerials = desired.Serials.Any(), WithFirmware = false, WithThresholds = false,
        }.Read(DateTime.UtcNow);
        var changes = planner.Plan(desired, actual);
        foreach (var missing in planner.Missing)
        {
            Report(ConfigurationErrors.NoRegion(missing));
        }

        if (planner.Extra.Count > 0)
        {
            WriteWarning($"Not in the configuration, and left as it is: {string.Join(", ", planner.Extra)}.");
        }

        foreach (var disabled in planner.Disabled)
        {
            WriteWarning($"{disabled} is disabled, so its mode is not known, and it is left as it is. Enable it first.");
        }

        if (changes.Count == 0 && planner.Disabled.Count == 0)
        {
            SayNothingToDo("Regions and namespaces already match", "written");
        }

        foreach (var change in changes.TakeWhile(_ => !Stopping))
        {
            // One that failed may be what the next ones need.
            if (!IsWhatIf && !Apply(Plan(change)))
            {
                return;
            }

            if (IsWhatIf)
            {
                Foresee(change);
            }

            if (IsWhatIf || PassThru)
            {
                WriteObject(change);
            }
        }
    }

    /// <summary>What would be refused, as the machine is now: a step before it may still make room.</summary>
    private void Foresee(ConfigurationChange change)
    {
        try
        {
            _ = Plan(change);
        }
        catch (NvdimmException e)
        {
            WriteWarning($"{change.Path}: as the machine is now, this step is refused. {e.Message}");
        }
    }

    /// <summary>Planned when its turn comes, since seeds and free room are others after each step.</summary>
    private ChangePlan Plan(ConfigurationChange change)
    {
        var planner = new NamespacePlanner(Machine, Caller) { WaitsForOthers = true };
        if (change.Action is "Align" or "New")
        {
            var region = Machine.Topology.FindRegion(change.Target) ?? throw ConfigurationErrors.NoRegion(change.Path);
            return change.Request is { } request
                ? planner.New(planner.Propose(region, request), _ => { })
                : RegionPlanner.Set(region, null, change.Alignment, () => Machine.Topology.FindRegion(change.Target));
        }

        var space = Machine.Topology.FindNamespace(change.Target) ?? throw ConfigurationErrors.NoRegion(change.Path);
        return planner.Set(planner.Propose(space, change.Request!), AllowInUse, _ => { });
    }
}
