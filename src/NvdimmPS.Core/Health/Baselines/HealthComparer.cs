using System.Globalization;

namespace NvdimmPS.Health.Baselines;

/// <summary>Compares the health of DIMMs with a baseline.</summary>
internal static class HealthComparer
{
    private const double LeastDays = 1.0 / 24;

    /// <summary>One comparison a DIMM, then those that are missing.</summary>
    /// <param name="baseline">Their health at an earlier time.</param>
    /// <param name="now">Their health now.</param>
    /// <param name="isAll">Whether these are all DIMMs of the machine, so that one can be missing.</param>
    public static IEnumerable<HealthComparison> Compare(HealthBaseline baseline, IReadOnlyList<NvdimmHealth> now, bool isAll)
    {
        foreach (var dimm in now)
        {
            yield return baseline.Find(dimm) is { } before ? Compare(before, dimm) : New(dimm);
        }

        foreach (var gone in isAll ? baseline.Missing(now) : [])
        {
            yield return Missing(gone);
        }
    }

    private static HealthComparison Compare(NvdimmHealth before, NvdimmHealth now)
    {
        var used = Grown(Used(now) - Used(before));
        var worn = HealthTable.Reported.Where(p => p.Worse is not null).ToDictionary(p => p.Name, p => (By: Worn(p, before, now), p.Worse));
        var days = before.Time == default ? 0 : (now.Time - before.Time).TotalDays;
        var causes = now.Causes.Where(c => !before.Causes.Any(b => b.Id == c.Id)).Select(c => $"{c.Id}: {c.Meaning}");
        string?[] worse =
        [
            Rank(now.HealthStatus) > Rank(before.HealthStatus) ? $"{before.HealthStatus} became {now.HealthStatus}" : null,
            .. causes,
            used > 0 ? Number($"{used} % of the rated life used") : null,
            .. worn.Values.Select(w => w.By > 0 ? Number($"{w.By}{w.Worse}") : null),
        ];
        var sentences = worse.OfType<string>().ToArray();
        return new HealthComparison
        {
            Dimm = now.Dimm,
            Host = now.Host,
            UniqueId = now.UniqueId,
            Change = sentences.Length > 0 ? "Worse" : Rank(now.HealthStatus) < Rank(before.HealthStatus) ? "Better" : "Same",
            Worse = sentences,
            StatusBefore = before.HealthStatus,
            Status = now.HealthStatus,
            LifeUsed = used,
            LifeUsedPerDay = days >= LeastDays ? used / days : null,
            NewDirtyShutdowns = (ulong?)worn[nameof(NvdimmHealth.DirtyShutdownCount)].By,
            SparesLost = (int?)worn[nameof(NvdimmHealth.SparesRemaining)].By,
            HighestTemperature = before.MediaTemperature is null || now.MediaTemperature > before.MediaTemperature
                ? now.MediaTemperature
                : before.MediaTemperature,
            FirmwareBefore = before.FirmwareVersion,
            Firmware = now.FirmwareVersion,
            BaselineTime = before.Time == default ? null : before.Time,
            Time = now.Time,
            Source = now.Source,
        };
    }

    private static HealthComparison New(NvdimmHealth now) => new()
    {
        Dimm = now.Dimm, Host = now.Host, UniqueId = now.UniqueId, Change = "New", Worse = [], Status = now.HealthStatus,
            HighestTemperature = now.MediaTemperature, Firmware = now.FirmwareVersion, Time = now.Time, Source = now.Source,
    };

    private static HealthComparison Missing(NvdimmHealth before) => new()
    {
        Dimm = before.Dimm,
        Host = before.Host,
        UniqueId = before.UniqueId,
        Change = "Missing",
        Worse = ["it is not there any more"],
        StatusBefore = before.HealthStatus,
        HighestTemperature = before.MediaTemperature,
        FirmwareBefore = before.FirmwareVersion,
        BaselineTime = before.Time == default ? null : before.Time,
        Source = before.Source,
    };

    /// <summary>Wear does not go back: where its figure does, it counts something else by now.</summary>
    private static int? Grown(int? figure) => figure < 0 ? null : figure;

    /// <summary>By how much a percentage fell or a count grew; a decimal holds every count.</summary>
    private static decimal? Worn(HealthProperty property, NvdimmHealth before, NvdimmHealth now) =>
        property.Get(before) is { } then && property.Get(now) is { } since
            && Convert.ToDecimal(since, CultureInfo.InvariantCulture) - Convert.ToDecimal(then, CultureInfo.InvariantCulture) is var more
            && (property.Kind == HealthKind.Percent ? -more : more) is >= 0 and var worn ? worn : null;

    private static int? Used(NvdimmHealth health) => health.PercentageUsed ?? 100 - health.LifeRemaining;

    /// <summary>Not to know is worse than to know of nothing, and better than to know of something.</summary>
    private static int Rank(string status) => status switch
    {
        nameof(HealthStatus.Healthy) => 0,
        nameof(HealthStatus.Unknown) => 1,
        nameof(HealthStatus.Warning) => 2,
        _ => 3,
    };

    private static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
