using NvdimmPS.Dsm;

namespace NvdimmPS;

/// <summary>The answer to one call.</summary>
public sealed class DsmResult
{
    internal DsmResult()
    {
    }

    /// <summary>The DIMM or bus that answered.</summary>
    public required string Target { get; init; }

    /// <summary>The DIMM, or null for a call to a bus.</summary>
    public string? Dimm { get; init; }

    /// <summary>The bus, or null where the call went to a DIMM.</summary>
    public string? Bus { get; init; }

    /// <summary>The family's name.</summary>
    public required string Family { get; init; }

    /// <summary>The function's number.</summary>
    public required uint Function { get; init; }

    /// <summary>The function's name.</summary>
    public required string FunctionName { get; init; }

    /// <summary>The vendor's command that was passed through, such as <c>08:00 GetHealthLog</c>; null for any other function.</summary>
    public string? VendorCommand { get; init; }

    /// <summary><c>Call</c> or <c>Legacy</c>.</summary>
    public required string Route { get; init; }

    /// <summary>The firmware's status in a word.</summary>
    public required string Status { get; init; }

    /// <summary>The whole status word; null where the answer has none.</summary>
    public uint? StatusCode { get; init; }

    /// <summary>The firmware's status in a sentence.</summary>
    public required string StatusMessage { get; init; }

    /// <summary>The decoded fields; empty for a raw call or an unknown layout.</summary>
    public required ItemList<DsmFieldValue> Fields { get; init; }

    /// <summary>The version of the specification by which the answer was read; null where there is only one form.</summary>
    public string? Generation { get; init; }

    /// <summary>How that version was found out.</summary>
    public string? GenerationReason { get; init; }

    /// <summary>
    /// The input payload as sent, as hexadecimal digits; empty for a sensitive function, whose input may be a passphrase. Of an array
    /// Export-Csv writes the type's name and ConvertTo-Json a number a line, so the bytes are a method here, and in PowerShell
    /// <c>InputBytes</c>, which neither of them takes.
    /// </summary>
    public string InputHex => HexText.Format(InputBytes);

    /// <summary>The output payload as received, status word first, as hexadecimal digits; <c>OutputBytes</c> in PowerShell.</summary>
    public string OutputHex => HexText.Format(OutputBytes);

    /// <summary>How many bytes the firmware returned; null where the kernel's provider does not say.</summary>
    public long? FirmwareSize { get; init; }

    /// <summary>True where the firmware had more to say than there was room for.</summary>
    public required bool Truncated { get; init; }

    /// <summary>The ioctl's return value: 0, or the bytes that a legacy command left unfilled.</summary>
    public required int ReturnValue { get; init; }

    /// <summary>How long the ioctl took, in milliseconds.</summary>
    public double LatencyMs => Latency.TotalMilliseconds;

    /// <summary>When it was sent (UTC).</summary>
    public required DateTime Time { get; init; }

    /// <summary><c>Device</c> or <c>Simulated</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The same as a span of time.</summary>
    internal TimeSpan Latency { get; init; }

    internal byte[] InputBytes { get; init; } = [];

    internal byte[] OutputBytes { get; init; } = [];

    /// <summary>The input payload as sent.</summary>
    public byte[] GetInputBytes() => [.. InputBytes];

    /// <summary>The output payload as received.</summary>
    public byte[] GetOutputBytes() => [.. OutputBytes];

    /// <summary>What the answer was read by.</summary>
    internal DsmFunction? Definition { get; init; }

    /// <summary>The words of a mask; none where it is not reported.</summary>
    internal string[] Words(string field) => Find(field)?.Value as string[] ?? [];

    /// <summary>The field of a name; null where this answer has none.</summary>
    /// <exception cref="ArgumentException">No answer of this function ever has one: the name is misspelt.</exception>
    public DsmFieldValue? Find(string name)
    {
        // By index: it is asked for many names.
        for (var i = 0; i < Fields.Count; i++)
        {
            if (Fields[i].Name == name)
            {
                return Fields[i];
            }
        }

        return Definition is not { Origin: null } || Definition.MayAnswer(name) ? null
            : throw new ArgumentException($"No form of {Definition} has a field '{name}'.", nameof(name));
    }
}
