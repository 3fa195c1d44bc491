using NvdimmPS.Abi;
using NvdimmPS.Files;

namespace NvdimmPS.Dsm.Schema;

/// <summary>How the fields of a layout must stand to each other.</summary>
internal static class LayoutRules
{
    private const int MostFields = 1000;

    /// <summary>The fields, with the names that they refer to spelt as they are declared.</summary>
    /// <exception cref="NvdimmException">They do not fit together.</exception>
    public static DsmField[] Check((DsmField Field, DataNode Node)[] fields)
    {
        if (fields.Length > MostFields)
        {
            throw fields[MostFields]
                .Node.Wrong($"there are {fields.Length} fields, and {MostFields} are the most", "Use one field of kind Bytes.");
        }

        var names = new Dictionary<string, DsmField>(StringComparer.OrdinalIgnoreCase);
        foreach (var (field, node) in fields)
        {
            if (field.Kind != DsmFieldKind.Reserved && !names.TryAdd(field.Name, field))
            {
                throw node.Wrong("name", $"there is a field '{names[field.Name].Name}' already",
                    "Give each field a name of its own; capitals make no difference.");
            }
        }

        CheckPlaces(fields);
        var references = new ReferenceRules(names);
        var resolved = Array.ConvertAll(fields, f => references.Resolve(f.Field, f.Node));
        CheckCircles(resolved, fields);
        CheckSecrets([.. new DsmLayout(resolved).Fields], fields);
        return resolved;
    }

    private static void CheckPlaces((DsmField Field, DataNode Node)[] fields)
    {
        DsmField? last = null, tail = null;
        var end = 0;
        foreach (var (field, node) in fields.Where(f => !f.Field.IsOverlay))
        {
            if (tail is not null)
            {
                throw node.Wrong(field.IsTail
                    ? $"'{tail.Name}' and '{field.Name}' both have no fixed end"
                    : $"'{field.Name}' stands behind '{tail.Name}', which has no fixed end",
                    $"Give '{tail.Name}' a size, or make it the last field.");
            }

            if (node["offset"] is not null && field.Offset != end)
            {
                throw node.Wrong("offset", field.Offset > end
                    ? $"'{field.Name}' is said to start at {field.Offset}, but what stands before it ends at {end}"
                    : $"'{field.Name}' is said to start at {field.Offset}, within '{last?.Name}', which ends at {end}",
                    field.Offset > end
                        ? $"Fill the gap with {{ \"kind\": \"Reserved\", \"size\": {field.Offset - end} }}, or leave the offset out."
                        : "Leave the offset out, or add \"overlay\": true.");
            }

            tail = field.IsTail ? field : null;
            end += field.IsTail ? 0 : field.Size;
            last = field;
            if (end > NdCommands.MaxLength - NdEnvelope.PackageSize)
            {
                throw node.Wrong($"the payload ends beyond {end:N0} bytes; the kernel takes at most {NdCommands.MaxLength:N0} (4 MiB) "
                    + $"with everything around it", "Make it smaller.");
            }
        }

        foreach (var (field, node) in fields.Where(f => f.Field.IsOverlay && f.Field.Offset + f.Field.Size > end))
        {
            throw node.Wrong("offset",
                $"'{field.Name}' lies over other fields, but they end at {end} and it ends at {field.Offset + field.Size}",
                    "Correct the offset or the size, or leave \"overlay\" out.");
        }
    }

    /// <summary>What lies over a secret would show it.</summary>
    private static void CheckSecrets(DsmField[] laidOut, (DsmField Field, DataNode Node)[] fields)
    {
        for (var i = 0; i < laidOut.Length; i++)
        {
            var field = laidOut[i];
            if (!field.IsSecret && field.Kind != DsmFieldKind.Reserved
                && Array.Find(laidOut,
                    f => f.IsSecret && (f.IsOverlay || field.IsOverlay) && f.Offset < field.Offset + field.Size
                        && field.Offset < f.Offset + f.Size) is { } secret)
            {
                throw fields[i].Node.Wrong("overlay", $"'{field.Name}' has bytes of '{secret.Name}', which is secret",
                    "Make it secret too, or leave it out.");
            }
        }
    }

    /// <summary>Of two fields each of which is there only if the other is, neither is.</summary>
    private static void CheckCircles(DsmField[] resolved, (DsmField Field, DataNode Node)[] fields)
    {
        var byName = resolved.Where(f => f.Kind != DsmFieldKind.Reserved).ToDictionary(f => f.Name);
        var done = new HashSet<string>();
        for (var i = 0; i < resolved.Length; i++)
        {
            if (Circle(resolved[i], byName, done, []) is { } circle)
            {
                throw fields[i].Node.Wrong("validWhen", $"the conditions go round in a circle: {circle}",
                    "Break it: the first field of the chain must need none.");
            }
        }
    }

    private static string? Circle(DsmField field, Dictionary<string, DsmField> byName, HashSet<string> done, List<string> way)
    {
        if (way.Contains(field.Name))
        {
            return string.Join(" → ", way[way.IndexOf(field.Name)..].Append(field.Name).Take(8));
        }

        if (field.Kind == DsmFieldKind.Reserved || done.Contains(field.Name))
        {
            return null;
        }

        way.Add(field.Name);
        foreach (var condition in field.ValidWhen)
        {
            if (Circle(byName[condition.Field], byName, done, way) is { } circle)
            {
                return circle;
            }
        }

        way.RemoveAt(way.Count - 1);
        done.Add(field.Name);
        return null;
    }
}
