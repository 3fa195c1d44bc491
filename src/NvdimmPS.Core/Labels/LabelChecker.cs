using System.Globalization;
using NvdimmPS.Findings;
using NvdimmPS.Findings.Policies;

namespace NvdimmPS.Labels;

/// <summary>What is judged together: an area, and what is known of the DIMM's regions.</summary>
/// <param name="Area">The area.</param>
/// <param name="Device">The DIMM; null where only the bytes are there.</param>
/// <param name="Regions">The regions on it; null where only the bytes are there.</param>
public sealed record LabelSubject(NvdimmLabelArea Area, NvdimmDevice? Device = null, IReadOnlyList<NvdimmRegion>? Regions = null);

/// <summary>
/// Says what is wrong with label areas: each by itself, against the regions on its DIMM, and the labels of one namespace against each
/// other. Reads nothing; what cannot be checked with what is given is said too.
/// </summary>
public static class LabelChecker
{
    /// <summary>The findings, DIMM by DIMM, then those of sets.</summary>
    /// <param name="subjects">The areas.</param>
    /// <param name="isWholeMachine">True where they are those of all DIMMs of a machine.</param>
    /// <param name="now">The time of the findings.</param>
    public static IReadOnlyList<HealthFinding> Check(IReadOnlyList<LabelSubject> subjects, bool isWholeMachine, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(subjects);
        var findings = new List<HealthFinding>();
        foreach (var subject in subjects)
        {
            var report = new LabelReport(subject.Area, now);
            Indexes(subject.Area, report);
            Labels(subject, subjects, report);
            findings.AddRange(report.Findings);
        }

        findings.AddRange(LabelSets.Check(subjects, isWholeMachine, now));
        return findings;
    }

    /// <summary>Whether the next index block of the two is written as it ought to be.</summary>
    internal static bool IsPairSound(NvdimmLabelArea area) =>
        area.CurrentIndex is { } current && area.Indexes[1 - current].Valid
            && LabelIndexes.Next((int)(area.Indexes[1 - current].Sequence & 3)) == (int)(area.Indexes[current].Sequence & 3);

    private static void Indexes(NvdimmLabelArea area, LabelReport report)
    {
        if (area.Indexes.All(i => i.Faults.Contains(nameof(LabelIndexFaults.Signature))))
        {
            report.Add(area.Span.ContainsAnyExcept((byte)0) ? LabelFindingKinds.NoIndex : LabelFindingKinds.NotInitialized,
                "neither block has a signature");
            return;
        }

        foreach (var index in area.Indexes)
        {
            foreach (var (kind, fields) in Kinds(index))
            {
                report.Add(kind, $"index {index.Index}", fields);
            }
        }

        if (!area.Initialized)
        {
            report.Add(LabelFindingKinds.NoIndex);
        }
        else if (area.Indexes.All(i => i.Valid) && !IsPairSound(area))
        {
            report.Add(LabelFindingKinds.IndexSequence, $"{area.Indexes[0].Sequence} and {area.Indexes[1].Sequence}",
                $"index {area.CurrentIndex} counts");
        }
    }

    private static IEnumerable<(FindingKind Kind, string Fields)> Kinds(NvdimmLabelIndex index)
    {
        var faults = index.Faults.Select(Enum.Parse<LabelIndexFaults>).Aggregate(LabelIndexFaults.None, (all, f) => all | f);
        (LabelIndexFaults Faults, FindingKind Kind, string Fields)[] table =
        [
            (LabelIndexFaults.Signature, LabelFindingKinds.IndexSignature, index.Signature),
            (LabelIndexFaults.LabelSize, LabelFindingKinds.IndexVersion, $"version {index.Version}, label size {index.LabelSize}"),
            (LabelIndexFaults.Checksum, LabelFindingKinds.IndexChecksum, $"0x{index.Checksum:x16}, and not 0x{index.ComputedChecksum:x16}"),
            (LabelIndexFaults.Sequence, LabelFindingKinds.IndexSequence, $"sequence {index.Sequence}"),
            (LabelIndexFaults.Offset | LabelIndexFaults.OtherOffset | LabelIndexFaults.LabelOffset, LabelFindingKinds.IndexPlace,
                $"own offset {index.Offset}, other {index.OtherOffset}, labels {index.LabelOffset}"),
            (LabelIndexFaults.Size | LabelIndexFaults.Slots, LabelFindingKinds.IndexSize, $"{index.Size} bytes, {index.Slots} slots"),
        ];
        return table.Where(row => (faults & row.Faults) != 0).Select(row => (row.Kind, row.Fields));
    }

