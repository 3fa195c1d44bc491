using System.Globalization;
using System.Text;

namespace NvdimmPS.Formats.Metrics;

/// <summary>
/// Health in Prometheus' text format, as node_exporter's textfile collector reads it. Families stand together; what is not
/// known has no sample. Files of several hosts or buses can lie in one folder: no series of one is in another. There is no
/// <c># EOF</c>: OpenMetrics would also want counters declared without <c>_total</c>, which the text format does not.
/// </summary>
public static class MetricText
{
    /// <summary>The text, each line ended. Of one DIMM that comes twice the later reading counts, since no series may come twice.</summary>
    /// <param name="sources">The health of DIMMs.</param>
    /// <param name="capacities">Their capacity, where it was asked for.</param>
    public static string Write(IEnumerable<MetricSource> sources, IEnumerable<CapacitySource>? capacities = null)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var dimms = new Dictionary<(string?, string), MetricSource>();
        foreach (var source in sources)
        {
            dimms[(source.Host, source.Health.Dimm)] = source;
        }

        var uses = new Dictionary<(string?, string), CapacitySource>();
        foreach (var capacity in capacities ?? [])
        {
            uses[(capacity.Host, capacity.Capacity.Dimm)] = capacity;
        }

        var text = new StringBuilder();
        if (dimms.Count > 0 || uses.Count == 0)
        {
            Header(text, "nvdimm_dimms", "How many DIMMs were asked.", "gauge");
        }

        foreach (var bus in dimms.Values.GroupBy(d => (d.Host, Bus: d.Health.Bus ?? string.Empty)))
        {
            Line(text, "nvdimm_dimms", [("bus", bus.Key.Bus), .. HostLabel(bus.Key.Host)], bus.Count());
        }

        if (dimms.Count == 0 && uses.Count == 0)
        {
            Line(text, "nvdimm_dimms", [("bus", string.Empty)], 0);
        }

        foreach (var metric in HealthMetrics.All)
        {
            Write(text, metric, dimms.Values.Select(d => (d.Health.Dimm, d.Host, d.Health)));
        }

        foreach (var metric in CapacityMetrics.All)
        {
            Write(text, metric, uses.Values.Select(u => (u.Capacity.Dimm, u.Host, u.Capacity)));
        }

        return text.ToString();
    }

    private static void Write<T>(StringBuilder text, Metric<T> metric, IEnumerable<(string Dimm, string? Host, T Item)> sources)
    {
        var begun = false;
        foreach (var (dimm, host, item) in sources)
        {
            foreach (var sample in metric.Samples(item))
            {
                if (!begun)
                {
                    Header(text, metric.Name, metric.Help, metric.Type);
                    begun = true;
                }

                Line(text, metric.Name, [("dimm", dimm), .. HostLabel(host), .. sample.Labels], sample.Value);
            }
        }
    }

    private static (string, string)[] HostLabel(string? host) => host is null ? [] : [("host", host)];

    private static void Line(StringBuilder text, string metric, IEnumerable<(string Name, string Value)> labels, double value) =>
        text.Append(metric).Append('{').AppendJoin(',', labels.Select(l => $"{l.Name}=\"{Escaped(l.Value)}\""))
            .Append(CultureInfo.InvariantCulture, $"}} {value:R}\n");

    private static void Header(StringBuilder text, string name, string help, string type) =>
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");

    private static string Escaped(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
