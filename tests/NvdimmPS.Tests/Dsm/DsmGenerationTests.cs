using NvdimmPS.Dsm;

namespace NvdimmPS.Tests.Dsm;

/// <summary>By what a DIMM offers an older form of an answer is told from a newer one.</summary>
public sealed class DsmGenerationTests
{
    [Theory]
    [InlineData(null, ulong.MaxValue, true)]
    [InlineData(11u, 0x7FEul, true)]
    [InlineData(11u, 0xBFEul, false)] // the first function that the older form did not have
    [InlineData(11u, 0x1000ul, false)]
    [InlineData(1u, 1ul, true)]
    [InlineData(1u, 2ul, false)]
    public void A_form_fits_a_DIMM_that_offers_nothing_newer(uint? below, ulong offered, bool fits) =>
        Assert.Equal(fits, new DsmGeneration { Name = "old", Output = DsmLayout.Empty, FunctionsBelow = below }.Fits(offered));
}
