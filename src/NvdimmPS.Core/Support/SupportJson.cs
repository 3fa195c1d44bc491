using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using NvdimmPS.Tracing;

namespace NvdimmPS.Support;

/// <summary>Objects as the files of a bundle: every property under its own name, null with its reason beside it.</summary>
internal static class SupportJson
{
    public static byte[] Of<T>(T value, JsonTypeInfo<T> shape) => JsonSerializer.SerializeToUtf8Bytes(value, shape);
}

/// <summary>What one error log gave, and in words what is missing of it.</summary>
internal sealed record SupportErrorLog(string Log, string Level, int Lost, string? Missing, IReadOnlyList<NvdimmErrorLogEntry> Entries);

/// <summary>The bad blocks of the machine, and what is wrong with those that are not told.</summary>
internal sealed record SupportBadBlocks(IReadOnlyList<NvdimmBadBlockRange> Ranges, IReadOnlyList<string> Problems);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DictionaryKeyPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(TraceHost))]
[JsonSerializable(typeof(IReadOnlyList<NvdimmBus>))]
[JsonSerializable(typeof(IReadOnlyList<NvdimmDevice>))]
[JsonSerializable(typeof(IReadOnlyList<NvdimmRegion>))]
[JsonSerializable(typeof(IReadOnlyList<NvdimmNamespace>))]
[JsonSerializable(typeof(IReadOnlyList<HealthFinding>))]
[JsonSerializable(typeof(IReadOnlyList<SupportErrorLog>))]
[JsonSerializable(typeof(SupportBadBlocks))]
[JsonSerializable(typeof(NvdimmScrubResult))]
[JsonSerializable(typeof(NvdimmHealth))]
[JsonSerializable(typeof(NvdimmFirmware))]
[JsonSerializable(typeof(NvdimmThreshold))]
[JsonSerializable(typeof(NvdimmSecurity))]
[JsonSerializable(typeof(NvdimmPerformance))]
[JsonSerializable(typeof(NvdimmCapacity))]
[JsonSerializable(typeof(NvdimmPlatformConfiguration))]
[JsonSerializable(typeof(NvdimmLabelArea))]
internal sealed partial class SupportShapes : JsonSerializerContext;
