namespace NvdimmPS.Cli;

/// <summary>Decoded bytes as text.</summary>
internal static class DecodeText
{
    public static void Write(TextWriter output, DsmPayload p)
    {
        output.WriteLine($"{p.Family} {p.Function} {p.FunctionName} ({p.Title}), {p.Direction.ToLowerInvariant()}, "
            + Plural.Of(p.Length, "byte"));
        if (p.Status is not null)
        {
            output.WriteLine($"  status   {p.Status} (0x{p.StatusCode:x8}): {p.StatusMessage}");
        }

        if (p.Generation is not null)
        {
            output.WriteLine($"  version  {p.Generation}: {p.GenerationReason}");
        }

        if (p.ExtraBytes > 0)
        {
            var (stand, were) = p.ExtraBytes == 1 ? ("stands", "was") : ("stand", "were");
            output.WriteLine($"  note     {Plural.Of(p.ExtraBytes, "byte")} {stand} behind the last field and {were} not looked at");
        }

        if (!p.HasLayout)
        {
            output.WriteLine("  note     no public document has its layout, so the bytes are not decoded");
        }

        output.WriteLine();
        if (p.Fields.Count > 0)
        {
            var table = new TextTable("FIELD", "OFFSET", "LENGTH", "RAW", "VALID", "VALUE");
            p.Fields.ToList().ForEach(f => Add(table, f, string.Empty));
            table.Write(output, "  ");
            output.WriteLine();
        }
        else if (p.Bytes is byte[] { Length: > 0 } bytes)
        {
            HexDump.Write(output, "Bytes", bytes, []);
            output.WriteLine();
        }
        else if (p.Length > 0)
        {
            output.WriteLine($"  {p.Hex}\n");
        }
    }

    private static void Add(TextTable table, DsmFieldValue field, string indent)
    {
        var raw = field.Raw.Length > 16 ? field.Raw[..16] + "…" : field.Raw;
        table.Add(indent + field.Name, $"{field.Offset}", $"{field.Length}", raw, field.Valid ? "yes" : "no", field.Text);
        foreach (var part in (field.Value as DsmFieldValue[][] ?? []).SelectMany(record => record))
        {
            Add(table, part, indent + "  ");
        }
    }
}
