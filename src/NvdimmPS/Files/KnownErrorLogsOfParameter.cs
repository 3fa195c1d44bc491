using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using NvdimmPS.Files;
using NvdimmPS.Health.Baselines;
using NvdimmPS.ModuleLogs;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Files;

/// <summary>What -Since means: a time, or an earlier read of error logs or health, as objects or a file.</summary>
internal static class KnownErrorLogsOfParameter
{
    private const int MaxDepth = 32;

    /// <param name="given">A time, a path, or objects; none where no entry was there then, which a variable holds as null.</param>
    /// <param name="resolve">Makes a path of PowerShell's one of the system's.</param>
    /// <param name="stop">Ends waiting for the writer, where the file is a pipe.</param>
    /// <exception cref="NvdimmException">It is none of these.</exception>
    public static KnownErrorLogs Resolve(object?[] given, Func<string, string> resolve, CancellationToken stop)
    {
        var items = given.SelectMany(Nested.Items).ToList();
        if (items is [{ } only])
        {
            if (Time(only) is { } since)
            {
                return new KnownErrorLogs { Since = since };
            }

            if (ForeignObject.Path(only) is { } path)
            {
                items = [.. Load(resolve(path), stop)];
            }
        }

        var known = new KnownErrorLogs();
        foreach (var item in ForeignObject.Each(items))
        {
            if (item.Text(nameof(NvdimmErrorLogEntry.Dimm)) is not { } dimm)
            {
                throw ParameterFileErrors.NoErrorLog(item.ToString());
            }

            var uniqueId = item.Text(nameof(NvdimmErrorLogEntry.UniqueId));
            if (item.Text(nameof(NvdimmErrorLogEntry.Log)) is { } log && item.Text(nameof(NvdimmErrorLogEntry.Level)) is { } level
                && int.TryParse(item.Text(nameof(NvdimmErrorLogEntry.Sequence)), CultureInfo.InvariantCulture, out var number))
            {
                known.Add(dimm, uniqueId, log, level, number, item.Time(nameof(NvdimmErrorLogEntry.ReadTime)));
            }
            else if (item.Has(nameof(NvdimmHealth.HealthStatus)) && item.Time(nameof(NvdimmHealth.Time)) is var time && time != default)
            {
                known.Add(dimm, uniqueId, time);
            }
            else
            {
                throw ParameterFileErrors.NoErrorLog(item.ToString());
            }
        }

        return known;
    }

    private static DateTime? Time(object given) => (given is PSObject wrapped ? wrapped.BaseObject : given) switch
    {
        DateTime time => time.ToUniversalTime(),
        DateTimeOffset time => time.UtcDateTime,
        string text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var time) =>
            time.UtcDateTime,
        _ => null,
    };

    private static IEnumerable<object?> Load(string path, CancellationToken stop)
    {
        var text = TextFile.ReadText(path, ParameterFileErrors.ErrorLog, ParameterFileErrors.LongErrorLog, stop);
        try
        {
            if (BaselineJson.IsXml(text))
            {
                return Nested.Items(PSSerializer.Deserialize(text));
            }

            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth });
            var root = document.RootElement;
            return [.. (root.ValueKind == JsonValueKind.Array ? root.EnumerateArray() : Enumerable.Repeat(root, 1)).Select(Row)];
        }
        catch (Exception e) when (e is not (NvdimmException or OutOfMemoryException))
        {
            // Each type of value that Clixml may name has exceptions of its own.
            throw ParameterFileErrors.BadErrorLog(path, e);
        }
    }

    /// <summary>The plain values of an object.</summary>
    private static PSObject Row(JsonElement element)
    {
        var row = new PSObject();
        foreach (var property in element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : default)
        {
            if (property.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number && row.Properties[property.Name] is null)
            {
                row.Properties.Add(new PSNoteProperty(property.Name, property.Value.ToString()));
            }
        }

        return row;
    }
}
