using System.Globalization;
using System.Text.Json;
using NvdimmPS.Changes;

namespace NvdimmPS.Cli;

/// <summary>What <c>nvdimm labels</c> prints.</summary>
internal static class LabelsText
{
    public static void Write(Session session, IReadOnlyList<NvdimmLabelArea> areas)
    {
        if (session.Json)
        {
            Json(session, "areas", areas, Area);
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
            Json(session, "findings", findings, (json, finding) =>
            {
                json.WriteString("id", finding.Id);
                json.WriteString("severity", finding.Severity);
                json.WriteString("target", finding.Target);
                json.WriteString("evidence", finding.Evidence);
                json.WriteString("remedy", finding.Remedy);
            });
            return;
        }

        foreach (var finding in findings)
        {
            var line = $"{finding.Id} {finding.Severity} {finding.Evidence} {finding.Remedy}";
            session.Out.WriteLine(Printable.Line(line, Printable.MostOfMessage));
        }

        if (findings.Count == 0)
        {
            session.Note("nothing wrong was found");
        }
    }

    public static void Write(Session session, ChangePlan plan)
    {
        if (session.Json)
        {
            Json(session, "changes", plan.Values, (json, change) =>
            {
                json.WriteString("target", plan.Target);
                json.WriteString("field", change.Field);
                json.WriteString("old", change.Old);
                json.WriteString("new", change.New);
            });
            return;
        }

        session.Out.WriteLine($"{plan.Target}: {Printable.Line(plan.Action)}: {plan.Steps.Count} steps");
        foreach (var change in plan.Values)
        {
            session.Out.WriteLine("  " + Printable.Line(change.ToString()));
        }
    }

    private static void Area(Utf8JsonWriter json, NvdimmLabelArea area)
    {
        json.WriteString("dimm", area.Dimm);
        json.WriteString("path", area.Path);
        json.WriteString("serial", area.Serial);
        json.WriteString("uniqueId", area.UniqueId);
        json.WriteNumber("size", area.Size);
        json.WriteString("version", area.Version);
        Value(json, "currentIndex", area.CurrentIndex);
        Value(json, "slots", area.Slots);
        Value(json, "usedSlots", area.UsedSlots);
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

    private static void Value(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void Json<T>(Session session, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write) =>
        JsonText.Write(session.Out, JsonText.Build(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("version", JsonText.Version);
            json.WriteStartArray(name);
            foreach (var item in items)
            {
                json.WriteStartObject();
                write(json, item);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }));

    private static string? Number<T>(T? value)
        where T : struct, IFormattable => value?.ToString(null, CultureInfo.InvariantCulture);
}
