using System.Management.Automation;
using NvdimmPS.Health.Ndctl;
using NvdimmPS.Model;

namespace NvdimmPS.Cmdlets;

/// <summary>Lists DIMMs in the JSON of <c>ndctl list -D</c>, for scripts that were written for that. Writes nothing.</summary>
[Cmdlet(VerbsData.ConvertTo, "NdctlJson")]
[OutputType(typeof(string))]
public sealed class ConvertToNdctlJsonCmdlet : DimmCmdlet
{
    private NdctlReader? _reader;

    /// <summary>Asks how the DIMMs fare, as -H does.</summary>
    [Parameter]
    public SwitchParameter Health { get; set; }

    /// <summary>Asks for the firmware's versions, as -F does.</summary>
    [Parameter]
    public SwitchParameter Firmware { get; set; }

    /// <inheritdoc/>
    protected override TopologyDetail Detail => TopologyDetail.Full;

    /// <inheritdoc/>
    protected override void Begin()
    {
        base.Begin();
        _reader = new NdctlReader(Machine.Kernel);
    }

    private protected override void Process(NvdimmDevice device) => _reader!.Add(device, Health, Firmware);

    /// <inheritdoc/>
    protected override void End()
    {
        if (_reader!.Text is { } text)
        {
            WriteObject(text);
        }
    }
}
