using System.Globalization;
using System.Text.Json;
using NvdimmPS.Dsm;
using NvdimmPS.InfoBlocks.Sector;

namespace NvdimmPS.Cli;

/// <summary>What <c>nvdimm namespaces</c> prints.</summary>
internal static class NamespacesText
{
    public static void Write(Session session, IReadOnlyList<NvdimmNamespaceTest> tests)
    {
        if (session.Json)
        {
            JsonText.WriteList(session.Out, "tests", tests, Test);
            return;
        }

        var table = new TextTable("TARGET", "POSSIBLE", "MODE", "SIZE", "USABLE", "LEAST", "MOST", "UNIT");
        foreach (var test in tests)
        {
            table.Add(test.Target, test.Possible ? "yes" : "no", test.Mode, TextTable.Size(test.Size),
                TextTable.Size(test.UsableSize), TextTable.Size(test.MinimumSize), TextTable.Size(test.MaximumSize),
                TextTable.Size(test.SizeUnit));
        }

        table.Write(session.Out);
        FindingText.Write(session, tests.SelectMany(t => t.Findings));
    }

    public static void Write(Session session, IReadOnlyList<(string Name, SectorReport? Report, Failure? Failure)> checks)
    {
        if (session.Json)
        {
            JsonText.WriteList(session.Out, "checks", checks, (json, check) =>
            {
                json.WriteString("namespace", check.Name);
                FieldJson.WriteNumber(json, "arenas", check.Report?.Arenas);
                FieldJson.WriteNumber(json, "sectors", check.Report?.Sectors);
                FieldJson.WriteNumber(json, "sectorSize", check.Report?.SectorSize);
                FindingText.Write(json, check.Report?.Findings ?? []);
                JsonText.WriteError(json, check.Failure);
            });
        }
        else
        {
            foreach (var (name, report, _) in checks.Where(c => c.Report is not null))
            {
                var sectors = report!.SectorSize is { } size ? $"{Number(report.Sectors)} sectors of {Number(size)} bytes" : "no sectors";
                session.Out.WriteLine($"{name}: {Plural.Of(report.Arenas, "arena")}, {sectors}: {(report.IsGood ? "good" : "damaged")}");
                FindingText.Write(session, report.Findings);
            }
        }

        foreach (var (_, _, failure) in checks)
        {
            if (failure is not null)
            {
                session.Report(failure);
            }
        }

        if (checks.Count == 0)
        {
            session.Note("there is no disabled sector namespace");
        }
    }

    private static void Test(Utf8JsonWriter json, NvdimmNamespaceTest test)
    {
        json.WriteString("target", test.Target);
        json.WriteString("region", test.Region);
        json.WriteString("namespace", test.Namespace);
        json.WriteBoolean("possible", test.Possible);
        json.WriteString("mode", test.Mode);
        json.WriteNumber("size", test.Size);
        json.WriteNumber("usableSize", test.UsableSize);
        json.WriteNumber("sizeUnit", test.SizeUnit);
        json.WriteNumber("minimumSize", test.MinimumSize);
        json.WriteNumber("maximumSize", test.MaximumSize);
        FieldJson.WriteNumber(json, "smallerSize", test.SmallerSize);
        FieldJson.WriteNumber(json, "largerSize", test.LargerSize);
        FieldJson.WriteNumber(json, "alignment", test.Alignment);
        json.WriteString("map", test.Map);
        FieldJson.WriteNumber(json, "sectorSize", test.SectorSize);
        FindingText.Write(json, test.Findings);
    }

    private static string Number(ulong value) => value.ToString(CultureInfo.InvariantCulture);
}
