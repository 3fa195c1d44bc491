using NvdimmPS.Dsm;
using NvdimmPS.Inventory;

namespace NvdimmPS;

/// <summary>An entry of a module's error log. What is null was not reported; <see cref="Unavailable"/> says why.</summary>
public sealed class NvdimmErrorLogEntry
{
    /// <summary>The DIMM.</summary>
    public required string Dimm { get; init; }

    /// <summary>Vendor, place and date of manufacture, and serial number in one.</summary>
    public string? UniqueId { get; init; }

    /// <summary><c>Media</c> or <c>Thermal</c>.</summary>
    public required string Log { get; init; }

    /// <summary><c>Low</c> or <c>High</c>.</summary>
    public required string Level { get; init; }

    /// <summary>Its number in this log; after 65535 comes 1.</summary>
    public required int Sequence { get; init; }

    /// <summary>How many entries before it were overwritten before they could be read.</summary>
    public int LostBefore { get; init; }

    /// <summary>When, by the module's clock (UTC).</summary>
    public DateTime? Time { get; init; }

    /// <summary>What happened: such as <c>Uncorrectable</c>, or the alarm that a temperature tripped.</summary>
    public required string Type { get; init; }

    /// <summary>The address on the module.</summary>
    public ulong? Address { get; init; }

    /// <summary>The address on the media.</summary>
    public ulong? MediaAddress { get; init; }

    /// <summary>Bytes that are concerned.</summary>
    public ulong? Length { get; init; }

    /// <summary>What was going on.</summary>
    public string? Transaction { get; init; }

    /// <summary>What else is known of it: <c>Interrupt</c>, <c>Viral</c>.</summary>
    public required ItemList<string> Flags { get; init; }

    /// <summary>The temperature in °C.</summary>
    public double? Temperature { get; init; }

    /// <summary>Whose temperature: <c>Media</c> or <c>Controller</c>.</summary>
    public string? Sensor { get; init; }

    /// <summary>When it was read (UTC).</summary>
    public DateTime ReadTime { get; init; }

    /// <summary><c>Device</c>, <c>Simulated</c> or <c>Replayed</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Why a property is null: property name → reason.</summary>
    public IReadOnlyDictionary<string, string> Unavailable
    {
        get;
        init => field = UnavailableReasons.From(value);
    } = UnavailableReasons.None;

    internal static NvdimmErrorLogEntry From(NvdimmDevice device, string log, string level, ushort number, int lost, DsmFieldValue[] entry,
        DsmResult answer)
    {
        var reasons = new Dictionary<string, string>(StringComparer.Ordinal);
        var isMedia = log == "Media";
        var seconds = Take("Timestamp", nameof(Time)) as ulong?;
        DateTime? time = seconds <= (ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds((long)seconds.Value).UtcDateTime
            : null;
        if (seconds is not null && time is null)
        {
            reasons[nameof(Time)] = "the module's clock is beyond any calendar";
        }

        var exponent = Take("Range", nameof(Length)) as byte?;
        if (exponent > 63)
        {
            reasons[nameof(Length)] = $"2 to the power of {exponent} bytes is no length";
        }

        if (device.UniqueId is null)
        {
            reasons[nameof(UniqueId)] = device.Unavailable.GetValueOrDefault(nameof(device.UniqueId)) ?? "sysfs has none";
        }

        return new NvdimmErrorLogEntry
        {
            Dimm = device.Name,
            UniqueId = device.UniqueId,
            Log = log,
            Level = level,
            Sequence = number,
            LostBefore = lost,
            Time = time,
            Type = Field(isMedia ? "ErrorType" : "Reported")?.Value as string ?? "Unknown",
            Address = Take("Dpa", nameof(Address)) as ulong?,
            MediaAddress = Take("Pda", nameof(MediaAddress)) as ulong?,
            Length = exponent <= 63 ? 1UL << exponent.Value : null,
            Transaction = Take("TransactionType", nameof(Transaction)) as string,
            Flags = [.. (Field("Flags")?.Value as string[] ?? []).Where(w => w is not ("PdaValid" or "DpaValid"))],
            Temperature = Take("Temperature", nameof(Temperature)) as double?,
            Sensor = Take("Sensor", nameof(Sensor)) as string,
            ReadTime = answer.Time,
            Source = answer.Source,
            Unavailable = reasons,
        };

        DsmFieldValue? Field(string name) => Array.Find(entry, f => f.Name == name);

        object? Take(string name, string property)
        {
            if (Field(name) is not { } field)
            {
                reasons[property] = $"the {(isMedia ? "media" : "thermal")} log has none";
            }
            else if (field.Value is null)
            {
                reasons[property] = field.Reason!;
            }

            return Field(name)?.Value;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Dimm} {Log}/{Level} {Sequence} {Type}";
}
