using System.Management.Automation;

namespace NvdimmPS.Tests.Engine;

/// <summary>Patterns of names, the same on both engines.</summary>
public sealed class WildcardTests
{
    [Theory]
    [InlineData("nmem0", "nmem0", true)]
    [InlineData("nmem0", "NMEM0", false)]
    [InlineData("a*c", "abbc", true)]
    [InlineData("a*c", "abbcd", false)]
    [InlineData("a?c", "ac", false)]
    [InlineData("a.c", "abc", false)]
    [InlineData("[abc]1", "b1", true)]
    [InlineData("[a-c]1", "b1", true)]
    [InlineData("[a-c]1", "d1", false)]
    [InlineData("[a-]1", "-1", true)]
    [InlineData("[-a]1", "-1", true)]
    [InlineData("[a`-c]1", "b1", false)]
    [InlineData("[a`-c]1", "-1", true)]
    [InlineData("[a-c-e]1", "d1", false)]
    [InlineData("[a-c-e]1", "-1", true)]
    [InlineData("[]]1", "]1", true)]
    [InlineData("[`]]1", "]1", true)]
    [InlineData("[^a]1", "^1", true)]
    [InlineData("a]", "a]", true)]
    [InlineData("`*", "*", true)]
    [InlineData("`*", "x", false)]
    [InlineData("`a", "a", true)]
    [InlineData("a``", "a`", true)]
    [InlineData("a`", "a`", true)]
    [InlineData("`", "", true)]
    [InlineData("`", "`", false)]
    [InlineData("*", "", true)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("a*", "a\nb", true)]
    [InlineData("a", "a\n", false)]
    [InlineData("a", null, false)]
    public void A_pattern_matches(string pattern, string? input, bool match) => Assert.Equal(match, new WildcardPattern(pattern).IsMatch(input));

    [Theory]
    [InlineData("[a", "a")]
    [InlineData("[]", "a")]
    [InlineData("[c-a]", "a")]
    [InlineData("[a`]", "a")]
    [InlineData("[a`", "a")]
    public void A_pattern_that_is_none_throws(string pattern, string input)
    {
        var error = Assert.Throws<WildcardPatternException>(() => new WildcardPattern(pattern).IsMatch(input));
        Assert.Equal("RuntimeException", error.ErrorRecord.FullyQualifiedErrorId);
        Assert.Contains(pattern, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Case_counts_unless_it_is_said_not_to()
    {
        Assert.True(new WildcardPattern("NMEM[0-3]*", WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant).IsMatch("nmem12"));
        Assert.True(new WildcardPattern("[A-C]", WildcardOptions.IgnoreCase).IsMatch("b"));
        Assert.False(new WildcardPattern("[A-C]").IsMatch("b"));
    }

    [Theory]
    [InlineData("a]", true)]
    [InlineData("a`*", false)]
    [InlineData("", false)]
    public void Wildcard_characters_are_found(string pattern, bool expected) => Assert.Equal(expected, WildcardPattern.ContainsWildcardCharacters(pattern));
}
