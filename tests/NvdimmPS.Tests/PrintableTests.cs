using System.Globalization;
using System.Text;
using NvdimmPS.Shell.Output;

namespace NvdimmPS.Tests;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("\u001b[2J", "?[2J")] // clears the screen
    [InlineData("\u009b31m", "?31m")] // the same introducer as one character
    [InlineData("a\rb", "a?b")]
    [InlineData("a\nb", "a?b")]
    [InlineData("a\u007fb\u0085c\0d", "a?b?c?d")]
    [InlineData("evil\u202Egnp.exe", "evil?gnp.exe")] // written from right to left
    [InlineData("\u2066\u2067\u2068\u2069\u202A\u202B\u202C\u202D\u200E\u200F\u061C", "???????????")]
    [InlineData("a\u2028b\u2029c", "a?b?c")]
    [InlineData("a\u200Bb\u200Cc\u200Dd\u2060e\uFEFFf\u00ADg", "a?b?c?d?e?f?g")]
    [InlineData("\U000E0001\U000E0041x", "??x")] // tags
    [InlineData("a\uE000\U000F0000\U0010FFFD", "a???")] // private
    [InlineData("a\uFDD0\uFFFE\U0001FFFE", "a???")] // no characters
    [InlineData("\u3164\u115F\uFFA0\u2800\uFE0F\U000E0100", "??????")] // drawn as nothing
    [InlineData("grün, 節点, узел, 🚀 °C", "grün, 節点, узел, 🚀 °C")]
    public void ShowsNothingThatSteersHidesOrReorders(string text, string shown)
    {
        Assert.Equal(shown, Printable.Line(text));
        Assert.Equal(shown == text, Printable.IsLine(text));
    }

    [Fact]
    public void HalfACharacterIsNone()
    {
        Assert.Equal("a?b?", Printable.Line("a\ud83db\ude80"));
        Assert.Equal("??", Printable.Line("\ude80\ud83d"));
        Assert.Equal(new string('x', 299) + "…", Printable.Quote(new string('x', 299) + "🚀" + new string('y', 9)));
    }

    [Fact]
    public void ATextMayHaveLinesButNoneThatIsWrittenOver()
    {
        const string text = "a\tb\r\nc\nd";
        Assert.Same(text, Printable.Text(text));
        Assert.Equal("a?b", Printable.Text("a\rb"));
        Assert.Equal("a?", Printable.Text("a\r"));
        Assert.False(Printable.IsLine(text));
    }

    [Fact]
    public void OfAllCharactersTheCategoryDecides()
    {
        UnicodeCategory[] hidden =
        [
            UnicodeCategory.Control, UnicodeCategory.Format, UnicodeCategory.Surrogate, UnicodeCategory.PrivateUse, UnicodeCategory.OtherNotAssigned,
            UnicodeCategory.LineSeparator, UnicodeCategory.ParagraphSeparator,
        ];
        var wrong = Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(value => new Rune(value))
            .Where(rune => Array.IndexOf(hidden, Rune.GetUnicodeCategory(rune)) >= 0 && (Printable.IsShown(rune) || Printable.Line($"a{rune}b") != "a?b"));
        Assert.Empty(wrong.Select(rune => $"U+{rune.Value:X}"));
    }

    [Fact]
    public void EveryErrorCanBeShownWhateverItNames()
    {
        var error = new NvdimmException("Nvdimm.Test", NvdimmErrorKind.InvalidData, Hostile.Line, $"'{Hostile.Line}'\n is none", $"Try {Hostile.Line}.");

        Assert.All(new[] { error.Message, error.Target, $"{error.NextStep}" }, text => Assert.True(Printable.IsLine(text), text));
        var record = ErrorRecords.Create(error, Hostile.Line);
        Assert.All(new[] { record.ToString(), $"{record.TargetObject}", record.CategoryInfo.ToString(), record.ErrorDetails.RecommendedAction }, text => Assert.True(Printable.IsLine(text), text));
        Assert.True(Printable.IsLine(ErrorRecords.Create(error, new StringBuilder(Hostile.Line)).CategoryInfo.TargetName));
    }
}
