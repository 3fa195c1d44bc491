using System.Management.Automation;
using NvdimmPS.Findings.FirmwareBaselines;
using NvdimmPS.Firmware;
using NvdimmPS.Inventory;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Files;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Says whether DIMMs run the firmware that they ought to. Writes nothing.</summary>
[Cmdlet(VerbsDiagnostic.Test, "NvdimmFirmware", DefaultParameterSetName = InputSet)]
[OutputType(typeof(FirmwareCompliance), typeof(bool))]
public sealed class TestNvdimmFirmwareCmdlet : TopologyCmdlet
{
    private const string InputSet = "InputObject";
    private const string DimmSet = "Dimm";

    private readonly FirmwareSubjects _subjects = new();
    private FirmwareBaseline? _baseline;
    private bool _hasFailed;

    /// <summary>Which versions are wanted: a version, a file (psd1 or JSON), or a table of kinds of DIMMs and versions.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNull]
    public object? Baseline { get; set; }

    /// <summary>Firmware, health or DIMM objects of hosts; this machine's DIMMs when left out.</summary>
    [Parameter(ParameterSetName = InputSet, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject[]? InputObject { get; set; }

    /// <summary>The DIMMs of this machine.</summary>
    [Parameter(ParameterSetName = DimmSet, Mandatory = true, Position = 0)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Dimm, NvdimmNoun.Bus, NvdimmNoun.Region, NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(DimmCompleter))]
    [ValidateNotNull]
    [SupportsWildcards]
    public string[]? Dimm { get; set; }

    /// <summary>Gives one boolean: true where there are DIMMs and all of them are compliant.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override TopologyDetail Detail => TopologyDetail.Full;

    /// <inheritdoc/>
    protected override void Begin()
    {
        _baseline = FirmwareBaselineOfParameter.Resolve(Baseline!, FilePath, Stopped);
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (InputObject is null)
        {
            EnsureLinux();
            Blocking(() => Read(Devices.Select(Dimm, Fail)));
            return;
        }

        foreach (var item in ForeignObject.Each(InputObject))
        {
            try
            {
                _subjects.Add(item);
            }
            catch (NvdimmException e)
            {
                Fail(e);
            }
        }
    }

    /// <inheritdoc/>
    protected override void End()
    {
        if (_subjects.Unasked is { Length: > 0 } unasked)
        {
            Blocking(() => Read(Devices.Select(unasked, Fail)));
        }

        var judged = _subjects.All.Select(s => FirmwareJudge.Judge(_baseline!, s)).ToList();
        if (Quiet)
        {
            WriteObject(!_hasFailed && judged.Count > 0 && judged.TrueForAll(j => j.Id is null));
        }
        else
        {
            Emit(judged);
        }
    }

    private void Read(IEnumerable<NvdimmDevice> devices)
    {
        foreach (var device in devices)
        {
            if (Stopping)
            {
                return;
            }

            try
            {
                _subjects.Add(device, new FirmwareReader(Caller).Read(device), null);
            }
            catch (NvdimmException e)
            {
                // That it could not be asked is a finding of its own.
                _subjects.Add(device, null, e.Message);
            }
        }
    }

    private void Fail(NvdimmException exception)
    {
        _hasFailed = true;
        Report(exception);
    }
}
