using NvdimmPS.Cli;
using NvdimmPS.Dsm;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Cli;

public sealed class FunctionsTests
{
    [Fact]
    public void Every_function_of_every_family_is_listed_without_a_device()
    {
        var ran = Console.Run("functions");
        Assert.Equal(ExitCodes.Success, ran.Exit);
        Assert.Equal(DsmFamilies.All.Sum(f => f.Functions.Count) + 1, ran.Lines.Length);
    }

    [Theory]
    [InlineData("Intel")]
    [InlineData("hpe1")]
    [InlineData("NfitBus")]
    [InlineData("3")]
    public void A_family_can_be_chosen(string family)
    {
        var rows = Console.Run($"functions --family {family} --json").Json.GetProperty("functions");
        Assert.Single(rows.EnumerateArray().Select(r => r.GetProperty("family").GetString()).Distinct());
        Assert.All(rows.EnumerateArray(), r => Assert.Equal(System.Text.Json.JsonValueKind.Null, r.GetProperty("offered").ValueKind));
    }

    [Theory]
    [InlineData("--family NfitBus -f 5", 1, "Devices ")]
    [InlineData("--function GetSmart", 3, "MediaTemperature ")]
    [InlineData("--vendor -f 08:03", 1, "Page ")]
    [InlineData("nmem0 -f 1 --simulate", 1, "MediaTemperature ")]
    [InlineData("nmem0 --vendor -f GetIdentity --simulate", 1, "FisVersion ")]
    public void One_function_is_shown_with_its_fields(string line, int count, string field)
    {
        Assert.Contains(field, Console.Run("functions " + line).Out, StringComparison.Ordinal);
        Assert.Equal(count, Console.Run($"functions {line} --json").Json.GetProperty("functions").GetArrayLength());
    }

    [Theory]
    [InlineData("--function GetSmrat", "None of the families")]
    [InlineData("--family Intel -f GetSmrat", "Did you mean 'GetSmart'?")]
    [InlineData("--vendor -f GetSmart", "No vendor command is named 'GetSmart'")]
    [InlineData("--markdown x -f GetSmart", "--function")]
    public void A_function_that_there_is_not_is_wrong_input(string line, string message)
    {
        var ran = Console.Run("functions " + line);
        Assert.Equal((ExitCodes.Usage, string.Empty), (ran.Exit, ran.Out));
        Assert.Contains(message, ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_says_what_it_offers()
    {
        using var kernel = new SimulatedKernel("2x6");
        var rows = Console.Run("functions nmem0 --json", kernel).Json.GetProperty("functions").EnumerateArray().ToDictionary(r => r.GetProperty("function").GetInt32());
        Assert.True(rows[1].GetProperty("offered").GetBoolean());
        Assert.False(rows[31].GetProperty("offered").GetBoolean());
        Assert.Equal("smart", rows[1].GetProperty("legacyCommand").GetString());
        Assert.Matches(@"nmem0 +Intel +24 +SecureErase +destructive +yes +32 +4 +- +yes", Console.Run("functions nmem0", kernel).Out);
    }

    [Fact]
    public void Functions_that_no_table_names_are_listed_where_the_mask_has_them()
    {
        using var kernel = new SimulatedKernel("hyperv");
        Assert.Equal(ExitCodes.Success, Console.Run("functions nmem0", kernel).Exit);
    }

    [Fact]
    public void A_bus_has_functions_too()
    {
        using var kernel = new SimulatedKernel("1x1");
        Assert.Matches(@"ndbus0 +NfitBus +1 +GetArsCapabilities +read +no +16 +16 +ars_cap +yes", Console.Run("functions ndbus0", kernel).Out);
    }
}
