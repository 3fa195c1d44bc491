using System.Collections;
using System.Globalization;
using System.Management.Automation;
using NvdimmPS.Files;

namespace NvdimmPS.Shell.Files;

/// <summary>Tables and objects of PowerShell as the values of a file: what ConvertFrom-Json, Import-Clixml and hashtables give.</summary>
internal sealed class DataObject
{
    private const int MaxDepth = 16;

    /// <summary>What holds itself twice would be read for ever, however little deep it is.</summary>
    private const int MaxValues = 1_000_000;

    private readonly DataOrigin _origin;
    private int _values;

    private DataObject(DataOrigin origin) => _origin = origin with { MaxDepth = MaxDepth };

    /// <exception cref="NvdimmException">It is nested without an end.</exception>
    public static DataNode ToNode(DataOrigin origin, object? value) => new DataObject(origin).Read(null, null, value);

    private DataNode Read(DataNode? parent, string? name, object? value)
    {
        if (++_values > MaxValues)
        {
            throw parent!.Wrong("it is nested too deep", $"Write it as {Mention.ExampleFor(_origin.Command)} does.");
        }

        var plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        var node = new DataNode(_origin, parent, name, default, plain switch
        {
            PSCustomObject or IDictionary => DataShape.Table,
            string or bool => plain,
            DateTime time => time.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
            IEnumerable => DataShape.List,
            char or Enum => $"{plain}",
            DBNull => null,
            IConvertible number => number.ToDouble(CultureInfo.InvariantCulture),
            _ => plain?.ToString(),
        });
        _ = parent?.Add(node);
        if (plain is PSCustomObject)
        {
            foreach (var property in ((PSObject)value!).Properties)
            {
                _ = Read(node, property.Name, property.Value);
            }
        }
        else if (plain is IDictionary table)
        {
            foreach (DictionaryEntry entry in table)
            {
                _ = Read(node, entry.Key.ToString() ?? string.Empty, entry.Value);
            }
        }
        else if (node.Value is DataShape.List)
        {
            foreach (var item in (IEnumerable)plain!)
            {
                _ = Read(node, null, item);
            }
        }

        return node;
    }
}
