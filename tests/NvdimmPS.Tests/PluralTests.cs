namespace NvdimmPS.Tests;

public sealed class PluralTests
{
    [Fact]
    public void One_of_a_kind_is_no_plural()
    {
        Assert.Equal(["0 bytes", "1 byte", "2 bytes"], new[] { 0, 1, 2 }.Select(n => Plural.Of(n, "byte")));
        Assert.Equal(["1 entry", "3 entries"], new[] { 1UL, 3UL }.Select(n => Plural.Of(n, "entry")));
    }

    [Fact]
    public void A_buffer_of_one_byte_has_one() =>
        Assert.Contains("it has 1 byte,", Cli.Console.Run("decode --package-hex 00").Error, StringComparison.Ordinal);
}
