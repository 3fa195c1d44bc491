using System.Management.Automation;
using NvdimmPS.Fleet;
using NvdimmPS.Formats.Metrics;
using NvdimmPS.Inventory;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Gives the health of DIMMs as Prometheus' text format, as text or as a file for node_exporter's textfile collector.</summary>
[Cmdlet(VerbsData.ConvertTo, "NvdimmMetric", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(string))]
public sealed class ConvertToNvdimmMetricCmdlet : TopologyCmdlet
{
    private readonly List<MetricSource> _sources = [];

    /// <summary>What is piped in needs no machine.</summary>
    protected override void Begin()
    {
    }

    /// <summary>What Get-NvdimmHealth gave, here or elsewhere; this machine's health when left out.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The file to write, or to replace; without it the text comes out.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <inheritdoc/>
    protected override TopologyDetail Detail => TopologyDetail.Health;

    /// <inheritdoc/>
    protected override void Process() => Try(InputObject, () =>
    {
        if (!MyInvocation.BoundParameters.ContainsKey(nameof(InputObject)))
        {
            base.Begin();
            _sources.AddRange(ReadHealth().Select(h => new MetricSource(h)));
            return;
        }

        var health = HealthObject.Read(InputObject) ?? throw BindingErrors.NoHealth(InputObject);
        _sources.Add(new MetricSource(health, health.Host is null ? null : FleetHost.Address(health.Host)));
    });

    /// <inheritdoc/>
    protected override void End() => Try(Path, () =>
    {
        var text = MetricText.Write(_sources);
        if (Path is null)
        {
            WriteObject(text.TrimEnd('\n'));
        }
        else
        {
            Write(FilePath(Path), text);
        }
    });

    private void Write(string file, string text)
    {
        if (!MetricFile.IsCollected(file))
        {
            WriteWarning(
                $"node_exporter's textfile collector passes over '{file}': it takes only names that end in {MetricFile.Extension}.");
        }

        if (ShouldProcess(file, $"Write the metrics of {_sources.Count} DIMMs"))
        {
            MetricFile.Write(file, text, Stopped);
        }
    }
}
