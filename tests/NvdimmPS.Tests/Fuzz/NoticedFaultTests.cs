using System.Text.RegularExpressions;
using NvdimmPS.Audit;
using NvdimmPS.Dsm;
using NvdimmPS.Dsm.Vendor;
using NvdimmPS.Files;
using NvdimmPS.Findings.Policies;
using NvdimmPS.Fuzz;
using NvdimmPS.Fuzz.Entrances;
using NvdimmPS.Fuzz.Expected;
using NvdimmPS.Health.Baselines;
using NvdimmPS.Reports;
using NvdimmPS.Tracing;
using NvdimmPS.Tracing.Playback;

namespace NvdimmPS.Tests.Fuzz;

/// <summary>
/// The fuzzer's checks find out who does wrong: each fault stands between the product and the checks, so that what they see is what
/// they would see if the product had it. That they find nothing without a fault is <see cref="ShortRunTests"/>.
/// </summary>
public sealed partial class NoticedFaultTests
{
    private const int Seed = 19991231, Most = 3000;

    private static readonly byte[] Dirty = "\"DirtyShutdownCount\": "u8.ToArray();

    private static readonly FamilyTable Intel = Subject.BuiltIn.Single(f => f.Name == "Intel");

    private static readonly IReadOnlyList<Subject> Subjects = Subject.Of(DsmFamilies.All);

    public static TheoryData<string, string> AnswerFaults => new()
    {
        { nameof(FaultyAnswers.OneByteOff), "the value is" },
        { nameof(FaultyAnswers.FromTheStart), "the value is" },
        { nameof(FaultyAnswers.Bit63Lost), "the value is" },
        { nameof(FaultyAnswers.WrongEndianness), "the value is" },
        { nameof(FaultyAnswers.Sentinel), "the reason is missing" },
        { nameof(FaultyAnswers.ValidityForgotten), "the reason is missing" },
        { nameof(FaultyAnswers.WrongLength), "the length is" },
        { nameof(FaultyAnswers.SignLost), "the value is" },
        { nameof(FaultyAnswers.LastWordLost), "the value is" },
        { nameof(FaultyAnswers.LastRecordLost), "the number of records is" },
        { nameof(FaultyAnswers.CountBelieved), "it passes for an answer" },
        { nameof(FaultyAnswers.UnknownIsSuccess), "success is" },
    };

    [Theory]
    [MemberData(nameof(AnswerFaults))]
    public void A_fault_in_reading_answers_is_noticed(string fault, string what)
    {
        var decoder = (AnswerDecoder)typeof(FaultyAnswers).GetProperty(fault)!.GetValue(null)!;

        IsNoticed(new AnswerEntrance(Subjects, decoder), what);
    }

    /// <summary>Those of every answer, of vendor commands; of what only they have the others.</summary>
    public static TheoryData<string, string> VendorFaults => new()
    {
        { nameof(FaultyAnswers.OneByteOff), "the value is" },
        { nameof(FaultyAnswers.Bit63Lost), "the value is" },
        { nameof(FaultyAnswers.Sentinel), "the reason is missing" },
        { nameof(FaultyAnswers.ValidityForgotten), "the reason is missing" },
        { nameof(FaultyAnswers.LastWordLost), "the value is" },
        { nameof(FaultyAnswers.LastRecordLost), "the number of records is" },
        { nameof(FaultyAnswers.NeighbouringBits), "the number is" },
        { nameof(FaultyAnswers.UnitForgotten), "the value is" },
        { nameof(FaultyAnswers.FormForgotten), "the value is" },
        { nameof(FaultyAnswers.FisForgotten), "the length is" },
        { nameof(FaultyAnswers.LengthForgotten), "the length is" },
    };

    [Theory]
    [MemberData(nameof(VendorFaults))]
    public void A_fault_in_reading_vendors_answers_is_noticed(string fault, string what)
    {
        var decoder = (AnswerDecoder)typeof(FaultyAnswers).GetProperty(fault)!.GetValue(null)!;

        IsNoticed(new VendorEntrance(Intel, decoder), what);
    }

    [Fact]
    public void A_passphrase_in_a_vendors_request_that_is_shown_is_noticed() => IsNoticed(
        new VendorEntrance(Intel, request: (function, bytes) => DsmPayload.OfRequest(function with { Vendor = VendorCommands.BuiltIn[0] }, bytes)), "");

    [Fact]
    public void A_request_that_is_encoded_one_byte_off_is_noticed() => IsNoticed(
        new RequestEntrance(Subjects, encode: (function, values) => OneByteOn(DsmInput.FromArguments(function, values))), "it becomes");

    [Fact]
    public void A_request_that_must_be_refused_and_is_not_is_noticed() => IsNoticed(
        new RequestEntrance(Subjects, encode: (function, values) =>
        {
            try
            {
                return DsmInput.FromArguments(function, values);
            }
            catch (NvdimmException)
            {
                return DsmInput.None(function);
            }
        }), "must be refused");

