using NvdimmPS.Inventory;

namespace NvdimmPS.ModuleLogs;

/// <summary>
/// What is known of error logs already: the entries of an earlier read, or when a DIMM was looked at last. An entry's number is exact;
/// a time goes by the module's clock, which the platform sets.
/// </summary>
public sealed class KnownErrorLogs
{
    private readonly Dictionary<(string Key, string Log, string Level), (ushort Number, DateTime Read)> _numbers = [];
    private readonly Dictionary<string, DateTime> _times = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Entries before this are known, of DIMMs of which nothing else is.</summary>
    public DateTime? Since { get; init; }

    /// <summary>Takes an entry of an earlier read, in any order.</summary>
    public void Add(string dimm, string? uniqueId, string log, string level, int number, DateTime read)
    {
        if (number is < 1 or > ushort.MaxValue)
        {
            return;
        }

        var place = (Key(dimm, uniqueId), log.ToUpperInvariant(), level.ToUpperInvariant());
        if (!_numbers.TryGetValue(place, out var known) || read > known.Read
            || (read == known.Read && ErrorLogReader.IsBehind(known.Number, (ushort)number)))
        {
            _numbers[place] = ((ushort)number, read);
        }
    }

    /// <summary>Takes when a DIMM was looked at last (UTC).</summary>
    public void Add(string dimm, string? uniqueId, DateTime time) => _times[Key(dimm, uniqueId)] = time;

    /// <summary>The number of the last entry of a log that is known; null where none is.</summary>
    internal ushort? After(NvdimmDevice device, string log, string level) => _numbers.TryGetValue(
        (Key(device.Name, device.UniqueId), log.ToUpperInvariant(), level.ToUpperInvariant()), out var known) ? known.Number : null;

    /// <summary>Whether an entry that is there is a new one. One without a time may be.</summary>
    internal bool IsNew(NvdimmDevice device, NvdimmErrorLogEntry entry) =>
        !((_times.TryGetValue(Key(device.Name, device.UniqueId), out var time) ? time : Since) is { } since && entry.Time < since);

    private static string Key(string dimm, string? uniqueId) => (uniqueId ?? dimm).ToUpperInvariant();
}
