using System.Collections.ObjectModel;
using System.Numerics;
using NvdimmPS.Kernel;

namespace NvdimmPS.Inventory;

/// <summary>
/// Reads the attributes of one sysfs folder as values. What is missing, empty or torn becomes null and leaves a reason
/// that names the attribute; nothing throws.
/// </summary>
internal sealed class AttributeReader
{
    private const int MaxText = 256;
    private const string NotReported = "not reported";

    private readonly KernelOrigin? _origin;
    private readonly string _folder;
    private readonly Dictionary<string, string> _reasons;
    private readonly string? _skip;

    /// <summary>A reader whose reasons are not shown.</summary>
    public AttributeReader(string folder)
        : this(null, folder, [], null)
    {
    }

    /// <summary>A reader whose reasons name paths of the machine that is shown.</summary>
    public AttributeReader(KernelOrigin origin, string folder, int usualReasons = 0)
        : this(origin, folder, new Dictionary<string, string>(usualReasons), null)
    {
    }

    private AttributeReader(KernelOrigin? origin, string folder, Dictionary<string, string> reasons, string? skip)
    {
        _origin = origin;
        _folder = folder;
        _reasons = reasons;
        _skip = skip;
    }

    /// <summary>The reasons so far, or nothing to keep where there are none.</summary>
    public IReadOnlyDictionary<string, string> Unavailable =>
        UnavailableReasons.From(_reasons);

    /// <summary>A reader of another folder for the same object.</summary>
    public AttributeReader In(string folder) => new(_origin, folder, _reasons, _skip);

    /// <summary>A reader that reads nothing, and says why for each property.</summary>
    public AttributeReader Skipping(string reason) => new(_origin, _folder, _reasons, _skip ?? reason);

    /// <summary>Says why a property has no value. The first reason stays.</summary>
    public void Miss(string property, string reason) => _reasons.TryAdd(property, reason);

    /// <summary>Whether there is a reason for a property to have no value, or not all of it.</summary>
    public bool HasMissed(string property) => _reasons.ContainsKey(property);

    /// <summary>Takes a reason back, since the value is looked for elsewhere.</summary>
    public void Forget(string property) => _reasons.Remove(property);

    /// <summary>The same, for an attribute of this folder.</summary>
    public void Miss(string property, string attribute, string reason) =>
        Miss(property, $"{_origin?.Show(_folder) ?? _folder}/{attribute}: {reason}");

    /// <summary>A name or word, or any other text on one line.</summary>
    public string? Text(string property, string attribute)
    {
        if (Read(property, attribute) is not { } text)
        {
            return null;
        }

        return text.Length <= MaxText && AttributeText.IsPrintable(text)
            ? text
            : Bad<string>(property, attribute, "not a line of text", text);
    }

    /// <summary>A number in decimal, or in hexadecimal with 0x.</summary>
    public T? Number<T>(string property, string attribute)
        where T : struct, IBinaryInteger<T>
    {
        if (Read(property, attribute) is not { } text)
        {
            return null;
        }

        return AttributeText.TryParse(text, out T value) ? value : Bad<T?>(property, attribute, "not a number in range", text);
    }

    /// <summary>A number of bytes or of events; -1, or all bits set, is how the kernel says that it has none.</summary>
    public ulong? Count(string property, string attribute)
    {
        if (Read(property, attribute) is not { } text)
        {
            return null;
        }

        if (text != "-1" && AttributeText.TryParse(text, out ulong value))
        {
            return value != ulong.MaxValue ? value : Bad<ulong?>(property, attribute, NotReported, text);
        }

        return Bad<ulong?>(property, attribute, text == "-1" ? NotReported : "not a number in range", text);
    }

    /// <summary>A name that a person or a driver gave; bytes in it that are no text are escaped.</summary>
    public string? Name(string property, string attribute)
    {
        var value = _skip is null ? SysfsFile.ReadName(_folder, attribute) : SysfsValue.None(_skip);
        if (value.Text is { Length: > 0 } text)
        {
            return text;
        }

        Miss(property, attribute, value.Reason ?? "empty");
        return null;
    }

    /// <summary>A hexadecimal number, kept as sysfs spells it.</summary>
    public string? Hex(string property, string attribute)
    {
        if (Read(property, attribute) is not { } text)
        {
            return null;
        }

        return text.StartsWith("0x", StringComparison.Ordinal) && AttributeText.TryParse(text, out ulong _)
            ? text
            : Bad<string>(property, attribute, "not a hexadecimal number", text);
    }

    /// <summary>0 or 1, N or Y.</summary>
    public bool? Flag(string property, string attribute) => Read(property, attribute) switch
    {
        null => null,
        "1" or "Y" => true,
        "0" or "N" => false,
        var text => Bad<bool?>(property, attribute, "neither 0 nor 1", text),
    };

    /// <summary>Words with spaces between them; none is a value too.</summary>
    public string[]? Words(string property, string attribute)
    {
        if (ReadAny(property, attribute) is not { } text)
        {
            return null;
        }

        return AttributeText.IsPrintable(text)
            ? text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            : Bad<string[]>(property, attribute, "not a list of words", text);
    }

    /// <summary>A NUMA node; -1 means that there is none.</summary>
    public int? NumaNode(string property, string attribute)
    {
        if (Number<int>(property, attribute) is not < 0 and var node)
        {
            return node;
        }

        Miss(property, attribute, "no NUMA node (-1)");
        return null;
    }

    /// <summary>Any text but an empty one.</summary>
    public string? Read(string property, string attribute)
    {
        var text = ReadAny(property, attribute);
        if (text is not "")
        {
            return text;
        }

        Miss(property, attribute, "empty");
        return null;
    }

    /// <summary>Notes that the text makes no sense.</summary>
    public T? Bad<T>(string property, string attribute, string reason, string text)
    {
        Miss(property, attribute, $"{reason}: '{AttributeText.Shorten(text)}'");
        return default;
    }

    /// <summary>Any text, even none.</summary>
    public string? ReadAny(string property, string attribute)
    {
        if (_skip is not null)
        {
            Miss(property, _skip);
            return null;
        }

        var value = SysfsFile.Read(_folder, attribute);
        if (value.Text is null)
        {
            Miss(property, attribute, value.Reason!);
        }

        return value.Text;
    }
}
