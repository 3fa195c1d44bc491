using System.Management.Automation;
using NvdimmPS.Changes;
using NvdimmPS.Firmware;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>A cmdlet that arms or disarms DIMMs. A DIMM that is so already is left alone.</summary>
public abstract class FirmwareArmCmdlet : ChangeCmdlet
{
    /// <summary>The DIMMs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Dimm, NvdimmNoun.Bus, NvdimmNoun.Region, NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(DimmCompleter))]
    [SupportsWildcards]
    public string[] Dimm { get; set; } = [];

    /// <inheritdoc/>
    protected override void Process() => Blocking(() =>
    {
        var activation = new FirmwareActivation(Machine, Caller);
        foreach (var device in Devices.Select(Dimm, Report))
        {
            if (Stopping)
            {
                return;
            }

            Try(device, () =>
            {
                if (Plan(activation, device) is not { } plan)
                {
                    SayNothingToDo($"{device.Name} is already {State}", "written");
                }
                else if (!Apply(plan))
                {
                    return;
                }

                if (PassThru)
                {
                    WriteObject(new FirmwareReader(Caller).Read(device, activation: true));
                }
            });
        }
    });

    /// <summary>What a DIMM is afterwards.</summary>
    private protected abstract string State { get; }

    /// <summary>What is done to a DIMM; null where it is so.</summary>
    private protected abstract ChangePlan? Plan(FirmwareActivation activation, NvdimmDevice device);
}
