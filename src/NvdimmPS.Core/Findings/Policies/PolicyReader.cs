using System.Globalization;
using NvdimmPS.Files;

namespace NvdimmPS.Findings.Policies;

/// <summary>From a file's values to a policy. All of it holds, or nothing of it.</summary>
internal static class PolicyReader
{
    private const string Forever = "forever";

    // A pattern's memory grows with the square of its length.
    private const int LongestPattern = 255;

    /// <exception cref="NvdimmException">Something in it is wrong; the message says where and what.</exception>
    public static HealthPolicy Read(DataNode root)
    {
        _ = root.Members("Version", "Limits", "Severities", "Mutes");
        var version = root["Version"] ?? throw root.Wrong("Version is missing", $"Write Version = {HealthPolicy.Version}.");
        if (version.Value is not (double)HealthPolicy.Version)
        {
            throw version.Wrong($"this NvdimmPS reads version {HealthPolicy.Version} only",
                $"Write Version = {HealthPolicy.Version}, or use a newer NvdimmPS.");
        }

        return new HealthPolicy
        {
            Limits = root["Limits"] is { } limits ? Limits(limits) : new HealthLimits(),
            Severities = root["Severities"] is { } severities
                ? severities.Members().ToDictionary(s => Id(s.Name!, s), s => s.Choice<FindingSeverity>("severity"),
                    StringComparer.OrdinalIgnoreCase)
                : HealthPolicy.BuiltIn.Severities,
            Mutes = root["Mutes"] is { } mutes ? [.. mutes.OneOrMore().Select(Mute)] : [],
        };
    }

    private static HealthLimits Limits(DataNode node)
    {
        _ = node.Members([.. PolicyLimits.All.Select(l => l.Name)]);
        return PolicyLimits.All.Aggregate(new HealthLimits(), (limits, limit) => node[limit.Name] is { } value
            ? limit.With(limits, value.Number(limit.Least, limit.Most))
            : limits);
    }

    private static HealthMute Mute(DataNode node)
    {
        _ = node.Members("Id", "Dimm", "Reason", "Until");
        DataNode Need(string name, NextStep next) => node[name] ?? throw node.Wrong($"{name} is missing", next);
        var id = Need("Id", "Say which finding is muted, such as NV1010.");
        var known = Id(id.Text(), id);
        var reason = Need("Reason", "Say why it is muted: whoever reads the report wants to know.").Text();
        var until = Until(Need("Until", $"Give a date such as 2027-01-31, or '{Forever}'."));
        var dimm = node["Dimm"];
        if (dimm?.Text().Length > LongestPattern)
        {
            throw dimm.Wrong($"it has {dimm.Text().Length:N0} characters, and no DIMM's name or id has more than {LongestPattern}",
                "Write a name, or a pattern such as nmem*.");
        }

        try
        {
            return new HealthMute(known, dimm?.Text(), reason, until);
        }
        catch (ArgumentException)
        {
            throw dimm!.Wrong($"'{Suggestion.Shown(dimm.Text())}' is no pattern", "Write a name, or a pattern such as nmem* or nmem[0-3].");
        }
    }

    private static string Id(string id, DataNode where) => FindingKinds.All.TryGetValue(id, out var kind) ? kind.Id
        : throw where.Wrong($"there is no finding '{Suggestion.Shown(id)}'", FindingErrors.Known(id));

    /// <summary>A day counts to its end (UTC).</summary>
    private static DateTime? Until(DataNode node)
    {
        var text = node.Text();
        if (string.Equals(text, Forever, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day < DateOnly.MaxValue)
        {
            return day.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        }

        return text.Contains('T', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.UtcDateTime
            : throw node.Wrong($"'{Suggestion.Shown(text)}' is no date",
                $"Write it as 2027-01-31, as 2027-01-31T18:00:00Z, or '{Forever}'.");
    }
}
