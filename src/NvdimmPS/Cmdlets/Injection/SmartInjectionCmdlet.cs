using System.Management.Automation;
using NvdimmPS.Changes;
using NvdimmPS.Health;
using NvdimmPS.Injection;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>A cmdlet that has DIMMs show other health values for tests, or their own again.</summary>
public abstract class SmartInjectionCmdlet : ChangeCmdlet
{
    /// <summary>The DIMMs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Dimm)]
    [ArgumentCompleter(typeof(DimmCompleter))]
    [SupportsWildcards]
    public string[] Dimm { get; set; } = [];

    /// <summary>Does it also on the hardware of a real machine, which is no test bus.</summary>
    [Parameter]
    public SwitchParameter AllowHardware { get; set; }

    /// <inheritdoc/>
    protected override void Process() => Blocking(() =>
    {
        var injection = new SmartInjection(Machine, AllowHardware);
        foreach (var device in Devices.Select(Dimm, Report))
        {
            if (Stopping)
            {
                return;
            }

            Try(device, () =>
            {
                if (Apply(Plan(injection, device)) && PassThru)
                {
                    WriteObject(new HealthReader(Machine.Kernel).Read(device));
                }
            });
        }
    });

    /// <summary>What is done to a DIMM.</summary>
    private protected abstract ChangePlan Plan(SmartInjection injection, NvdimmDevice device);
}
