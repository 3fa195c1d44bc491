using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using NvdimmPS.Cli;
using NvdimmPS.Tests.Health;

namespace NvdimmPS.Tests.Cli;

public class HealthJsonTests
{
    private static readonly JsonSerializerOptions Serializer = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DictionaryKeyPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter() },
    };

    [Theory]
    [InlineData("1x2")]
    [InlineData("nfit_test")]
    [InlineData("nvdimm-n")]
    [InlineData("1x1:hpe1")]
    [InlineData("hyperv")]
    [InlineData("papr")]
    public void It_is_what_a_serializer_would_write(string topology)
    {
        using var machine = new HealthMachine(topology);
        foreach (var health in machine.ReadAll())
        {
            var expected = JsonSerializer.SerializeToElement(health, Serializer);
            var written = Written(json => HealthJson.Write(json, health));
            Assert.Equal(Names(expected), Names(written));
            Assert.True(JsonElement.DeepEquals(expected, written), $"{expected}\n{written}");
        }
    }

    [Fact]
    public void A_finding_is_what_a_serializer_would_write()
    {
        var finding = new HealthFinding
        {
            Id = "NV1002", Severity = "Warning", Target = "nmem0", Dimm = "nmem0", Reason = "ExcessiveTemperature", Evidence = "nmem0: 90 °C", Remedy = "Check fans.",
            Muted = true, MutedReason = "known", Time = DateTime.UnixEpoch, Source = "Simulated",
        };
        var expected = JsonSerializer.SerializeToElement(finding, Serializer);
        var written = Written(json => HealthJson.Write(json, finding));
        Assert.Equal(Names(expected), Names(written));
        Assert.True(JsonElement.DeepEquals(expected, written), $"{expected}\n{written}");
    }

    [Fact]
    public void A_long_text_goes_through_whole()
    {
        var text = new string('°', 3000) + "\U0001F4BE";
        Assert.Equal(Enumerable.Repeat(text, 5), Written(json =>
        {
            json.WriteStartArray();
            for (var i = 0; i < 5; i++)
            {
                json.WriteStringValue(text);
            }

            json.WriteEndArray();
        }).EnumerateArray().Select(e => e.GetString()));
    }

    private static JsonElement Written(Action<Utf8JsonWriter> write)
    {
        var output = new StringWriter(new StringBuilder());
        JsonText.Stream(output, write);
        return JsonElement.Parse(output.ToString());
    }

    private static IEnumerable<string> Names(JsonElement item) => item.EnumerateObject().Select(p => p.Name);
}