    [Fact]
    public void A_request_that_is_read_one_byte_off_is_noticed() => IsNoticed(
        new RequestEntrance(Subjects, decode: (function, bytes) => DsmPayload.OfRequest(function, OneByteOn(bytes))), "");

    [Theory]
    [InlineData(16)]
    [InlineData(20)]
    [InlineData(60)]
    public void A_size_that_is_read_wrong_in_a_package_is_noticed(int offset) => IsNoticed(
        new PackageEntrance(Subjects, Subject.BuiltIn, (node, bytes) => DsmPackage.Decode(node, Less(bytes, offset))), "");

    [Theory]
    [InlineData(0, "byte 0 of the buffer")]
    [InlineData(8, "byte 8 of the buffer")]
    [InlineData(16, "byte 16 of the buffer")]
    [InlineData(20, "byte 20 of the buffer")]
    public void A_field_that_is_sent_wrong_in_a_package_is_noticed(int offset, string what) =>
        IsNoticed(Calls(new BetweenDevice((below, request, buffer) => below(request, More(buffer, offset)))), what);

    [Fact]
    public void Another_request_number_is_noticed() =>
        IsNoticed(Calls(new BetweenDevice((below, request, buffer) => below(request + 1, buffer))), "the request number is");

    [Fact]
    public void A_refusal_of_the_kernel_that_is_lost_is_noticed() =>
        IsNoticed(Calls(new BetweenDevice((below, request, buffer) => Math.Max(0, below(request, buffer)))), "must be Nvdimm.Ioctl.");

    [Fact]
    public void Another_errno_is_noticed() => IsNoticed(
        Calls(new BetweenDevice((below, request, buffer) => below(request, buffer) is < -1 and var result ? result + 1 : 0)),
            "the errno is another");

    [Fact]
    public void An_answer_that_is_shorter_than_the_firmware_said_is_noticed() =>
        IsNoticed(Calls(new BetweenDevice((below, request, buffer) =>
        {
            var result = below(request, buffer);
            Less(buffer, 60).CopyTo(buffer, 0);
            return result;
        })), "");

    [Fact]
    public void A_byte_that_a_dump_loses_is_noticed() =>
        IsNoticed(new DumpEntrance(text => DumpText.Read(text) is { Length: > 16 } bytes ? bytes[..^1] : DumpText.Read(text)),
            "is read as");

    [Fact]
    public void Lines_of_a_dump_that_are_missing_are_noticed() => IsNoticed(
        new DumpEntrance(text => DumpText.Read(string.Join('\n', text.Split('\n').Where((_, i) => i != 1)))), "prints is re");

    [Fact]
    public void A_number_of_a_schema_that_is_cut_to_32_bits_is_noticed() => IsNoticed(
        new TableEntrance(text => DsmSchema.Parse("fuzz.json", LongNumber().Replace(text, m => $"\"0x{m.Value[^9..]}"))), "it says");

    [Fact]
    public void A_refused_schema_of_which_something_stays_is_noticed() =>
        IsNoticed(new SchemaEntrance((bytes, replace) =>
        {
            var schema = DsmSchema.Parse("schema.json", bytes);
            DsmFamilies.Import(schema, replace: true);
            DsmFamilies.Import(schema, replace);
        }), "something of it stays");

    [Theory]
    [InlineData("result")]
    [InlineData("before")]
    [InlineData("after")]
    [InlineData("lost")]
    public void A_fault_in_reading_traces_is_noticed(string part) => IsNoticed(new TraceEntrance(bytes =>
    {
        var trace = Trace.Read("trace.jsonl", bytes);
        trace.Requests.RemoveRange(0, part == "lost" && trace.Requests.Count > 0 ? 1 : 0);
        for (var i = 0; i < trace.Requests.Count; i++)
        {
            var request = trace.Requests[i];
            trace.Requests[i] = part switch
            {
                "result" when request.Result < 0 => request with { Result = -1 },
                "before" => request with { Before = OneByteOn(request.Before) },
                "after" when request.After is not null => request with { After = OneByteOn(request.After) },
                _ => request,
            };
        }

        return trace;
    }), "request");

    [Fact]
    public void A_request_of_a_bundle_that_is_lost_is_noticed() => IsNoticed(new ArchiveEntrance(bytes =>
    {
        using var lines = new TraceLines(new MemoryStream(bytes), "bundle.zip");
        var trace = lines.StartsWith("PK"u8) ? TraceArchive.Read("bundle.zip", lines) : Trace.Read("bundle.zip", bytes);
        trace.Requests.RemoveRange(0, Math.Min(1, trace.Requests.Count));
        return trace;
    }), "requests");

    [Fact]
    public void An_entry_of_a_bundle_that_leads_out_of_it_and_is_passed_over_is_noticed() => IsNoticed(new ArchiveEntrance(bytes =>
    {
        using var lines = new TraceLines(new MemoryStream(bytes), "bundle.zip");
        try
        {
            return lines.StartsWith("PK"u8) ? TraceArchive.Read("bundle.zip", lines) : Trace.Read("bundle.zip", bytes);
        }
        catch (NvdimmException e) when (e.Message.Contains("leads out of the archive", StringComparison.Ordinal))
        {
            return new Trace { Path = "trace.jsonl" };
        }
    }), "that is no bundle is read as one");

