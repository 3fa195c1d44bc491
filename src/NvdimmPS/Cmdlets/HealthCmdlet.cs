using System.Management.Automation;
using NvdimmPS.Binding;
using NvdimmPS.Completers;
using NvdimmPS.Health;
using NvdimmPS.Health.Baselines;
using NvdimmPS.Kernel;
using NvdimmPS.Model;

namespace NvdimmPS.Cmdlets;

/// <summary>A cmdlet that judges the health of DIMMs: as it was piped in, or as it is read now.</summary>
public abstract class HealthCmdlet : TopologyCmdlet
{
    private protected const string InputSet = "InputObject";
    private protected const string DimmSet = "Dimm";

    private readonly List<NvdimmHealth> _health = [];
    private readonly List<NvdimmDevice> _devices = [];
    private bool _isGiven;

    /// <summary>Health as Get-NvdimmHealth gives it; read now when left out.</summary>
    [Parameter(ParameterSetName = InputSet, ValueFromPipeline = true)]
    [HealthObject]
    [ValidateNotNull]
    public NvdimmHealth[]? InputObject { get; set; }

    /// <summary>The DIMMs to read; all when left out.</summary>
    [Parameter(ParameterSetName = DimmSet, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Dimm, NvdimmNoun.Bus, NvdimmNoun.Region, NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(DimmCompleter))]
    [ValidateNotNull]
    [SupportsWildcards]
    public string[]? Dimm { get; set; }

    /// <summary>How the DIMMs fare, in order, each once.</summary>
    private protected IReadOnlyList<NvdimmHealth> Healths => _health;

    /// <summary>Those that were read now.</summary>
    private protected IReadOnlyList<NvdimmDevice> Read => _devices;

    /// <summary>True where all DIMMs of this machine were read.</summary>
    private protected bool IsWholeMachine => !_isGiven && Dimm is null;

    /// <summary>True where a DIMM that was asked for could not be looked at.</summary>
    private protected bool HasFailed { get; private set; }

    /// <inheritdoc/>
    protected override TopologyDetail Detail => TopologyDetail.AtOnce;

    /// <summary>Whether the firmware's version is wanted, which takes one function more.</summary>
    private protected virtual bool ReadsFirmware => false;

    /// <inheritdoc/>
    protected override void Process()
    {
        if (InputObject is { } given)
        {
            _isGiven = true;
            _health.AddRange(given);
            return;
        }

        var reader = new HealthReader(Machine.Kernel);
        foreach (var device in Devices.Select(Dimm, e =>
        {
            HasFailed = true;
            Report(e);
        }))
        {
            if (Stopping)
            {
                return;
            }

            if (_devices.TrueForAll(d => d.Name != device.Name))
            {
                _devices.Add(device);
                _health.Add(Apart.Do(() => reader.Read(device, firmware: ReadsFirmware), Stopped));
            }
        }
    }

    /// <inheritdoc/>
    protected sealed override void End()
    {
        try
        {
            Judge(DateTime.UtcNow);
        }
        catch (NvdimmException e)
        {
            ThrowTerminatingError(ErrorRecords.Of(e));
        }
    }

    /// <summary>Once all health is there.</summary>
    private protected abstract void Judge(DateTime now);

    private protected HealthBaseline BaselineOf(object?[] given) => BaselineOfParameter.Of(given, GetUnresolvedProviderPathFromPSPath);
}
