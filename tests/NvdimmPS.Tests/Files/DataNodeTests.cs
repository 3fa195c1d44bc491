using System.Text;
using NvdimmPS.Files;

namespace NvdimmPS.Tests.Files;

/// <summary>One reader for what people write by hand and for what programs exchange: each says where a mistake stands.</summary>
public sealed class DataNodeTests
{
    private static readonly DataOrigin Loose = new("f.json", "root", MentionKind.TestHealth, Failure);

    private static readonly DataOrigin Strict = Loose with { Root = "$", IsStrict = true, MaxDepth = 4 };

    [Fact]
    public void Lines_and_columns_count_characters_whatever_the_bytes()
    {
        var list = Parse(Strict, "{\n  \"µ°\": \"€\", \"b\": [1,\n\n  2] }")["b"]!;
        Assert.Equal([("$.b[0]", 2, 20), ("$.b[1]", 4, 3)], list.Children.Select(c => (c.Place.Path, c.Place.Line, c.Place.Column)));
        Assert.Equal("b[1]", Parse(Loose, "{ \"b\": [1, 2] }")["B"]!.Children[1].Path);
        Assert.Equal("root[0].a", Parse(Loose, "[ { \"a\": 1 } ]").Children[0]["a"]!.Path);
    }

    [Fact]
    public void A_number_keeps_the_digits_that_a_double_has_no_room_for()
    {
        var number = Parse(Strict, "18446744073709551615");
        Assert.Equal(ulong.MaxValue, number.Whole());
        Assert.Equal(18446744073709551615d, number.Number());
        Assert.Equal(31UL, Parse(Strict, "\"0x1F\"").Whole());
        Assert.Contains("1e400", Fails(() => Parse(Loose, "1e400").Number(0, 100)), StringComparison.Ordinal);
        Assert.Contains("1e400", Fails(() => Parse(Loose, "1e400").Number()), StringComparison.Ordinal);
        Assert.Contains("whole number", Fails(() => Parse(Strict, "1.5").Whole()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"a\": 1, // one\n \"b\": 2, }", true)]
    [InlineData("{ \"a\": \"two\\nlines\" }", true)]
    [InlineData("{ \"a\": 1, \"A\": 2 }", false)]
    [InlineData("[[[[[1]]]]]", true)]
    public void What_is_written_by_hand_may_have_more_and_must_not_mean_two_things(string json, bool isLooseGood)
    {
        var isStrictGood = json.Contains("\"A\"", StringComparison.Ordinal);
        Assert.Equal(isLooseGood, Record.Exception(() => Parse(Loose, json)) is null);
        Assert.Equal(isStrictGood, Record.Exception(() => Parse(Strict, json)) is null);
    }

    [Theory]
    [InlineData("{ \"a\": \"\\u001b\" }", "1:8 a: the text '?' has a character that cannot be shown")]
    [InlineData("{ \"\\u202e\": 1 }", "1:13 ?: its name has a character that cannot be shown")]
    [InlineData("{ \"a\": { \"b\": 1,\n \"b\": 2 } }", "2:7 a.b: 'b' stands twice in one table")]
    [InlineData("", "1:1 root: it is no JSON: it is empty")]
    [InlineData("// nothing", "root: it is no JSON: ")]
    [InlineData("{ \"a\":\n true", "2:6 root: it is no JSON: it ends too early: a bracket is not closed")]
    [InlineData("{} {}", "1:4 root: it is no JSON: something stands behind the end")]
    [InlineData("{ \"a\": \"\\ud800\" }", "1:8 root: it is no JSON: an escape such as \\ud800 is half a character")]
    [InlineData("[[[[[[[[[1]]]]]]]]]", "root: it is no JSON: it is nested more than 8 deep")]
    public void What_is_wrong_has_its_place(string json, string said) =>
        Assert.Contains(said, Fails(() => Parse(Loose, json)), StringComparison.Ordinal);

    [Fact]
    public void Another_encoding_is_named()
    {
        Assert.Contains("it is UTF-16", Fails(() => DataJson.Parse(Loose, Encoding.Unicode.GetBytes("{}"))), StringComparison.Ordinal);
        Assert.Contains("1:3 root: it is no JSON: there is a byte that is no UTF-8",
            Fails(() => DataJson.Parse(Loose, [(byte)'{', (byte)'"', 0xE4, (byte)'"'])), StringComparison.Ordinal);
    }

    private static DataNode Parse(DataOrigin origin, string json) => DataJson.Parse(origin, Encoding.UTF8.GetBytes(json));

    private static string Fails(Func<object?> read) => Assert.Throws<NvdimmException>(() => read()).Message;

    private static NvdimmException Failure(DataPlace place, string reason, NextStep next) =>
        new("Nvdimm.Test", NvdimmErrorKind.InvalidData, place.Name, $"{place.Line}:{place.Column} {place.Path}: {reason}", next);
}
