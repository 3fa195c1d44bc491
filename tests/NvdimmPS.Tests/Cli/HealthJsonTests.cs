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
