using System.Text.Json;
using System.Text.RegularExpressions;
using NvdimmPS.Cli;
using NvdimmPS.Dsm;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Cli;

public sealed class DsmTests : IDisposable
{
    private readonly SimulatedKernel _kernel = new("2x6");

    public void Dispose() => _kernel.Dispose();

    [Fact]
    public void The_first_screen_of_the_readme_works()
    {
        var ran = Console.Run("dsm nmem0 --function 1 --simulate");
        Assert.Equal(ExitCodes.Success, ran.Exit);
        Assert.Contains("GetSmart", ran.Lines[0], StringComparison.Ordinal);
        Assert.Matches(@"status +Success \(0x00000000\)", ran.Out);
        Assert.Matches(@"route +generic call, [\d.]+ µs, simulated", ran.Out);
        Assert.Matches(@"MediaTemperature +[\d.]+ °C", ran.Out);
        Assert.Matches(@"PmicTemperature +\(not reported", ran.Out);
    }

    [Theory]
    [InlineData("dsm nmem0 --function 1")]
    [InlineData("dsm 0 --function GetSmart")]
    [InlineData("dsm nmem0 -f getsmart")]
    [InlineData("dsm nmem0 --function 0x1 --family Intel")]
    [InlineData("dsm nmem0 --function 1 --family 0")]
    [InlineData("dsm nmem0 --function 1 --route legacy")]
    [InlineData("dsm nmem0 --function 1 --output-size 132")]
    [InlineData("dsm ndbus0 --function TranslateSpa --argument Address=0x3060000000")]
    [InlineData("dsm ndctl0 --function 3")]
    [InlineData("dsm nmem0 --function 5 --input-hex 0000000000010000")]
    [InlineData("dsm nmem0 --function 5 --argument Offset=0 --argument Length=256")]
    [InlineData("dsm nmem0 -f GetNamespaceLabelData -a Offset=0 -a Length=8")]
    public void Targets_functions_and_inputs_can_be_said_in_several_ways(string line)
    {
        var ran = Console.Run(line, _kernel);
        Assert.Equal((ExitCodes.Success, ""), (ran.Exit, ran.Error));
        Assert.Single(_kernel.Transcript);
    }

