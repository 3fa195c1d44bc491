namespace NvdimmPS.Cli;

/// <summary>Answers and explanations as text.</summary>
internal static class DsmText
{
    public static void Write(TextWriter output, DsmOutcome outcome, bool hex, bool raw)
    {
        if (outcome is not { Result: { } r, Request: { } request })
        {
            return;
        }

        var command = r.VendorCommand is null ? string.Empty : $", {r.VendorCommand}";
        output.WriteLine($"{r.Target}: {r.Family} {r.Function} {r.FunctionName}{command}");
        output.WriteLine($"  status   {r.Status}{(r.StatusCode is { } code ? $" (0x{code:x8})" : "")}: {r.StatusMessage}");
        output.WriteLine($"  route    {(r.Route == "Call" ? "generic call" : "legacy command")}, {r.Latency.TotalMicroseconds:0.#} µs, "
            + $"{r.Source.ToLowerInvariant()}");
        if (r.Truncated)
        {
            output.WriteLine($"  cut off  the firmware returned {r.FirmwareSize} bytes, there was room for {r.OutputBytes.Length}: say "
                + $"a larger --output-size");
        }

        if (r.Fields.Count > 0)
        {
            output.WriteLine();
            WriteFields(output, r.Fields);
        }

        if (hex)
        {
            output.WriteLine();
            WriteRequest(output, request);
        }

        if (hex || raw || (r.Fields.Count == 0 && r.OutputBytes.Length > sizeof(uint)))
        {
            output.WriteLine();
            var status = r.StatusCode is null ? [] : new[] { (0, "Status") };
            HexDump.Write(output, "Reply", r.OutputBytes, [.. status, .. r.Fields.Select(f => (f.Offset, f.Name))]);
        }

        output.WriteLine();
    }

    public static void Write(TextWriter output, DsmExplanation e, DsmBytes? request)
    {
        output.WriteLine($"{e.Target}: {e.Family} {e.Function} {e.FunctionName} ({e.Title}) would be sent; nothing was.");
        output.WriteLine($"  danger   {e.Danger.ToLowerInvariant()}{(e.Sensitive ? ", sensitive" : "")}");
        output.WriteLine($"  ioctl    {e.Request} ({e.Command}), {e.Length} bytes, node opened "
            + $"{(e.Access == "ReadOnly" ? "read-only" : "for reading and writing")}");
        foreach (var note in e.Notes)
        {
            output.WriteLine($"  note     {note}");
        }

        foreach (var change in e.Changes)
        {
            output.WriteLine($"  change   {change.Field}: {change.Old}{(change.Differs ? $" -> {change.New}" : ", and stays so")}");
        }

        output.WriteLine();
        var table = new TextTable("OFFSET", "LENGTH", "PART", "FIELD", "VALUE", "BYTES", "MEANING");
        foreach (var row in e.Rows)
        {
            table.Add($"{row.Offset}", $"{row.Length}", row.Section, row.Field, row.Value, Shorten(row.Bytes), row.Description);
        }

        table.Write(output);
        if (request is not null)
        {
            output.WriteLine();
            WriteRequest(output, request);
        }

        output.WriteLine();
    }

    private static void WriteRequest(TextWriter output, DsmBytes request) =>
        HexDump.Write(output, request.Note is null ? "Request" : $"Request ({request.Note})", request.Bytes, request.Fields);

    private static void WriteFields(TextWriter output, IReadOnlyList<DsmFieldValue> fields, string indent = "  ")
    {
        var table = new TextTable("FIELD", "VALUE", "MEANING");
        foreach (var field in fields)
        {
            table.Add(field.Name, field.Text, field.Description);
            foreach (var (record, i) in (field.Value as DsmFieldValue[][] ?? []).Select((record, i) => (record, i)))
            {
                foreach (var part in record)
                {
                    table.Add($"  [{i}] {part.Name}", part.Text, part.Description);
                }
            }
        }

        table.Write(output, indent);
    }

    private static string Shorten(string digits) => digits.Length > 32 ? digits[..32] + "…" : digits;
}
