using NvdimmPS.Cli;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Cli;

public sealed class LabelsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nvdimm-labels-").FullName;
    private readonly SimulatedKernel _kernel = new("qemu-labelled");

    private string Export => Path.Combine(_folder, "export");

    [Fact]
    public void Labels_are_shown_and_checked()
    {
        Assert.Matches(@"nmem0 +1\.1 +1 +1020 +1 +0 +3d9c6f64-67b0-46e6-9a57-90862252712b +fsdax-ns +0/1 +0x0 +67108864", Console.Run("labels show", _kernel).Out);
        Assert.Equal("fsdax-ns", Console.Run("labels show nmem0 --json", _kernel).Json.GetProperty("areas")[0].GetProperty("labels")[0].GetProperty("name").GetString());
        Assert.Equal(ExitCodes.Success, Console.Run("labels check", _kernel).Exit);
        var labels = _kernel.Dimm("nmem0").Labels;
        labels[100] = 0x55;
        _kernel.Dimm("nmem0").Labels = labels;
        var found = Console.Run("labels check nmem0", _kernel);
        Assert.Equal(ExitCodes.Unexpected, found.Exit);
        Assert.Contains("NV1605 Warning nmem0", found.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void An_export_is_brought_back_unless_a_region_is_enabled_or_nobody_says_yes()
    {
        var before = _kernel.Dimm("nmem0").Labels;
        Assert.Equal(ExitCodes.Success, Console.Run($"labels export {Export}", _kernel).Exit);
        var active = Console.Run($"labels import {Export} nmem0 --force", _kernel);
        Assert.Equal(ExitCodes.Refused, active.Exit);
        Assert.Contains("region1 is enabled", active.Error, StringComparison.Ordinal);
        Assert.Contains("next: Disable first: ndctl disable-region region1 or Disable-NvdimmRegion region1 of the module.", active.Error, StringComparison.Ordinal);

        // As the manual says, what would be refused is refused when it is only shown.
        Assert.Equal(ExitCodes.Refused, Console.Run($"labels import {Export} nmem0 --what-if", _kernel).Exit);
        foreach (var region in _kernel.Regions)
        {
            _kernel.DisableRegion(region.Name);
        }

        _kernel.Dimm("nmem0").Labels = new byte[before.Length];
        Assert.Equal(ExitCodes.Refused, Console.Run($"labels import {Export} nmem0", _kernel).Exit);
        Assert.Contains("slot 0 Name", Console.Run($"labels import {Export} nmem0 --what-if", _kernel).Out, StringComparison.Ordinal);
        Assert.All(_kernel.Dimm("nmem0").Labels, b => Assert.Equal(0, b));
        Assert.Equal(ExitCodes.Success, Console.Run($"labels import {Export} --force", _kernel).Exit);
        Assert.Equal(before, _kernel.Dimm("nmem0").Labels);
    }

    [Fact]
    public void An_import_says_of_each_DIMM_what_became_of_it_as_JSON_too()
    {
        Assert.Equal(ExitCodes.Success, Console.Run($"labels export {Export}", _kernel).Exit);
        var active = Console.Run($"labels import {Export} --force --json", _kernel);
        Assert.Equal(ExitCodes.Refused, active.Exit);
        Assert.Equal(["failed", "failed"], States(active));
        _kernel.DisableRegion("region0");
        var labels = _kernel.Dimm("nmem0").Labels;
        _kernel.DisableRegion("region1");
        _kernel.Dimm("nmem0").Labels = new byte[labels.Length];
        Assert.Equal(["planned", "unchanged"], States(Console.Run($"labels import {Export} --what-if --json", _kernel)));
        File.WriteAllText(Directory.GetFiles(Export, "nmem1*").Single(), "no labels");
        var refused = Console.Run($"labels import {Export} --force --json", _kernel);
        Assert.Equal(ExitCodes.Usage, refused.Exit);
        Assert.Equal(["failed", "skipped"], States(refused));
        Assert.Equal("Nvdimm.Label.OtherSize", refused.Json.GetProperty("results")[0].GetProperty("error").GetProperty("id").GetString());
        Assert.Contains("nothing was written", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("export")]
    [InlineData("import")]
    public void An_empty_word_is_no_folder(string command)
    {
        var ran = Console.Run(["labels", command, "", "--json"], _kernel);
        Assert.Equal(ExitCodes.Usage, ran.Exit);
        Assert.Equal("Nvdimm.Input.NoFolder", ran.Json.GetProperty("error").GetProperty("id").GetString());
    }

    private static IEnumerable<string?> States(Ran ran) => ran.Json.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("state").GetString());

    public void Dispose()
    {
        _kernel.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
