using System.Globalization;
using System.Numerics;
using System.Text.Json;
using NvdimmPS.Dsm;
using NvdimmPS.Dsm.Vendor;

namespace NvdimmPS.Tests.Golden;

/// <summary>Bytes of vendor commands that were worked out from a description of them by someone who had not read the code.</summary>
public class GoldenVendorTests
{
    private static readonly JsonElement Root = GoldenFile.Load("optane/vendor-commands");

    /// <summary>Our names where the description's are short, or stand in front of the payload already.</summary>
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["Vid"] = "VendorId", ["Did"] = "DeviceId", ["Rid"] = "RevisionId", ["Ifc"] = "InterfaceCode", ["Fwr"] = "FirmwareVersion",
        ["Fswr"] = "FeatureSoftwareRequired", ["Rc"] = "RawCapacity", ["Mf"] = "Manufacturer", ["Sn"] = "SerialNumber", ["Pn"] = "PartNumber",
        ["DimmSku"] = "SkuFeatures", ["ApiVer"] = "FisVersion", ["DimmUid"] = "UniqueId", ["ActiveApiVer"] = "ActiveFisVersion",
        ["02:03 Status"] = "FipsStatus", ["08:04 Status"] = "OperationStatus", ["06:CA Opcode"] = "CommandOpcode", ["06:CA SubOpcode"] = "CommandSubOpcode",
        ["FD:05 Opcode"] = "CommandOpcode", ["FD:05 SubOpcode"] = "CommandSubOpcode", ["08:FF Opcode"] = "CommandOpcode", ["08:FF SubOpcode"] = "CommandSubOpcode",
        ["SequenceNum"] = "Sequence", ["FwRevision"] = "FirmwareVersion", ["FWImageMaxSize"] = "MaxImageSize", ["StagedFwRevision"] = "StagedFirmwareVersion",
        ["StagedFwActivatable"] = "StagedFirmwareActivatable", ["LastFwUpdateStatus"] = "LastUpdateStatus",
        ["Major"] = "MajorCheckpoint", ["Minor"] = "MinorCheckpoint", ["MR"] = "MediaReady", ["DT"] = "DdrtTrainingStarted", ["PCR"] = "PcrLocked",
        ["MBR"] = "MailboxReady", ["WTS"] = "WatchdogTripped", ["FRCF"] = "FastRefreshComplete", ["CR"] = "CreditReady", ["MD"] = "MediaDisabled",
        ["SVNDE"] = "SvnDowngradeEnabled", ["SVNCOIS"] = "SvnDowngradeEnabledOnce", ["DR"] = "AitDram", ["RR"] = "RebootRequired",
        ["LFOPB"] = "FatalLinkError", ["SVNWC"] = "OptInWindowClosed", ["DTS"] = "DdrtTraining", ["FAC"] = "FirmwareActivated",
    };

    /// <summary>Where the description leaves a choice, and ours is another one.</summary>
    private static readonly Dictionary<string, string> Different = new(StringComparer.Ordinal)
    {
        ["cel-entries-offset-16"] = "how many entries there are is in another answer; what stands behind them is no zeros",
    };

    public static TheoryData<string> Commands() => [.. Cases().Select(Code).Distinct()];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Each_case_decodes_to_its_fields(string code)
    {
        var problems = new List<string>();
        foreach (var item in Cases().Where(c => Code(c) == code && !c.TryGetProperty("fisStatus", out _)))
        {
            var fields = Decode(item, out var large);
            var name = item.GetProperty("name").GetString()!;
            var found = Problems(item, code, fields, large).ToList();
            problems.AddRange(Different.ContainsKey(name) ? [] : found.Select(p => $"{name}: {p}"));
            if (Different.ContainsKey(name) && found.Count == 0)
            {
                problems.Add($"{name} is said to differ, and does not");
            }
        }

        Assert.Empty(problems);
    }

    /// <summary>No byte of a passphrase is in what is decoded of a request, however it was cut.</summary>
    [Fact]
    public void Secrets_are_never_decoded()
    {
        var seen = 0;
        foreach (var item in Cases().Where(c => c.TryGetProperty("secret", out _)))
        {
            var (command, input) = (Command(item), GoldenFile.Hex(item, "input"));
            var function = VendorFunctions.Hide(VendorFunctions.Carrier, VendorFunctions.Wrap(command, input));
            Assert.True(function.IsSensitive && function.HasSecret);
            var shown = HexText.Format(VendorFunctions.Wrap(command, input), SecretRanges.InInput(function, input.Length + 8));
            var decoded = string.Join(' ', DsmDecoder.Decode(function.Input!, VendorFunctions.Wrap(command, input)).Select(f => $"{f} {f.Raw} {f.Value}"));
            foreach (var secret in item.GetProperty("secret").EnumerateArray().Select(s => s.GetString()!))
            {
                var hex = item.GetProperty("fields").TryGetProperty(secret, out var value) ? value.GetString()! : "474f4c44454e2d";
                if (hex.Trim('0').Length > 0)
                {
                    seen++;
                    Assert.DoesNotContain(hex[..8], decoded + shown.Replace(" ", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
                }
            }
        }

        Assert.True(seen > 10);
    }

    private static IEnumerable<JsonElement> Cases() =>
        Root.GetProperty("cases").EnumerateArray().Where(c => c.GetProperty("kind").GetString() == "command");

    private static string Code(JsonElement item) => $"{item.GetProperty("opcode").GetByte():X2}:{item.GetProperty("subOpcode").GetByte():X2}";

    private static VendorCommand Command(JsonElement item)
    {
        var command = VendorCommands.Find(item.GetProperty("opcode").GetByte(), item.GetProperty("subOpcode").GetByte());
        Assert.NotNull(command);
        Assert.Equal(item.GetProperty("opcodeWord").GetString(), Convert.ToHexString(BitConverter.GetBytes(command.Word)).ToLowerInvariant());
        return command;
    }

    private static IReadOnlyList<DsmFieldValue> Decode(JsonElement item, out bool large)
    {
        var (command, input) = (Command(item), GoldenFile.Hex(item, "input"));
        large = item.TryGetProperty("largeOutput", out _);
        if (item.GetProperty("fieldsOf").GetString() == "input")
        {
            return DsmDecoder.Decode(VendorFunctions.Payload(command).Input!, input);
        }

        FisVersion? fis = item.TryGetProperty("fis", out var version) && version.GetString() is { } text
            ? new FisVersion(int.Parse(text.Split('.')[0], CultureInfo.InvariantCulture), int.Parse(text.Split('.')[1], CultureInfo.InvariantCulture))
            : null;
        var output = GoldenFile.Hex(item, "output");
        // More stands behind it than the length word says.
        byte[] answer = [0, 0, 0, 0, .. BitConverter.GetBytes(output.Length), .. output, .. Enumerable.Repeat((byte)0xEE, 64)];
        return DsmDecoder.DecodeOutput(VendorFunctions.Of(command, input, fis), answer).Fields;
    }

    private static IEnumerable<string> Problems(JsonElement item, string code, IReadOnlyList<DsmFieldValue> fields, bool large)
    {
        foreach (var expected in item.GetProperty("fields").EnumerateObject().Where(f => !large || f.Name != "Entries"))
        {
            var field = Find(code, fields, expected.Name);
            var problem = field is null ? "has no field" : field.Field.IsSecret ? null : Difference(code, field, expected.Value);
            if (problem is not null)
            {
                yield return $"{expected.Name} {problem}";
            }
        }

        foreach (var name in item.TryGetProperty("notReported", out var absent) ? absent.EnumerateArray().Select(n => n.GetString()!) : [])
        {
            var parts = name.Split('.');
            var field = parts is [var list, var inner] && list.EndsWith(']')
                ? Find(code, ((DsmFieldValue[][])Find(code, fields, list[..list.IndexOf('[', StringComparison.Ordinal)])!.Value!)[list[^2] - '0'], inner)
                : Find(code, fields, parts[0]);
            if (parts is [_, "FW flush complete"] ? field?.Value is string[] words && words.Contains("FirmwareFlushComplete") : field?.Value is not null and not DsmFieldValue[][] { Length: 0 } and not byte[] { Length: 0 })
            {
                yield return $"{name} is reported: {field}";
            }
        }

        foreach (var word in item.TryGetProperty("enum", out var words2) ? words2.EnumerateObject() : [])
        {
            if (Find(code, fields, word.Name) is { Field.Kind: DsmFieldKind.Enum, Value: string value } && word.Value.ValueKind == JsonValueKind.Null != value.StartsWith("Unknown (", StringComparison.Ordinal))
            {
                yield return $"{word.Name} is named {value}, expected {word.Value}";
            }
        }
    }

    private static DsmFieldValue? Find(string code, IReadOnlyList<DsmFieldValue> fields, string name)
    {
        var ours = Names.GetValueOrDefault($"{code} {name}", Names.GetValueOrDefault(name, name));
        return fields.FirstOrDefault(f => string.Equals(f.Name, ours, StringComparison.OrdinalIgnoreCase));
    }

    private static string? Difference(string code, DsmFieldValue field, JsonElement expected)
    {
        if (expected.ValueKind == JsonValueKind.Array)
        {
            var (records, wanted) = (field.Value as DsmFieldValue[][] ?? [], expected.EnumerateArray().ToArray());
            return records.Length != wanted.Length ? $"has {records.Length} records, not {wanted.Length}: {string.Join(' ', records.Select(r => r[0].Raw))}"
                : wanted.SelectMany((w, i) => w.EnumerateObject().Where(m => m.Name != "RangeBytes").Select(m => Find(code, records[i], m.Name) is { } f
                    ? (m.Value.ValueKind == JsonValueKind.Null ? (f.Value is null ? null : $"{m.Name} is reported") : Difference(code, f, m.Value)) : $"has no {m.Name}"))
                    .FirstOrDefault(p => p is not null);
        }

        var actual = field.Value switch
        {
            null => $"null ({field.Reason})",
            BigInteger counter => "0x" + counter.ToString("x32", CultureInfo.InvariantCulture)[^32..],
            string when field.Field.Kind == DsmFieldKind.Enum => $"{field.Number}",
            string[] => $"{field.Number}",
            var value => GoldenFile.Canonical(value),
        };
        var wish = expected.ValueKind == JsonValueKind.String ? expected.GetString()! : expected.GetDecimal().ToString("0.####", CultureInfo.InvariantCulture);
        return actual == wish ? null : $"is {actual}, not {wish}";
    }
}
