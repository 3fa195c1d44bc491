using System.Management.Automation;
using NvdimmPS.Dsm;
using NvdimmPS.Fleet;
using NvdimmPS.Formats.Metrics;
using NvdimmPS.Health;
using NvdimmPS.Inventory;
using NvdimmPS.PlatformConfiguration;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Gives the health of DIMMs as Prometheus' text format, as text or as a file for node_exporter's textfile collector.</summary>
[Cmdlet(VerbsData.ConvertTo, "NvdimmMetric", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(string))]
public sealed class ConvertToNvdimmMetricCmdlet : TopologyCmdlet
{
    private readonly List<MetricSource> _sources = [];
    private readonly List<CapacitySource> _capacities = [];

    /// <summary>What is piped in needs no machine.</summary>
    protected override void Begin()
    {
    }

    /// <summary>What Get-NvdimmHealth and Get-NvdimmCapacity gave, here or elsewhere; this machine's health when left out.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Asks this machine's DIMMs too what their capacity is used for: two calls more a module of the Intel family.</summary>
    [Parameter]
    public SwitchParameter Capacity { get; set; }

    /// <summary>The file to write, or to replace; without it the text comes out.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <inheritdoc/>
    protected override TopologyDetail Detail => TopologyDetail.Health;

    private protected override bool WithRegions => Capacity;

    /// <inheritdoc/>
    protected override void Process() => Try(InputObject, () =>
    {
        if (!MyInvocation.BoundParameters.ContainsKey(nameof(InputObject)))
        {
            base.Begin();
            _sources.AddRange(ReadHealth().Select(h => new MetricSource(h)));
            if (Capacity)
            {
                ReadCapacity();
            }

            return;
        }

        if (InputObject is not null && new ForeignObject(InputObject) is var item && CapacityObject.Read(item) is { } capacity)
        {
            _capacities.Add(new CapacitySource(capacity, item.Sender is null ? null : FleetHost.Address(item.Sender)));
            return;
        }

        var health = HealthObject.Read(InputObject) ?? throw BindingErrors.NoHealth(InputObject);
        _sources.Add(new MetricSource(health, health.Host is null ? null : FleetHost.Address(health.Host)));
    });

    /// <inheritdoc/>
    protected override void End() => Try(Path, () =>
    {
        if (Capacity && MyInvocation.BoundParameters.ContainsKey(nameof(InputObject)))
        {
            WriteWarning(CapacityWords.OnlyHere);
        }

        var text = MetricText.Write(_sources, _capacities);
        if (Path is null)
        {
            WriteObject(text.TrimEnd('\n'));
        }
        else
        {
            Write(FilePath(Path), text);
        }
    });

    /// <summary>Each DIMM by a caller of its own, which one that hangs keeps until the kernel returns.</summary>
    private void ReadCapacity()
    {
        ForEach(Devices.Select(null, Report), device =>
            {
                using var caller = new DsmCaller(Machine.Kernel);
                return new CapacityReader(Machine.Kernel, caller).Read(device);
            },
            (_, capacity) => _capacities.Add(new CapacitySource(capacity)), HealthReader.UsualLimit, (_, why) =>
            {
                Report(why);
                return null;
            });
    }

    private void Write(string file, string text)
    {
        if (!MetricFile.IsCollected(file))
        {
            WriteWarning(
                $"node_exporter's textfile collector passes over '{file}': it takes only names that end in {MetricFile.Extension}.");
        }

        if (ShouldProcess(file, $"Write the metrics of {Plural.Of(_sources.Count, "DIMM")}"))
        {
            MetricFile.Write(file, text, Stopped);
        }
    }
}
