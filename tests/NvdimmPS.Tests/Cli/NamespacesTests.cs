using NvdimmPS.Cli;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Cli;

public sealed class NamespacesTests : IDisposable
{
    private readonly SimulatedKernel _kernel = new("nfit_test-labelled");

    [Fact]
    public void What_could_be_made_or_changed_is_said_as_the_module_says_it()
    {
        var all = Console.Run("namespaces test", _kernel);
        Assert.Equal(_kernel.Regions.Count() + 1, all.Lines.Count(l => !l.StartsWith("NV", StringComparison.Ordinal)));
        Assert.Equal(ExitCodes.Success, Console.Run("namespaces test region1 --mode raw --size 16M", _kernel).Exit);
        var refused = Console.Run("namespaces test region1 --mode raw --size 17M", _kernel);
        Assert.Equal(ExitCodes.Unexpected, refused.Exit);
        Assert.Contains("NV1256 Warning region1", refused.Out, StringComparison.Ordinal);
        Assert.Contains("Choose --size", refused.Out, StringComparison.Ordinal);
        var json = Console.Run("namespaces test namespace0.0 --mode devdax --json", _kernel).Json.GetProperty("tests")[0];
        Assert.Equal(("namespace0.0", true, "devdax"), (json.GetProperty("target").GetString(), json.GetProperty("possible").GetBoolean(), json.GetProperty("mode").GetString()));
        Assert.Equal(ExitCodes.Unexpected, Console.Run("namespaces test namespace0.1 --mode raw", _kernel).Exit);
        Assert.Equal(ExitCodes.Success, Console.Run("namespaces test namespace0.1 --mode raw --allow-in-use", _kernel).Exit);
        Assert.Equal(ExitCodes.NotFound, Console.Run("namespaces test region9", _kernel).Exit);
    }

    [Fact]
    public void Sizes_are_in_the_units_of_the_list_and_in_JSON_in_bytes()
    {
        Assert.Matches(@"\nregion1 +yes +raw +16 MiB +16 MiB ", Console.Run("namespaces test region1 --mode raw --size 16M", _kernel).Out);
        Assert.Equal(16 << 20, Console.Run("namespaces test region1 --mode raw --size 16M --json", _kernel).Json.GetProperty("tests")[0].GetProperty("size").GetInt64());
    }

    [Theory]
    [InlineData("--size much", "bytes, or a number with K")]
    [InlineData("--mode sectors", "raw, sector, fsdax, devdax")]
    [InlineData("--mode 7", "raw, sector, fsdax, devdax")]
    public void A_value_that_is_none_is_told_with_what_is_one(string options, string forms)
    {
        var ran = Console.Run($"namespaces test {options}", _kernel);
        Assert.Equal(ExitCodes.Usage, ran.Exit);
        Assert.Contains(forms, ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Sector_namespaces_that_are_disabled_are_checked_and_stay_as_they_were()
    {
        var none = Console.Run("namespaces check", _kernel);
        Assert.Equal(ExitCodes.Success, none.Exit);
        Assert.Contains("namespace1.0 is enabled", none.Error, StringComparison.Ordinal);
        Assert.Contains("no disabled sector namespace", none.Error, StringComparison.Ordinal);
        var held = Console.Run("namespaces check namespace1.0 --json", _kernel);
        Assert.Equal(ExitCodes.Refused, held.Exit);
        Assert.Equal("Nvdimm.InfoBlock.Held", held.Json.GetProperty("checks")[0].GetProperty("error").GetProperty("id").GetString());

        Write("bus/nd/drivers/nd_pmem/unbind", "btt1.1");
        Write("bus/nd/devices/btt1.1/namespace", "");
        var good = Console.Run("namespaces check namespace1.0", _kernel);
        Assert.Equal(ExitCodes.Success, good.Exit);
        Assert.Contains("namespace1.0: 1 arena, 7920 sectors of 4096 bytes: good", good.Out, StringComparison.Ordinal);

        Write("bus/nd/devices/namespace1.0/force_raw", "1");
        Write("bus/nd/drivers/nd_pmem/bind", "namespace1.0");
        using (var disk = _kernel.OpenDisk("pmem1", write: true))
        {
            Assert.Equal(4096, disk.Write(4096, new byte[4096]));
        }

        Write("bus/nd/drivers/nd_pmem/unbind", "namespace1.0");
        Write("bus/nd/devices/namespace1.0/force_raw", "0");
        var damaged = Console.Run("namespaces check namespace1.0 --json", _kernel);
        Assert.Equal(ExitCodes.Unexpected, damaged.Exit);
        Assert.StartsWith("NV12", damaged.Json.GetProperty("checks")[0].GetProperty("findings")[0].GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.Equal("0\n", File.ReadAllText(Path.Combine(_kernel.SysfsRoot, "bus/nd/devices/namespace1.0/force_raw")));
    }

    public void Dispose() => _kernel.Dispose();

    private void Write(string attribute, string value) =>
        Assert.True(_kernel.WriteAttribute(attribute, System.Text.Encoding.ASCII.GetBytes(value + "\n")) > 0, attribute);
}