    private static void Labels(LabelSubject subject, IReadOnlyList<LabelSubject> all, LabelReport report)
    {
        var labels = subject.Area.Labels.Where(l => l.Used).ToList();
        foreach (var label in labels)
        {
            if (label.IsBlank && label.Slot == 0) // its slot field and its checksum are right: zero
            {
                report.Add(LabelFindingKinds.LabelBlank, Slot(label));
            }
            else if (label.SlotField != (uint)label.Slot)
            {
                report.Add(LabelFindingKinds.SlotLeaked, Slot(label), $"what stands there says slot {label.SlotField}");
            }
            else if (!label.ChecksumValid)
            {
                report.Add(LabelFindingKinds.LabelChecksum, Slot(label), $"namespace {label.Uuid}");
            }
            else
            {
                Label(label, subject, all, report);
            }
        }

        Overlaps(labels.FindAll(l => l.Valid && l.IsOfNamespace && l.Size > 0), report);
    }

    private static void Label(NvdimmLabel label, LabelSubject subject, IReadOnlyList<LabelSubject> all, LabelReport report)
    {
        if (label.IsUpdating)
        {
            report.Add(LabelFindingKinds.LabelUpdating, Slot(label), $"namespace {label.Uuid}");
        }

        if (!label.IsOfNamespace)
        {
            return;
        }

        if (label.SectorSize is not (0 or 512 or 520 or 528 or 4096 or 4104 or 4160 or 4224))
        {
            report.Add(LabelFindingKinds.SectorSize, Slot(label), $"{label.SectorSize} bytes");
        }

        var regions = subject.Regions?.Where(r => r.Mappings.Any(m => m.Dimm == subject.Area.Dimm)).ToList();
        var mappings = regions?.Select(r => r.Mappings.First(m => m.Dimm == subject.Area.Dimm)).ToList();
        if (label.Size == 0 || label.End == ulong.MaxValue
            || mappings?.Exists(m => label.Start >= m.Offset && label.End - m.Offset <= m.Length) == false)
        {
            report.Add(LabelFindingKinds.LabelRange, Slot(label), string.Create(CultureInfo.InvariantCulture,
                $"{label.Size} bytes from 0x{label.Start:x}"));
        }

        if (regions is null)
        {
            report.NotChecked("cookies, ranges");
            return;
        }

        var matches = regions.ConvertAll(r => LabelCookie.Matches(label, r, Shown(r, all), subject.Device));
        if (matches.Contains(true))
        {
            return;
        }

        if (matches.Contains(null))
        {
            report.NotChecked($"the cookie of {Slot(label)}: sysfs shows the form of another label version");
        }
        else
        {
            report.Add(LabelFindingKinds.Cookie, Slot(label), $"namespace {label.Uuid}", $"cookie {label.InterleaveSetCookie}",
                string.Join(", ", regions.Select(r => $"{r.Name} {r.InterleaveSetCookie}")));
        }
    }

    /// <summary>
    /// Of what form the cookie is that sysfs shows for a region: that of its first DIMM's labels, and version 1.1's where the kernel
    /// refused that DIMM.
    /// </summary>
    private static LabelForm? Shown(NvdimmRegion region, IReadOnlyList<LabelSubject> all)
    {
        var first = region.Mappings.Count == 0 ? null : all.FirstOrDefault(s => s.Area.Dimm == region.Mappings[0].Dimm);
        return first is null ? null
            : first.Area.Version == "1.1" || first.Device is { Driver: null } ? LabelForm.Efi11
            : LabelForm.Efi12;
    }

    private static void Overlaps(List<NvdimmLabel> labels, LabelReport report)
    {
        labels.Sort((a, b) => a.Start.CompareTo(b.Start));
        NvdimmLabel? last = null; // the one that reaches furthest
        foreach (var label in labels)
        {
            if (last is not null && label.Start < last.End)
            {
                report.Add(LabelFindingKinds.LabelOverlap, $"{Slot(last)} and {Slot(label)}", string.Create(
                    CultureInfo.InvariantCulture, $"from 0x{label.Start:x}"));
            }

            last = last is null || label.End > last.End ? label : last;
        }
    }

    private static string Slot(NvdimmLabel label) => string.Create(CultureInfo.InvariantCulture, $"slot {label.Slot}");
}
