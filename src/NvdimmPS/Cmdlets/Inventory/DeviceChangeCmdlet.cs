using System.Management.Automation;
using NvdimmPS.Regions;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>A cmdlet that enables or disables DIMMs. A DIMM that is so already is left alone.</summary>
public abstract class DeviceChangeCmdlet : ChangeCmdlet
{
    /// <summary>The DIMMs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Dimm, NvdimmNoun.Bus, NvdimmNoun.Region, NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(DimmCompleter))]
    [SupportsWildcards]
    public string[] Dimm { get; set; } = [];

    /// <summary>What they become.</summary>
    private protected abstract bool IsEnabled { get; }

    /// <inheritdoc/>
    protected override void Process() => Blocking(() =>
    {
        foreach (var device in Devices.Select(Dimm, Report))
        {
            if (Stopping)
            {
                return;
            }

            Try(device, () => Change(device));
        }
    });

    private void Change(NvdimmDevice device)
    {
        if (device.Driver is not null == IsEnabled)
        {
            SayNothingToDo($"{device.Name} is already {(IsEnabled ? "enabled" : "disabled")}", "written");
        }
        else if (!Apply(IsEnabled ? DimmPlanner.Enable(device, Machine.Topology) : DimmPlanner.Disable(device, Machine.Topology)))
        {
            return;
        }

        if (PassThru)
        {
            WriteObject(Machine.Topology.FindDevice(device.Name, Detail) ?? device);
        }
    }
}
