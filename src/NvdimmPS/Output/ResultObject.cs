using System.Management.Automation;

namespace NvdimmPS.Shell.Output;

/// <summary>Shapes an answer for the pipeline: the core's object, with its fields by name as <c>Decoded</c>.</summary>
internal static class ResultObject
{
    /// <summary>The type name of decoded fields.</summary>
    public const string DecodedType = "NvdimmPS.DsmDecoded";

    /// <summary>The object to write. Decoded is null for a raw call and for an unknown layout.</summary>
    public static PSObject Create(DsmResult result, bool raw)
    {
        var shaped = PSObject.AsPSObject(result);
        shaped.Properties.Add(new PSNoteProperty("Decoded", raw || result.Fields.Count == 0 ? null : Decode(result.Fields)));
        return shaped;
    }

    /// <summary>The object to write for bytes that were decoded without a device.</summary>
    public static PSObject Create(DsmPayload payload)
    {
        var shaped = PSObject.AsPSObject(payload);
        shaped.Properties.Add(new PSNoteProperty("Decoded", payload.Fields.Count == 0 ? null : Decode(payload.Fields)));
        return shaped;
    }

    private static PSObject Decode(IEnumerable<DsmFieldValue> fields)
    {
        var decoded = new PSObject();
        decoded.TypeNames.Insert(0, DecodedType);
        foreach (var field in fields)
        {
            decoded.Properties.Add(new PSNoteProperty(field.Name, ValueOf(field)));
        }

        return decoded;
    }

    private static object? ValueOf(DsmFieldValue field) =>
        field.Value is DsmFieldValue[][] records ? records.Select(Decode).ToArray() : field.Value;
}