    [Theory]
    [InlineData("lost")]
    [InlineData("byte")]
    public void A_fault_in_reading_playback_files_is_noticed(string part) => IsNoticed(new PlaybackEntrance(bytes =>
    {
        var file = PlaybackReader.Read("x.pbr", bytes);
        var call = file.Calls[0];
        file.Calls.RemoveAt(0);
        file.Calls.InsertRange(0, part == "lost" ? [] : [call with { Output = OneByteOn(call.Output) }]);
        return file;
    }), "other calls");

    [Fact]
    public void An_errno_that_a_trace_does_not_get_is_noticed() =>
        IsNoticed(Recordings((below, request, buffer) => Math.Max(0, below(request, buffer))), "another answer");

    [Fact]
    public void A_passphrase_that_is_not_secret_is_noticed() => IsNoticed(
        new EnvelopeEntrance(Subjects, Subject.BuiltIn, (_, _, _) => []), "is not hidden");

    [Fact]
    public void A_secret_that_ends_one_byte_early_is_noticed() => IsNoticed(
        new EnvelopeEntrance(Subjects, Subject.BuiltIn, (node, request, buffer) =>
            [.. DsmSecrets.Find(node, request, buffer).Where(s => s.Length > 1).Select(s => s with { Length = s.Length - 1 })]),
                "is not hidden");

    [Fact]
    public void A_text_that_becomes_markup_is_noticed() =>
        IsNoticed(new ReportEntrance((report, format) => Written(report, format).Replace("&lt;", "<", StringComparison.Ordinal)),
            "the page");

    [Fact]
    public void A_text_that_becomes_a_formula_is_noticed() =>
        IsNoticed(new ReportEntrance((report, format) => Written(report, format).Replace("'=", "=", StringComparison.Ordinal)),
            "a spreadsheet would run");

    [Fact]
    public void A_limit_that_is_read_wrong_is_noticed() => IsNoticed(Documents.Policies(bytes =>
    {
        var policy = PolicyReader.Read(DataJson.Parse(HealthPolicy.File("policy.json"), bytes));
        return policy with { Limits = policy.Limits with { SparesMinimum = policy.Limits.SparesMinimum + 1 } };
    }), "it is good, and read with limits of");

    [Fact]
    public void A_value_of_a_baseline_that_is_read_wrong_is_noticed() => IsNoticed(
        Documents.Baselines(bytes => BaselineJson.Parse("baseline.json", Changed(bytes, bytes.AsSpan().IndexOf(Dirty) + Dirty.Length, 1))),
        "it is good, and read with");

    [Fact]
    public void A_number_of_an_audit_log_that_is_lost_is_noticed() => IsNoticed(
        new AuditEntrance((path, bad) => AuditReader.Read(path, bad, CancellationToken.None).Select(WithoutErrno)), "calls are read as");

    private static NvdimmAuditRecord WithoutErrno(NvdimmAuditRecord record)
    {
        record.Errno = null;
        return record;
    }

    private static void IsNoticed(Entrance entrance, string what)
    {
        var result = new FuzzRun(entrance, Seed).Count(Most);

        Assert.NotNull(result.Found);
        Assert.Contains(what, result.Found.What, StringComparison.Ordinal);
        Assert.DoesNotContain("thrown was", result.Found.What, StringComparison.Ordinal);
    }

    private static CallEntrance Calls(BetweenDevice between) => new(Subjects, between.Over);

    private static RecordingEntrance Recordings(Func<Func<uint, byte[], int>, uint, byte[], int> between) => new(Subjects, (machine, use) =>
    {
        using var stream = new MemoryStream();
        using (var trace = NvdimmTrace.Start(new BetweenDevice(between).Over(machine), stream, "test"))
        {
            use(trace.Kernel);
        }

        return stream.ToArray();
    });

    /// <summary>The bytes, each where the next one belongs.</summary>
    private static byte[] OneByteOn(byte[] bytes) => bytes.Length < 2 ? bytes : [bytes[^1], .. bytes[..^1]];

    private static byte[] More(byte[] bytes, int offset) => Changed(bytes, offset, 1);

    private static byte[] Less(byte[] bytes, int offset) => Changed(bytes, offset, -1);

    private static byte[] Changed(byte[] bytes, int offset, int by)
    {
        var changed = bytes.AsSpan().ToArray();
        changed.AsSpan(Math.Min(offset, bytes.Length), offset < bytes.Length && (by > 0 || bytes[offset] > 0) ? 1 : 0)
            .Fill((byte)((offset < bytes.Length ? bytes[offset] : 0) + by));
        return changed;
    }

    private static string Written(FleetReport report, ReportFormat format)
    {
        using var stream = new MemoryStream();
        ReportWriter.Write(report, format, stream);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    [GeneratedRegex("\"0x[0-9a-f]{9,16}\"", RegexOptions.CultureInvariant)]
    private static partial Regex LongNumber();
}
