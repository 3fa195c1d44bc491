using NvdimmPS.Health;
using NvdimmPS.Health.Baselines;
using NvdimmPS.Inventory;
using NvdimmPS.Shell.Files;
using NvdimmPS.Shell.Fleet;
using NvdimmPS.Shell.Output;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>A cmdlet that judges the health of DIMMs: as it was piped in, or as it is read now.</summary>
public abstract class HealthCmdlet : HealthInputCmdlet
{
    private readonly List<NvdimmHealth> _health = [];
    private readonly List<NvdimmDevice> _devices = [];
    private HealthReader? _reader;

    /// <summary>The health of the DIMMs, in order, each once.</summary>
    private protected IReadOnlyList<NvdimmHealth> AllHealth => _health;

    /// <summary>Those that were read now.</summary>
    private protected IReadOnlyList<NvdimmDevice> Read => _devices;

    /// <inheritdoc/>
    protected override TopologyDetail Detail => TopologyDetail.Health;

    /// <summary>Whether the firmware's version is wanted, which takes one function more.</summary>
    private protected virtual bool ReadsFirmware => false;

    private protected sealed override void Take(NvdimmHealth health) => _health.Add(health);

    private protected sealed override void Take(NvdimmDevice device)
    {
        if (_devices.TrueForAll(d => d.Name != device.Name))
        {
            _devices.Add(device);
            var reader = _reader ??= new HealthReader(Machine.Kernel) { Called = VerboseLog };
            _health.Add(reader.ReadWithin(Limit, device, firmware: ReadsFirmware, stop: Stopped));
        }
    }

    /// <inheritdoc/>
    protected sealed override void End()
    {
        try
        {
            Blocking(() => Judge(DateTime.UtcNow));
        }
        catch (NvdimmException e)
        {
            ThrowTerminatingError(ErrorRecords.Create(e, words: Words));
        }
    }

    /// <summary>Once all health is there.</summary>
    private protected abstract void Judge(DateTime now);

    /// <summary>Gives what is said of a DIMM, with the host where it is another one.</summary>
    private protected void Write(object said, string? host) => WriteObject(host is null ? said : HostObject.WithHost(said, host));

    private protected HealthBaseline BaselineOf(object?[] given) => BaselineOfParameter.Resolve(given, FilePath, Stopped);
}
