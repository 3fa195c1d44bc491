using System.Globalization;
using NvdimmPS.Findings;
using NvdimmPS.Findings.Policies;

namespace NvdimmPS.Labels;

/// <summary>The labels of one namespace, held against each other: each place of the set once, on DIMMs of one region.</summary>
internal static class LabelSets
{
    public static IEnumerable<HealthFinding> Check(IReadOnlyList<LabelSubject> subjects, bool isWholeMachine, DateTime now)
    {
        var sets = subjects
            .SelectMany(s => s.Area.Labels.Where(l => l.Valid && l.IsOfNamespace && !l.IsBlank).Select(l => (Subject: s, Label: l)))
            .GroupBy(x => x.Label.Uuid);
        return sets.SelectMany(set => Set([.. set], subjects, isWholeMachine, now));
    }

    private static List<HealthFinding> Set(List<(LabelSubject Subject, NvdimmLabel Label)> set, IReadOnlyList<LabelSubject> subjects,
        bool isWholeMachine, DateTime now)
    {
        var (area, first) = (set[0].Subject.Area, set[0].Label);
        var writer = new FindingWriter(HealthPolicy.BuiltIn, area.Source, area.Time, now);
        var findings = new List<HealthFinding>();
        var who = Named(first);
        void Add(FindingKind kind, params string?[] values) =>
            findings.Add(writer.OfDimm(kind, area.Name, area.Dimm, area.UniqueId, [who, .. values]));

        foreach (var twice in set.GroupBy(x => (x.Subject.Area.Name, x.Label.Position)).Where(g => g.Count() > 1))
        {
            Add(LabelFindingKinds.LabelTwice, twice.Key.Name, $"slots {string.Join(", ", twice.Select(x => x.Label.Slot))}");
        }

        var isCxl = first.Form == nameof(LabelForm.CxlNamespace);
        if ((!isCxl && set.Exists(x => x.Label.Count != first.Count || x.Label.Cookie != first.Cookie))
            || set.Exists(x => x.Label.Name != first.Name || x.Label.SectorSize != first.SectorSize || x.Label.Size != first.Size))
        {
            Add(LabelFindingKinds.SetDiffers, string.Join(", ", set.Select(x => string.Create(CultureInfo.InvariantCulture,
                $"{x.Subject.Area.Name} slot {x.Label.Slot}: {Plural.Of(x.Label.Count, "label")}, {x.Label.Size} bytes, "
                    + $"'{x.Label.Name}'"))));
        }

        // A CXL namespace counts ranges, and not DIMMs.
        if (isCxl)
        {
            return findings;
        }

        var places = set.Select(x => x.Label.Position).ToList();
        var wrong = places.FindAll(p => p >= first.Count).Concat(
            set.GroupBy(x => x.Label.Position).Where(g => g.Select(x => x.Subject.Area.Name).Distinct().Count() > 1).Select(g => g.Key));
        if (wrong.Distinct().Order().ToList() is { Count: > 0 } bad)
        {
            Add(LabelFindingKinds.SetPosition, $"position {Listed(bad)} of {first.Count}");
        }

        var missing = Enumerable.Range(0, first.Count).Except(places).ToList();
        if (missing.Count > 0)
        {
            Add(isWholeMachine || AreAllThere(set, subjects) ? LabelFindingKinds.SetIncomplete : LabelFindingKinds.NotChecked,
                $"position {Listed(missing)} of {first.Count} {(isWholeMachine ? "on no DIMM" : "not among these")}");
        }

        return findings;
    }

    /// <summary>True where the areas of all DIMMs are given of the region that the set belongs to.</summary>
    private static bool AreAllThere(List<(LabelSubject Subject, NvdimmLabel Label)> set, IReadOnlyList<LabelSubject> subjects) =>
        set[0].Subject.Regions?.FirstOrDefault(r => r.InterleaveSetCookie == set[0].Label.InterleaveSetCookie) is { } region
            && region.Dimms.All(d => subjects.Any(s => s.Area.Dimm == d));

    /// <summary>A label may claim 65,535 of a set.</summary>
    private static string Listed(List<int> places) =>
        ErrorText.Shortened([.. places.Select(p => p.ToString(CultureInfo.InvariantCulture))]);

    private static string Named(NvdimmLabel label) =>
        label.Name.Length == 0 ? $"namespace {label.Uuid}" : $"namespace {label.Uuid} '{label.Name}'";
}
