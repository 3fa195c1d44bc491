using System.Text.Json;
using NvdimmPS.Files;

namespace NvdimmPS.Dsm;

/// <summary>
/// Decoded fields as JSON: every member always there, bytes as digits, records as lists of fields. Many readers take a number for a
/// double, which does not hold all of 64 bits, so the value stands there as text too.
/// </summary>
internal static class FieldJson
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<DsmFieldValue> fields)
    {
        foreach (var field in fields)
        {
            json.WriteStartObject();
            json.WriteString("name", field.Name);
            json.WritePropertyName("value");
            WriteValue(json, field.Value);
            json.WriteString("text", field.Text);
            json.WriteString("unit", field.Unit);
            json.WriteBoolean("valid", field.Valid);
            json.WriteString("reason", field.Reason);
            json.WriteNumber("offset", field.Offset);
            json.WriteNumber("length", field.Length);
            json.WriteString("raw", field.Raw);
            json.WriteString("description", field.Description);
            json.WriteEndObject();
        }
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case DsmFieldValue[][] records:
                json.WriteStartArray();
                foreach (var element in records)
                {
                    WriteValue(json, element);
                }

                json.WriteEndArray();
                break;
            case DsmFieldValue[] record:
                json.WriteStartArray();
                Write(json, record);
                json.WriteEndArray();
                break;
            case byte[] bytes:
                json.WriteStringValue(HexText.Format(bytes));
                break;
            default:
                JsonValue.Write(json, value);
                break;
        }
    }

    /// <summary>A number that may be missing; a decimal, so that fractions have no more digits than they are worth.</summary>
    public static void WriteNumber<T>(Utf8JsonWriter json, string name, T? value)
        where T : struct, IConvertible
    {
        if (value is { } number)
        {
            json.WritePropertyName(name);
            json.WriteNumberValue(number.ToDecimal(null));
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
