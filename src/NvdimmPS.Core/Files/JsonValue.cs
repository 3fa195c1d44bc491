using System.Text.Json;

namespace NvdimmPS.Files;

/// <summary>A value of any type as JSON, the same in every document.</summary>
internal static class JsonValue
{
    /// <summary>From here on a double is written with an exponent, up to the last whole number that it holds.</summary>
    private const double FirstWithExponent = 1e15, LastWhole = 1L << 53;

    /// <summary>Writes a value; times are ISO 8601, and what has no form of its own is its text.</summary>
    public static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case byte or ushort or uint or ulong:
                json.WriteNumberValue(Convert.ToUInt64(value, null));
                break;
            case sbyte or short or int or long:
                json.WriteNumberValue(Convert.ToInt64(value, null));
                break;
            case float or double when Convert.ToDouble(value, null) is var number:
                Write(json, number);
                break;
            case DateTime time:
                json.WriteStringValue(time);
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case IEnumerable<object?> items:
                json.WriteStartArray();
                foreach (var item in items)
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue(value.ToString());
                break;
        }
    }

    /// <summary>Sizes in bytes are doubles in some files, and a reader may want all their digits.</summary>
    private static void Write(Utf8JsonWriter json, double number)
    {
        if (Math.Abs(number) is >= FirstWithExponent and < LastWhole && number == Math.Truncate(number))
        {
            json.WriteNumberValue((long)number);
        }
        else
        {
            json.WriteNumberValue(number);
        }
    }
}
