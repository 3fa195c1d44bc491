using System.Collections;
using System.Management.Automation;
using System.Text;
using NvdimmPS.Dsm;

namespace NvdimmPS.Tests;

/// <summary>All that serialisers, views and logs can find in an object: its public properties and what is in those, as text.</summary>
internal static class Surface
{
    private const int Deepest = 6;

    /// <summary>The texts that would give bytes away, whichever way they are written.</summary>
    public static string[] Spellings(ReadOnlySpan<byte> secret) =>
        [Encoding.Latin1.GetString(secret), HexText.Format(secret), string.Join(' ', secret.ToArray().Select(b => $"{b:x2}")), Convert.ToBase64String(secret)[..^4], string.Join(',', secret.ToArray())];

    public static void Hides(ReadOnlySpan<byte> secret, IEnumerable<object?> items)
    {
        var texts = items.SelectMany(i => Texts(i, Deepest, new HashSet<object>(ReferenceEqualityComparer.Instance))).ToList();
        foreach (var spelling in Spellings(secret))
        {
            Assert.DoesNotContain(texts, t => t.Contains(spelling, StringComparison.OrdinalIgnoreCase));
        }
    }

    /// <summary>The same asked the other way round, so that a search that finds nothing at all is found out.</summary>
    public static bool Shows(ReadOnlySpan<byte> bytes, params object?[] items)
    {
        var texts = items.SelectMany(i => Texts(i, Deepest, new HashSet<object>(ReferenceEqualityComparer.Instance))).ToList();
        return Spellings(bytes).Any(s => texts.Exists(t => t.Contains(s, StringComparison.OrdinalIgnoreCase)));
    }

    private static IEnumerable<string> Texts(object? item, int depth, HashSet<object> seen)
    {
        switch (item)
        {
            case null:
                return [];
            case string text:
                return [text];
            case byte[] bytes:
                return Spellings(bytes.Length >= 4 ? bytes : [.. bytes, 0, 0, 0, 0]);
            case PSObject { BaseObject: PSCustomObject } custom:
                return custom.Properties.SelectMany(p => Texts(p.Value, depth - 1, seen));
            case PSObject shaped:
                return [.. Texts(shaped.BaseObject, depth, seen), .. shaped.Properties.OfType<PSNoteProperty>().SelectMany(p => Texts(p.Value, depth - 1, seen))];
            case IDictionary table:
                return [.. Texts(table.Keys, depth, seen), .. Texts(table.Values, depth, seen)];
        }

        if (depth == 0 || item.GetType().IsPrimitive || item is Enum or Type or System.Reflection.MemberInfo or Delegate || !seen.Add(item))
        {
            return [item.ToString() ?? string.Empty];
        }

        return item is IEnumerable list
            ? [.. list.Cast<object?>().SelectMany(element => Texts(element, depth - 1, seen)), string.Join(',', list.Cast<object?>())]
            : [item.ToString() ?? string.Empty, .. item.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0).SelectMany(p => Texts(Value(p, item), depth - 1, seen))];
    }

    private static object? Value(System.Reflection.PropertyInfo property, object item)
    {
        try
        {
            return property.GetValue(item);
        }
        catch (System.Reflection.TargetInvocationException)
        {
            return null;
        }
    }
}
