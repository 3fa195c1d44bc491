using System.Management.Automation;
using NvdimmPS.Inventory;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;
using NvdimmPS.Watching;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>A cmdlet that watches DIMMs: those that are named, or all, also those that come later.</summary>
public abstract class WatchCmdlet : TopologyCmdlet
{
    private readonly List<string> _names = [];
    private bool _isNamed;

    /// <summary>The DIMMs; all when left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Dimm, NvdimmNoun.Bus, NvdimmNoun.Region, NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(DimmCompleter))]
    [ValidateNotNull]
    [SupportsWildcards]
    public string[]? Dimm { get; set; }

    /// <summary>The kinds of events; all when left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Flat]
    public WatchKind[]? Kind { get; set; }

    /// <summary>Begins with the state at the start.</summary>
    [Parameter]
    public SwitchParameter IncludeInitial { get; set; }

    /// <summary>Asks nothing of the firmware: what the platform says in sysfs, which needs no rights.</summary>
    [Parameter]
    public SwitchParameter PlatformOnly { get; set; }

    /// <summary>Looks at everything this often, whatever the kernel signals.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int SweepSec { get; set; } = 60;

    /// <summary>Gives a sign of life this often.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int HeartbeatSec { get; set; }

    /// <inheritdoc/>
    protected override TopologyDetail Detail => TopologyDetail.Health;

    /// <summary>What to watch; null where every name that was given is wrong.</summary>
    private protected WatchOptions? Options() => _isNamed && _names.Count == 0 ? null : new WatchOptions
    {
        Dimms = _isNamed ? Named() : null,
        Kinds = Kind is null ? null : [.. Kind, WatchKind.Heartbeat],
        IncludeInitial = IncludeInitial,
        PlatformOnly = PlatformOnly,
        Sweep = TimeSpan.FromSeconds(SweepSec),
        Heartbeat = HeartbeatSec > 0 ? TimeSpan.FromSeconds(HeartbeatSec) : null,
    };

    /// <inheritdoc/>
    protected override void Process() => Blocking(() =>
    {
        foreach (var name in Dimm ?? [])
        {
            _isNamed = true;
            if (Devices.Select([name], Report).Any())
            {
                _names.Add(name);
            }
        }
    });

    private protected void WriteGap(string? gap)
    {
        if (gap is not null)
        {
            WriteVerbose($"DIMMs that come or go are noticed at the sweeps, every {SweepSec} s: {gap}.");
        }
    }

    private Func<NvdimmDevice, bool> Named()
    {
        var patterns = _names.ConvertAll(NamePattern.Parse);
        return device => patterns.Exists(p => p.IsMatch(device.Name));
    }
}
