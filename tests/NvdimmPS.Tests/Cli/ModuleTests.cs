using NvdimmPS.Cli;
using NvdimmPS.Simulation;
using NvdimmPS.Tracing;

namespace NvdimmPS.Tests.Cli;

/// <summary>Vendor commands and support bundles.</summary>
public sealed class ModuleTests : IDisposable
{
    private readonly SimulatedKernel _kernel = new("1x2");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nvdimm-bundle-");

    public void Dispose()
    {
        _kernel.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void A_large_payload_is_read_piece_by_piece()
    {
        var all = Console.Run("vendor nmem0 ReadLargePayload -a Size=100000 -a Offset=0", _kernel);
        Assert.NotEqual(ExitCodes.Success, all.Exit);
        Assert.Contains("One call carries 4,096 bytes of nmem0's large payload at most. Nothing was sent.", all.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Success, Console.Run("vendor nmem0 ReadLargePayload -a Size=4096 -a Offset=4096", _kernel).Exit);
        Assert.Contains("up to byte 4,294,967,295", Console.Run("vendor nmem0 ReadLargePayload -a Size=4294967295 -a Offset=0", _kernel).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vendor nmem0 GetIdentity")]
    [InlineData("vendor 0 getidentity")]
    [InlineData("vendor nmem0 01:00")]
    [InlineData("vendor nmem0 0x01 0x00")]
    [InlineData("vendor nmem0 1 0")]
    public void A_command_can_be_said_by_name_and_by_numbers(string line)
    {
        var ran = Console.Run(line, _kernel);
        Assert.Equal((ExitCodes.Success, ""), (ran.Exit, ran.Error));
        Assert.Contains("01:00 GetIdentity", ran.Lines[0], StringComparison.Ordinal);
        Assert.Matches(@"PartNumber +NMA1XXD128GPS", ran.Out);
    }

    [Fact]
    public void The_answer_of_each_DIMM_as_JSON()
    {
        var ran = Console.Run("vendor nmem* GetCharacteristics --json", _kernel);
        Assert.Equal(ExitCodes.Success, ran.Exit);
        var results = ran.Json.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(["nmem0 01:01 GetCharacteristics", "nmem1 01:01 GetCharacteristics"], results.Select(r => $"{r.GetProperty("target")} {r.GetProperty("vendorCommand")}"));
        Assert.Equal(82, results[0].GetProperty("fields").EnumerateArray().Single(f => f.GetProperty("name").GetString() == "MediaThrottlingStartThreshold").GetProperty("value").GetDouble());
    }

    [Fact]
    public void Input_is_given_by_name_and_by_bytes()
    {
        var named = Console.Run("vendor nmem0 GetMemoryInfo -a Page=1 --json", _kernel);
        var bytes = Console.Run($"vendor nmem0 GetMemoryInfo --input-hex 01{new string('0', 254)} --json", _kernel);
        Assert.Equal((ExitCodes.Success, ExitCodes.Success), (named.Exit, bytes.Exit));
        Assert.All([named, bytes], r => Assert.Contains("TotalMediaReads", r.Out, StringComparison.Ordinal));
    }

    /// <summary>As with dsm: with nobody to ask it is refused; the simulated firmware refuses it where it is sent.</summary>
    [Theory]
    [InlineData("vendor nmem0 CustomerFormat", null, ExitCodes.Refused, "NotConfirmed")]
    [InlineData("vendor nmem0 CustomerFormat", "n", ExitCodes.Refused, "NotConfirmed")]
    [InlineData("vendor nmem0 SetPartitionInfo", "y", ExitCodes.Firmware, "FirmwareStatus")]
    [InlineData("vendor nmem0 FreezeLock", "y", ExitCodes.Refused, "Sensitive")]
    [InlineData("vendor nmem0 0x77 0x01", null, ExitCodes.Refused, "NotConfirmed")]
    public void What_changes_something_needs_what_it_needs_elsewhere(string line, string? answer, int exit, string id)
    {
        var ran = Console.Run(line + " --allow-in-use --json", _kernel, answer);
        Assert.Equal(exit, ran.Exit);
        Assert.Equal("Nvdimm.Dsm." + id, ran.Json.GetProperty("error").GetProperty("id").GetString());
        Assert.Equal(exit == ExitCodes.Firmware ? 1 : 0, _kernel.Transcript.Count(t => t.Function == 9));
    }

    [Theory]
    [InlineData("vendor nmem0 GetIdentity secretword", ExitCodes.Usage)]
    [InlineData("vendor nmem0 3 secretword", ExitCodes.Usage)]
    [InlineData("vendor nmem0 3 0xf1 secretword", ExitCodes.Usage)]
    [InlineData("vendor nmem0 0x01", ExitCodes.Usage)]
    [InlineData("vendor nmem0 GetNothing", ExitCodes.Usage)]
    [InlineData("vendor nmem0", ExitCodes.Usage)]
    [InlineData("vendor ndbus0 GetIdentity", ExitCodes.NotOffered)]
    [InlineData("vendor nmem9 GetIdentity", ExitCodes.NotFound)]
    public void What_cannot_be_sent_says_why_and_sends_nothing(string line, int exit)
    {
        var ran = Console.Run(line, _kernel);
        Assert.Equal(exit, ran.Exit);
        Assert.StartsWith("nvdimm: ", ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secretword", ran.Error, StringComparison.Ordinal);
        Assert.Empty(_kernel.Transcript);
    }

    [Fact]
    public void It_is_explained_without_a_device()
    {
        var ran = Console.Run("vendor nmem7 SetAlarmThresholds --what-if", new SimulatedKernel("hyperv"));
        Assert.Equal(ExitCodes.Success, ran.Exit);
        Assert.Contains("would be sent; nothing was", ran.Out, StringComparison.Ordinal);
        Assert.Contains("MediaTemperatureThreshold", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Vendor_commands_are_listed()
    {
        var all = Console.Run("functions --vendor", _kernel);
        Assert.Contains(all.Lines, l => l.Contains("01:01", StringComparison.Ordinal) && l.Contains("GetCharacteristics", StringComparison.Ordinal));
        Assert.Equal(all.Lines.Length, Console.Run("functions nmem0 --vendor", _kernel).Lines.Length);
        Assert.Equal(ExitCodes.Usage, Console.Run("functions --vendor --family Msft", _kernel).Exit);
        using var other = new SimulatedKernel("hyperv");
        Assert.Equal(ExitCodes.NotOffered, Console.Run("functions nmem0 --vendor", other).Exit);
    }

    [Fact]
    public void A_bundle_is_a_recorded_machine()
    {
        var file = Path.Combine(_folder.FullName, "b.zip");
        var ran = Console.Run(["bundle", "-o", file, "--json"], _kernel);
        Assert.Equal((ExitCodes.Success, ""), (ran.Exit, ran.Error));
        Assert.Equal((file, "Simulated"), (ran.Json.GetProperty("file").GetString(), ran.Json.GetProperty("source").GetString()));
        Assert.Contains(ran.Json.GetProperty("steps").EnumerateArray(), s => s.GetProperty("file").GetString() == "dimms/nmem1/capacity.json" && s.GetProperty("status").GetString() == "Done");
        using var replay = new ReplayKernel(file);
        Assert.Contains("nmem1", Console.Run("list", replay).Out, StringComparison.Ordinal);
        Assert.Contains("GetIdentity", Console.Run("vendor nmem0 GetIdentity", replay).Out, StringComparison.Ordinal);

        // One that is there stays as it is, and nothing is read for it.
        var (bytes, asked) = (File.ReadAllBytes(file), _kernel.Transcript.Count);
        var again = Console.Run(["bundle", "-o", file], _kernel);
        Assert.Equal(ExitCodes.Usage, again.Exit);
        Assert.Contains("remove it first", again.Error, StringComparison.Ordinal);
        Assert.Equal(bytes, File.ReadAllBytes(file));
        Assert.Equal(asked, _kernel.Transcript.Count);
    }

    [Fact]
    public void What_is_missing_in_a_bundle_is_told_and_is_no_success()
    {
        _kernel.Faults.Add(new SimulatorFault { Target = "nmem1", Function = 9, Kind = SimulatorFaultKind.Status, Value = 0x0005_0007 });
        var file = Path.Combine(_folder.FullName, "b.zip");
        var ran = Console.Run(["bundle", "--output", file], _kernel);
        Assert.Equal(ExitCodes.SeveralTargets, ran.Exit);
        Assert.Contains("not in the bundle: nmem1 error logs of the module: Failed", ran.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(file));
        Assert.Equal(ExitCodes.Usage, Console.Run(["bundle", "--step-timeout", "0"], _kernel).Exit);
        Assert.Equal(ExitCodes.Usage, Console.Run(["bundle", "-o", ""], _kernel).Exit);
    }
}