    /// <summary>What the console advises is a command that it takes.</summary>
    [Theory]
    [InlineData("dsm ndbus0 --function TranslateSpa --argument Address=0x240000000", "nvdimm (functions --family NfitBus --function TranslateSpa)")]
    [InlineData("dsm nmem0 --function 5 --input-hex 00", "nvdimm (functions --family Intel --function GetNamespaceLabelData)")]
    [InlineData("vendor nmem0 08:03 -a Page=9", "nvdimm (functions --vendor --function GetMemoryInfo)")]
    [InlineData("vendor nmem0 0x08 0x03 -a Page=9", "nvdimm (functions --vendor --function GetMemoryInfo)")]
    public void The_layout_that_is_advised_can_be_seen(string line, string advice)
    {
        var said = Regex.Match(Console.Run(line, _kernel).Error, advice);
        Assert.True(said.Success);
        var shown = Console.Run(said.Groups[1].Value);
        Assert.Equal((ExitCodes.Success, string.Empty), (shown.Exit, shown.Error));
        Assert.Contains("FIELD ", shown.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void The_examples_of_the_manual_are_not_refused_by_the_firmware()
    {
        var manual = File.ReadAllText(Path.Combine(Repository.Root, "docs", "cli.md"));
        var example = Regex.Match(manual, @"(?m)^nvdimm (dsm ndbus0 --function TranslateSpa .*)$");
        Assert.Equal(ExitCodes.Success, Console.Run(example.Groups[1].Value, _kernel).Exit);
    }

    [Fact]
    public void A_raw_refusal_has_its_bytes_and_its_code()
    {
        var ran = Console.Run("dsm ndbus0 --function TranslateSpa --argument Address=0x240000000 --raw", _kernel);
        Assert.Equal(ExitCodes.Firmware, ran.Exit);
        Assert.Contains("Reply, 4 bytes\n0000   02 00 00 00 ", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Records_stand_in_the_columns()
    {
        var lines = Console.Run("dsm ndbus0 -f TranslateSpa -a Address=0x3060001000", _kernel).Lines;
        var column = Assert.Single(lines, l => l.Contains("FIELD ", StringComparison.Ordinal)).IndexOf("VALUE", StringComparison.Ordinal);
        var record = Assert.Single(lines, l => l.Contains("[0] Handle", StringComparison.Ordinal));
        Assert.Equal((' ', true), (record[column - 1], char.IsAsciiDigit(record[column])));
        Assert.Contains(lines, l => l.Contains(" 1 record ", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_name_of_a_field_fits_its_column()
    {
        var infos = DsmFamilies.All.SelectMany(f => f.Functions).Select(DsmFunctionInfo.From).Concat(DsmFunctionInfo.Vendor());
        Assert.All(infos.SelectMany(i => i.InputFields.Concat(i.OutputFields)), f => Assert.InRange(f.Name.Length, 1, TextTable.MaxWidth - 4));
        Assert.Matches(@"\n  MaxMemoryBandwidthBoostAveragePowerTimeConstant   120000 ms  Longest", Console.Run("vendor nmem0 GetCharacteristics", _kernel).Out);
    }

    [Fact]
    public void A_target_that_is_not_here_is_named_with_its_kind()
    {
        using var tree = Inventory.SysfsTree.Generated(0);
        Assert.Contains("There is no DIMM 0 here", Console.Run("dsm 0 -f 1 --what-if", tree).Out, StringComparison.Ordinal);
        Assert.Contains("There is no bus ndbus7 here", Console.Run("dsm ndbus7 -f TranslateSpa --what-if -a Address=0", tree).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void The_route_can_be_chosen()
    {
        Assert.Contains("legacy command", Console.Run("dsm nmem0 -f 1 --route legacy", _kernel).Out, StringComparison.Ordinal);
        Assert.Contains("generic call", Console.Run("dsm nmem0 -f 1 --route call", _kernel).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_legacy_command_needs_no_family()
    {
        using var kernel = new SimulatedKernel("qemu");
        var ran = Console.Run("dsm nmem0 --function GetNamespaceLabelSize --route legacy --json", kernel);
        Assert.Equal("Legacy", ran.Json.GetProperty("results")[0].GetProperty("route").GetString());
    }

    [Fact]
    public void A_file_can_be_the_input()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, [0, 0, 0, 0, 16, 0, 0, 0]);
            var ran = Console.Run(["dsm", "nmem0", "--function", "5", "--input-file", path, "--json"], _kernel);
            Assert.Equal(2 * (16 + 4), ran.Json.GetProperty("results")[0].GetProperty("outputBytes").GetString()!.Length);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_wildcard_reaches_every_DIMM_once()
    {
        var ran = Console.Run("dsm nmem* --function 1 --json", _kernel);
        Assert.Equal(ExitCodes.Success, ran.Exit);
        Assert.Equal(Enumerable.Range(0, 12).Select(n => $"nmem{n}"), ran.Json.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("target").GetString()));
        Assert.Equal(12, _kernel.Transcript.Count);
    }

    [Fact]
    public void Hex_shows_what_was_sent_and_received_with_the_names_of_the_fields()
    {
        var ran = Console.Run("dsm nmem0 --function 1 --hex", _kernel);
        Assert.Contains("Request, 196 bytes", ran.Out, StringComparison.Ordinal);
        Assert.Contains("0000   00 00 00 00 00 00 00 00  01 00 00 00 00 00 00 00  ................  nd_family nd_command\n", ran.Out, StringComparison.Ordinal);
        Assert.Contains("Reply, 132 bytes", ran.Out, StringComparison.Ordinal);
        Assert.Matches(@"0010   [0-9a-f ]{23}  [0-9a-f ]{23}  .{16}  MediaTemperature ControllerTemperature", ran.Out);
    }

    [Fact]
    public void Raw_gives_the_bytes_and_does_not_decode()
    {
        var ran = Console.Run("dsm nmem0 --function 1 --raw", _kernel);
        Assert.Equal(ExitCodes.Success, ran.Exit);
        Assert.DoesNotContain("MediaTemperature", ran.Out, StringComparison.Ordinal);
        Assert.Contains("Reply, 132 bytes", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Raw_gives_the_bytes_of_a_refusal_too_and_still_fails()
    {
        var ran = Console.Run("dsm nmem0 --function 1 --raw --json", _kernel.With(SimulatorFaultKind.Status, 3));
        Assert.Equal(ExitCodes.Firmware, ran.Exit);
        var result = ran.Json.GetProperty("results")[0];
        Assert.StartsWith("03000000", result.GetProperty("outputBytes").GetString(), StringComparison.Ordinal);
        Assert.Equal(3, result.GetProperty("error").GetProperty("statusCode").GetInt32());
    }

    [Fact]
    public void Json_has_all_members_of_a_result_whether_it_failed_or_not()
    {
        var good = Console.Run("dsm nmem0 --function 1 --json", _kernel).Json;
        var bad = Console.Run("dsm nmem0 --function 1 --json", _kernel.With(SimulatorFaultKind.Errno, 5)).Json;
        Assert.Equal(Names(good), Names(bad));
        Assert.Equal(Names(good.GetProperty("results")[0]), Names(bad.GetProperty("results")[0]));
        Assert.Equal(JsonValueKind.Null, good.GetProperty("error").ValueKind);
        Assert.True(JsonElement.DeepEquals(bad.GetProperty("error"), bad.GetProperty("results")[0].GetProperty("error")));
        Assert.Equal("Intel", good.GetProperty("results")[0].GetProperty("family").GetString());
        Assert.Equal(196 * 2, good.GetProperty("results")[0].GetProperty("requestBytes").GetString()!.Length);
    }

    [Fact]
    public void Json_values_have_types()
    {
        var fields = Console.Run("dsm nmem0 --function 1 --json", _kernel).Json.GetProperty("results")[0].GetProperty("fields")
            .EnumerateArray().ToDictionary(f => f.GetProperty("name").GetString()!, f => f.GetProperty("value"));
        Assert.Equal(JsonValueKind.Number, fields["MediaTemperature"].ValueKind);
        Assert.Equal(JsonValueKind.Array, fields["ValidFlags"].ValueKind);
        Assert.Equal(JsonValueKind.Null, fields["PmicTemperature"].ValueKind);
        Assert.Matches("^[0-9a-f]+$", fields["VendorData"].GetString());
        var records = Console.Run("dsm ndbus0 --function TranslateSpa --argument Address=0x3060000000 --json", _kernel).Json
            .GetProperty("results")[0].GetProperty("fields").EnumerateArray().Single(f => f.GetProperty("name").GetString() == "Devices");
        Assert.Equal("Handle", records.GetProperty("value")[0][0].GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("dsm nmem5 --function 1 --what-if")]
    [InlineData("dsm ndbus3 --function 1 --what-if --argument Address=0 --argument Length=4096")]
    [InlineData("dsm nmem0 --function 24 --family Intel --dry-run --input-hex 0000000000000000000000000000000000000000000000000000000000000000")]
    public void What_if_needs_no_device(string line)
    {
        var root = Directory.CreateTempSubdirectory();
        try
        {
            var ran = Console.Run([.. line.Split(' '), "--sysfs-root", root.FullName]);
            Assert.Equal((ExitCodes.Success, ""), (ran.Exit, ran.Error));
            Assert.Contains("nothing was", ran.Lines[0], StringComparison.Ordinal);
            Assert.Contains("nd_command", ran.Out, StringComparison.Ordinal);
            var json = Console.Run([.. line.Split(' '), "--json", "--sysfs-root", root.FullName]).Json;
            Assert.NotEmpty(json.GetProperty("explanations")[0].GetProperty("rows").EnumerateArray());
        }
        finally
        {
            root.Delete();
        }
    }

    [Fact]
    public void A_passphrase_is_not_shown()
    {
        const string secret = "73656372657473656372657473656372657473656372657473656372657473ff";
        foreach (var options in new[] { "--what-if --hex", "--what-if --hex --json", "--allow-sensitive --force --hex", "--allow-sensitive --force --json" })
        {
            var ran = Console.Run($"dsm nmem0 --function 22 --input-hex {secret} {options}", _kernel);
            Assert.DoesNotContain("7365637265", ran.Out.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain("secretsecret", ran.Out, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(p => p.Name);
}
