using System.Globalization;
using System.Text;

namespace NvdimmPS.Formats.Metrics;

/// <summary>
/// Health in Prometheus' text format, as node_exporter's textfile collector reads it. Families stand together; what is not
/// known has no sample. There is no <c># EOF</c>: OpenMetrics would also want counters declared without <c>_total</c>,
/// which the text format does not.
/// </summary>
public static class MetricText
{
    /// <summary>The text, each line ended. Of one DIMM that comes twice the later reading counts, since no series may come twice.</summary>
    public static string Write(IEnumerable<MetricSource> sources)
    {
        var dimms = new Dictionary<(string?, string), MetricSource>();
        foreach (var source in sources)
        {
            dimms[(source.Host, source.Health.Dimm)] = source;
        }

        var text = new StringBuilder();
        Header(text, "nvdimm_dimms", "How many DIMMs were asked.", "gauge");
        text.Append(CultureInfo.InvariantCulture, $"nvdimm_dimms {dimms.Count}\n");
        foreach (var metric in HealthMetrics.All)
        {
            Write(text, metric, dimms.Values);
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, Metric metric, IEnumerable<MetricSource> sources)
    {
        var begun = false;
        foreach (var source in sources)
        {
            foreach (var sample in metric.Samples(source.Health))
            {
                if (!begun)
                {
                    Header(text, metric.Name, metric.Help, metric.Type);
                    begun = true;
                }

                text.Append(metric.Name).Append("{dimm=\"").Append(Escaped(source.Health.Dimm)).Append('"');
                foreach (var (name, value) in source.Host is { } host ? sample.Labels.Prepend(("host", host)) : sample.Labels)
                {
                    text.Append(',').Append(name).Append("=\"").Append(Escaped(value)).Append('"');
                }

                text.Append(CultureInfo.InvariantCulture, $"}} {sample.Value:R}\n");
            }
        }
    }

    private static void Header(StringBuilder text, string name, string help, string type) =>
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");

    private static string Escaped(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
