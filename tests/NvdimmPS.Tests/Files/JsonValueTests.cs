using System.Text;
using System.Text.Json;
using NvdimmPS.Files;

namespace NvdimmPS.Tests.Files;

public sealed class JsonValueTests
{
    public static TheoryData<object?, string> Values() => new()
    {
        { null, "null" },
        { true, "true" },
        { "a\"b", "\"a\\u0022b\"" },
        { (byte)7, "7" },
        { ulong.MaxValue, "18446744073709551615" },
        { long.MinValue, "-9223372036854775808" },
        { 25.0, "25" },
        { 25.5, "25.5" },
        { 9007199254740991.0, "9007199254740991" }, // the last one that a double holds with all its digits
        { 9007199254740992.0, "9007199254740992" },
        { 1e300, "1E+300" },
        { new DateTime(2027, 1, 31, 12, 0, 0, DateTimeKind.Utc), "\"2027-01-31T12:00:00Z\"" },
        { new[] { "a", "b" }, "[\"a\",\"b\"]" },
        { new object?[] { 1, null, new[] { "c" } }, "[1,null,[\"c\"]]" },
        { DayOfWeek.Friday, "\"Friday\"" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Each_type_has_one_form(object? value, string json)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            JsonValue.Write(writer, value);
        }

        Assert.Equal(json, Encoding.UTF8.GetString(bytes.ToArray()));
    }
}
