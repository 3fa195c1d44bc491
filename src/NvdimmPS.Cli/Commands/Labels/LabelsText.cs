using System.Globalization;
using System.Text.Json;
using NvdimmPS.Changes;
using NvdimmPS.Dsm;

namespace NvdimmPS.Cli;

/// <summary>What <c>nvdimm labels</c> prints.</summary>
internal static class LabelsText
{
    public static void Write(Session session, IReadOnlyList<NvdimmLabelArea> areas)
    {
        if (session.Json)
        {
            JsonText.WriteList(session.Out, "areas", areas, Area);
            return;
        }

        var table = new TextTable("DIMM", "VERSION", "INDEX", "SLOTS", "USED", "SLOT", "UUID", "NAME", "POSITION", "START", "SIZE");
        foreach (var area in areas)
        {
            string?[] own = [area.Dimm ?? area.Path, area.Version, Number(area.CurrentIndex), Number(area.Slots), Number(area.UsedSlots)];
            if (area.Labels.Count == 0)
            {
                table.Add([.. own, null, null, null, null, null, null]);
            }

            foreach (var label in area.Labels)
            {
                table.Add([.. own, Number<int>(label.Slot), $"{label.Uuid}", label.Name, $"{label.Position}/{label.Count}",
                    $"0x{label.Start:x}", Number<ulong>(label.Size)]);
            }
        }

        table.Write(session.Out);
    }

    public static void Write(Session session, IReadOnlyList<HealthFinding> findings)
    {
        if (session.Json)
        {
            JsonText.WriteList(session.Out, "findings", findings, FindingText.Members);
            return;
        }

        FindingText.Write(session, findings);
        if (findings.Count == 0)
        {
            session.Note("nothing wrong was found");
        }
    }

    public static void Write(Session session, ChangePlan plan)
    {
        session.Out.WriteLine($"{plan.Target}: {Printable.Line(plan.Action)}: {Plural.Of(plan.Steps.Count, "step")}");
        foreach (var change in plan.Values)
        {
            session.Out.WriteLine("  " + Printable.Line(change.ToString()));
        }
    }

    /// <summary>What became of each DIMM, in order.</summary>
    public static void Write(Session session, IReadOnlyList<LabelImportOutcome> outcomes) =>
        JsonText.WriteList(session.Out, "results", outcomes, (json, outcome) =>
        {
            json.WriteString("target", outcome.Target);
            json.WriteString("state", outcome.State);
            json.WriteStartArray("changes");
            foreach (var change in outcome.Plan?.Values ?? [])
            {
                json.WriteStartObject();
                json.WriteString("field", change.Field);
                json.WriteString("old", change.Old);
                json.WriteString("new", change.New);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            JsonText.WriteError(json, outcome.Failure);
        });

    private static void Area(Utf8JsonWriter json, NvdimmLabelArea area)
    {
        json.WriteString("dimm", area.Dimm);
        json.WriteString("path", area.Path);
        json.WriteString("serial", area.Serial);
        json.WriteString("uniqueId", area.UniqueId);
        json.WriteNumber("size", area.Size);
        json.WriteString("version", area.Version);
        FieldJson.WriteNumber(json, "currentIndex", area.CurrentIndex);
        FieldJson.WriteNumber(json, "slots", area.Slots);
        FieldJson.WriteNumber(json, "usedSlots", area.UsedSlots);
        json.WriteStartArray("labels");
        foreach (var label in area.Labels)
        {
            json.WriteStartObject();
            json.WriteNumber("slot", label.Slot);
            json.WriteString("uuid", label.Uuid);
            json.WriteString("name", label.Name);
            json.WriteNumber("position", label.Position);
            json.WriteNumber("count", label.Count);
            json.WriteString("interleaveSetCookie", label.InterleaveSetCookie);
            json.WriteNumber("sectorSize", label.SectorSize);
            json.WriteNumber("start", label.Start);
            json.WriteNumber("size", label.Size);
            json.WriteBoolean("valid", label.Valid);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string? Number<T>(T? value)
        where T : struct, IFormattable => value?.ToString(null, CultureInfo.InvariantCulture);
}
