using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NvdimmPS.Abi;
using NvdimmPS.Cli;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.Simulation;
using NvdimmPS.Watching;

namespace NvdimmPS.Tests.Cli;

/// <summary>Documents that are written member by member, beside what a serializer makes of the same objects: byte for byte.</summary>
public class JsonDocumentTests
{
    private const string Nasty = "a\"b\\c/d\b\f\n\r\t\0\u001b[2J\u007f\u0085 é°µ€'<>&+`\u00a0\u00ad\u200b\u2028\u202e\ufeff\ufffd\ue000\U0001F4BE\U000E0041 日本";

    private static readonly JsonSerializerOptions Serializer = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DictionaryKeyPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter() },
        WriteIndented = true,
        NewLine = "\n",
        Encoder = new PrintableEncoder(),
    };

    [Theory]
    [InlineData("2x6")]
    [InlineData("nfit_test")]
    [InlineData("nvdimm-n")]
    [InlineData("hyperv")]
    [InlineData("papr")]
    public void AListingOfAMachine(string topology)
    {
        using var kernel = new SimulatedKernel(topology);
        var all = new Topology(kernel);
        AssertSame(ListingOf(all, kernel.Source, [.. all.GetDevices(), .. all.GetDevices(TopologyDetail.Full)]));
    }

    [Fact]
    public void AListingOfNastyTexts()
    {
        var reasons = new Dictionary<string, string> { [nameof(NvdimmDevice.Serial)] = Nasty, ["X"] = "", ["DSMMask"] = "y" };
        AssertSame(new Listing(Nasty)
        {
            Buses = [new NvdimmBus { Name = Nasty, Provider = Nasty, Commands = new[] { Nasty, "" }, DsmMask = ulong.MaxValue, ScrubCount = long.MinValue, Unavailable = reasons }, new NvdimmBus()],
            Dimms = [new NvdimmDevice { UniqueId = Nasty, Handle = uint.MaxValue, SecurityFrozen = false, Flags = Array.Empty<string>(), Regions = new[] { Nasty }, Unavailable = reasons }, new NvdimmDevice()],
            Regions = [new NvdimmRegion
            {
                Name = Nasty, BadBlocks = new NvdimmBadBlock[] { new() { Sector = ulong.MaxValue, Count = 1 } }, Unavailable = reasons,
                Mappings = new NvdimmMapping[] { new() { Dimm = Nasty, Offset = ulong.MaxValue, Position = -1 }, new() },
            }, new NvdimmRegion()],
            Namespaces = [new NvdimmNamespace
            {
                AlternateName = Nasty, SupportedSectorSizes = new ulong[] { 512, ulong.MaxValue }, MountPoints = new[] { Nasty }, Unavailable = reasons,
                DaxDevices = new NvdimmDaxDevice[] { new() { Name = Nasty }, new() }, Consumers = new NvdimmConsumer[] { new("n", "d", Nasty, "") },
            }, new NvdimmNamespace()],
        });
    }

    public static TheoryData<int> Rounds => [.. Enumerable.Range(0, Distinct.Rounds)];

    /// <summary>No member has the value of another one.</summary>
    [Theory]
    [MemberData(nameof(Rounds))]
    public void EachMemberHasItsOwn(int round)
    {
        var distinct = new Distinct(round);
        AssertSame(new Listing("s")
        {
            Buses = [distinct.Of<NvdimmBus>()], Dimms = [distinct.Of<NvdimmDevice>()], Regions = [distinct.Of<NvdimmRegion>()], Namespaces = [distinct.Of<NvdimmNamespace>()],
        });
        AssertSame(distinct.Of<NvdimmEvent>());
        DsmExplanation[] explanations = [distinct.Of<DsmExplanation>(), distinct.Of<DsmExplanation>()];
        Assert.Equal(Serialized(new { JsonText.Version, Explanations = explanations }), Written(json => ExplanationJson.Write(json, explanations)));
    }

    [Fact]
    public void AnExplanationOfNastyTexts()
    {
        var explanation = new DsmExplanation
        {
            Target = Nasty, Family = Nasty, Function = uint.MaxValue, FunctionName = Nasty, Title = Nasty, Danger = Nasty, Sensitive = true, Route = Nasty, Request = Nasty,
            Command = Nasty, Access = Nasty, Length = -1, Rows = [new(Nasty, 0, 1, Nasty, Nasty, Nasty, Nasty)], Changes = [new(Nasty, "a", "b"), new("x", Nasty, Nasty)], Notes = [Nasty, ""],
        };
        DsmExplanation[] all = [explanation];
        Assert.Equal(Serialized(new { JsonText.Version, Explanations = all }), Written(json => ExplanationJson.Write(json, all)));
    }

    [Fact]
    public void Functions()
    {
        DsmFunctionInfo[] functions = [.. DsmFamilies.All.SelectMany(f => f.Functions).Select(DsmFunctionInfo.From)];
        Assert.Equal(Serialized(new { JsonText.Version, Functions = functions }), Written(json => FunctionsJson.Write(json, functions)));
    }

    [Fact]
    public void AnEvent()
    {
        var seen = new NvdimmEvent
        {
            Kind = default, Severity = WatchSeverity.Warning, Message = Nasty, Reason = new[] { Nasty }, Time = new DateTime(2026, 1, 2, 3, 4, 5, 600, DateTimeKind.Utc),
        };
        AssertSame(seen);
    }

    [Fact]
    public void AFailure()
    {
        var failure = new Failure("Nvdimm.X", Nasty, null, Nasty, null, 5) { Errno = 13, StatusCode = uint.MaxValue };
        var output = new StringWriter { NewLine = "\n" };
        JsonText.Write(output, failure);
        Assert.Equal(Serialized(new { JsonText.Version, Error = failure }) + "\n", output.ToString());
    }

    /// <summary>Each character alone, as .NET's encoder has it where that can be shown, and in full where it cannot.</summary>
    [Fact]
    public void EachCharacter()
    {
        var usual = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        var ours = new PrintableEncoder();
        for (var value = 0; value <= 0x10FFFF; value++)
        {
            if (!Rune.IsValid(value))
            {
                continue;
            }

            var text = new Rune(value).ToString();
            var expected = usual.Encode(text);
            expected = expected == text && !Printable.IsLine(text) ? string.Concat(text.Select(c => $"\\u{(int)c:X4}")) : expected;
            Assert.Equal(expected, ours.Encode(text));
        }
    }

    /// <summary>Bytes go past the writers of text to the file itself, behind what these hold, and are the same.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(400)]
    public void ADocumentOnItsWayToAFile(int count)
    {
        using var file = new MemoryStream();
        using var text = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        var output = new PrintableWriter(text);
        output.WriteLine("before");
        var failure = new Failure("Nvdimm.X", Nasty, null, string.Concat(Enumerable.Repeat(Nasty, count)), null, 5);
        JsonText.Write(output, failure);
        output.Write("after");
        output.Flush();
        Assert.Equal($"before\n{Serialized(new { JsonText.Version, Error = failure })}\nafter", Encoding.UTF8.GetString(file.ToArray()));
    }

    [Theory]
    [InlineData("1x1")]
    [InlineData("2x12")]
    [InlineData("nfit_test")]
    [InlineData("cxl")]
    [InlineData("papr")]
    public void AListingOfEverythingIsThatOfEachKind(string topology)
    {
        using var kernel = new SimulatedKernel(topology);
        var all = new Topology(kernel);
        foreach (var detail in new[] { TopologyDetail.Summary, TopologyDetail.Full })
        {
            var (buses, dimms, regions, namespaces) = all.GetAll(detail);
            Assert.Equal(
                Written(json => ListJson.Write(json, ListingOf(all, kernel.Source, all.GetDevices(detail)))),
                Written(json => ListJson.Write(json, new Listing(kernel.Source) { Buses = buses, Dimms = dimms, Regions = regions, Namespaces = namespaces })));
        }
    }

    private static Listing ListingOf(Topology all, string source, IEnumerable<NvdimmDevice> dimms) =>
        new(source) { Buses = [.. all.GetBuses()], Dimms = dimms, Regions = [.. all.GetRegions()], Namespaces = [.. all.GetNamespaces()] };

    private static void AssertSame(NvdimmEvent seen) => Assert.Equal(
        Serialized(new
        {
            JsonText.Version, seen.Sequence, seen.Time, seen.Kind, seen.Severity, seen.Dimm, seen.Target, seen.Property, seen.From, seen.To, seen.Reason, seen.Message,
            seen.IsInitial, seen.Source,
        }),
        Written(json => WatchJson.Write(json, seen)));

    private static void AssertSame(Listing listing) => Assert.Equal(
        Serialized(new { JsonText.Version, listing.Source, listing.Buses, listing.Dimms, listing.Regions, listing.Namespaces }),
        Written(json => ListJson.Write(json, listing)));

    private static string Serialized<T>(T document) => JsonSerializer.Serialize(document, Serializer);

    private static string Written(Action<Utf8JsonWriter> write) => Encoding.UTF8.GetString(JsonText.Build(write).Span).ReplaceLineEndings("\n");
}
