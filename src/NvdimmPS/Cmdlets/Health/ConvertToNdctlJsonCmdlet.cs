using System.Management.Automation;
using NvdimmPS.Formats.Ndctl;
using NvdimmPS.Inventory;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Lists DIMMs in the JSON of <c>ndctl list -D</c>, for scripts that were written for that. Writes nothing.</summary>
[Cmdlet(VerbsData.ConvertTo, "NdctlJson", DefaultParameterSetName = InputSet)]
[OutputType(typeof(string))]
public sealed class ConvertToNdctlJsonCmdlet : HealthInputCmdlet
{
    private NdctlReader? _reader;

    /// <summary>Says the health of the DIMMs, as -H does; asks those whose health was not piped in.</summary>
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
        _reader = new NdctlReader(Machine.Kernel, WriteWarning);
    }

    private protected override object? Read(NvdimmDevice device)
    {
        var (dimm, failure) = _reader!.Read(device, Health, Firmware, null);
        if (failure is not null)
        {
            Report(failure, device);
        }

        return dimm;
    }

    private protected override object ReadLate(NvdimmDevice device, NvdimmException why) => _reader!.ReadLate(device, Health, why);

    private protected override void Take(NvdimmDevice device, object read) => _reader!.Add((NdctlObject)read);

    private protected override void Take(NvdimmHealth health)
    {
        foreach (var device in Devices.Select([health.Dimm], Miss))
        {
            Try(device, () => _reader!.Add(device, Health, Firmware, health));
        }
    }

    /// <inheritdoc/>
    protected override void End()
    {
        if (_reader!.Text is { } text)
        {
            WriteObject(text);
        }
    }
}
