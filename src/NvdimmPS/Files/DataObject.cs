using System.Collections;
using System.Globalization;
using System.Management.Automation;
using NvdimmPS.Files;

namespace NvdimmPS.Shell.Files;

/// <summary>Tables and objects of PowerShell as the values of a file: what ConvertFrom-Json, Import-Clixml and hashtables give.</summary>
internal static class DataObject
{
    private const int MaxDepth = 16;

    /// <summary>What holds itself twice would be read for ever, however little deep it is.</summary>
    private const int MaxValues = 1_000_000;

    /// <exception cref="NvdimmException">It is nested without an end.</exception>
    public static DataNode ToNode(DataOrigin origin, object? value) => ToNode(origin, origin.Root, value, 0, new Counter());

    private static DataNode ToNode(DataOrigin origin, string path, object? value, int depth, Counter counter)
    {
        if (depth > MaxDepth || ++counter.Values > MaxValues)
        {
            throw origin.Wrong(0, path, "it is nested too deep", $"Write it as the example in the help of {origin.Command} does.");
        }

        DataNode Inner(string name, object? inner) => ToNode(origin, origin.Inner(path, name), inner, depth + 1, counter);
        object? plain = (value is PSObject wrapped ? wrapped.BaseObject : value) switch
        {
            PSCustomObject => ((PSObject)value!).Properties.Select(p => (p.Name, Inner(p.Name, p.Value))).ToList(),
            IDictionary table => table.Cast<DictionaryEntry>()
                .Select(e => (Name: e.Key.ToString() ?? string.Empty, Inner(e.Key.ToString() ?? string.Empty, e.Value))).ToList(),
            string text => text,
            bool flag => flag,
            DateTime time => time.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
            IEnumerable list => list.Cast<object?>().Select((item, i) => ToNode(origin, $"{path}[{i}]", item, depth + 1, counter)).ToList(),
            char or Enum => $"{value}",
            DBNull => null,
            IConvertible number => number.ToDouble(CultureInfo.InvariantCulture),
            var other => other?.ToString(),
        };
        return new DataNode(origin, path, 0, plain);
    }

    private sealed class Counter
    {
        public int Values { get; set; }
    }
}
