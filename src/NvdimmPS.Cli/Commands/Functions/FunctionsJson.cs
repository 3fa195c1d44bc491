using System.Text.Json;

namespace NvdimmPS.Cli;

/// <summary>What <c>functions --json</c> prints.</summary>
internal static class FunctionsJson
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<DsmFunctionInfo> functions)
    {
        json.WriteStartObject();
        json.WriteNumber("version"u8, JsonText.Version);
        json.Objects("functions"u8, functions, Function);
        json.WriteEndObject();
    }

    private static void Function(Utf8JsonWriter json, DsmFunctionInfo function)
    {
        json.Member("dimm"u8, function.Dimm);
        json.Member("bus"u8, function.Bus);
        json.Member("family"u8, function.Family);
        json.Member("function"u8, function.Function);
        json.Member("functionName"u8, function.FunctionName);
        json.Member("opcode"u8, function.Opcode);
        json.Member("title"u8, function.Title);
        json.Member("danger"u8, function.Danger);
        json.Member("sensitive"u8, function.Sensitive);
        json.Member("offered"u8, function.Offered);
        json.Member("routes"u8, function.Routes);
        json.Member("revision"u8, function.Revision);
        json.Member("inputSize"u8, function.InputSize);
        json.Member("outputSize"u8, function.OutputSize);
        json.Member("legacyCommand"u8, function.LegacyCommand);
        json.Member("reference"u8, function.Reference);
        json.Member("origin"u8, function.Origin);
        json.Objects("inputFields"u8, function.InputFields, Field);
        json.Objects("outputFields"u8, function.OutputFields, Field);
    }

    private static void Field(Utf8JsonWriter json, DsmFieldInfo field)
    {
        json.Member("name"u8, field.Name);
        json.Member("offset"u8, field.Offset);
        json.Member("size"u8, field.Size);
        json.Member("kind"u8, field.Kind);
        json.Member("unit"u8, field.Unit);
        json.Member("description"u8, field.Description);
        json.Member("values"u8, field.Values);
        json.Member("required"u8, field.Required);
        json.Member("minimum"u8, field.Minimum);
        json.Member("maximum"u8, field.Maximum);
        json.Member("countedBy"u8, field.CountedBy);
        json.Member("validWhen"u8, field.ValidWhen);
        json.Member("notReported"u8, field.NotReported);
        json.Member("secret"u8, field.Secret);
        json.Objects("elements"u8, field.Elements, Field);
    }
}
