using NvdimmPS.Tests.Inventory;
using System.Text.Json;
using NvdimmPS.Cli;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Cli;

public sealed class ListTests : IDisposable
{
    private readonly SimulatedKernel _kernel = new("2x6");

    public void Dispose() => _kernel.Dispose();

    [Fact]
    public void The_default_is_a_table_of_the_DIMMs_in_the_order_of_their_numbers()
    {
        var ran = Console.Run("list", _kernel);
        Assert.Equal(ExitCodes.Success, ran.Exit);
        Assert.Equal(13, ran.Lines.Length);
        Assert.StartsWith("DIMM", ran.Lines[0], StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, 12).Select(n => $"nmem{n}"), ran.Lines.Skip(1).Select(l => l.Split(' ')[0]));
        Assert.Contains("Intel", ran.Lines[1], StringComparison.Ordinal);
        Assert.Empty(ran.Error);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("list --all --full")]
    [InlineData("list --json --full")]
    [InlineData("list nmem* ndbus0 region0 namespace*")]
    [InlineData("functions nmem0")]
    [InlineData("dsm nmem0 --function 1 --what-if")]
    public void Looking_sends_nothing_to_the_firmware(string line)
    {
        Assert.Equal(ExitCodes.Success, Console.Run(line, _kernel).Exit);
        Assert.Empty(_kernel.Transcript);
    }

    [Theory]
    [InlineData("--buses", "BUS")]
    [InlineData("--dimms", "DIMM")]
    [InlineData("--regions", "REGION")]
    [InlineData("--namespaces", "NAMESPACE")]
    public void Each_kind_can_be_chosen(string option, string header)
    {
        var ran = Console.Run("list " + option, _kernel);
        Assert.Equal(header, ran.Lines[0].Split(' ')[0]);
        Assert.DoesNotContain("\n\n", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void All_shows_a_table_for_each_kind() =>
        Assert.Equal(["BUS", "DIMM", "REGION", "NAMESPACE"], Console.Run("list --all", _kernel).Out.Split("\n\n").Select(t => t.Split(' ')[0]));

    [Theory]
    [InlineData("list nmem11", 1)]
    [InlineData("list 11", 1)]
    [InlineData("list nmem1 nmem2", 2)]
    [InlineData("list nmem1*", 3)]
    [InlineData("list nmem?", 10)]
    public void Names_and_wildcards_choose(string line, int dimms) => Assert.Equal(dimms + 1, Console.Run(line, _kernel).Lines.Length);

    [Theory]
    [InlineData("list nmem12")]
    [InlineData("list 99")]
    [InlineData("list x*")]
    [InlineData("list ndbus7")]
    [InlineData("list region9")]
    [InlineData("list namespace9.0")]
    public void What_is_not_there_is_an_error(string line)
    {
        var ran = Console.Run(line, _kernel);
        Assert.Equal(ExitCodes.NotFound, ran.Exit);
        Assert.Empty(ran.Out);
        Assert.Matches("^nvdimm: .+\nnext: .+\n$", ran.Error);
    }

    [Fact]
    public void Names_and_kinds_exclude_each_other() => Assert.Equal(ExitCodes.Usage, Console.Run("list nmem0 --regions", _kernel).Exit);

    [Fact]
    public void Full_shows_every_attribute_and_why_one_is_missing()
    {
        var ran = Console.Run("list nmem0 --full", _kernel);
        Assert.Contains(ran.Lines, l => l.StartsWith("uniqueId", StringComparison.Ordinal));
        Assert.Matches(@"(?m)^\w+ +\(.+\)$", ran.Out);
    }

    [Theory]
    [InlineData("1x1", 1)]
    [InlineData("2x6", 12)]
    [InlineData("nvdimm-n", 4)]
    [InlineData("1x3:hpe1", 3)]
    [InlineData("papr", 1)]
    [InlineData("hyperv", 1)]
    public void Json_has_one_shape(string topology, int atLeast)
    {
        using var kernel = new SimulatedKernel(topology);
        var ran = Console.Run("list --json", kernel);
        Assert.Equal(ExitCodes.Success, ran.Exit);
        Assert.Equal(Shape(Console.Run("list --json", _kernel).Json), Shape(ran.Json));
        Assert.InRange(ran.Json.GetProperty("dimms").GetArrayLength(), atLeast, 12);
        Assert.Equal("Simulated", ran.Json.GetProperty("source").GetString());
    }

    [Fact]
    public void Json_of_a_machine_without_NVDIMMs_has_that_shape_too()
    {
        var root = Directory.CreateTempSubdirectory();
        try
        {
            Directory.CreateDirectory(Path.Combine(root.FullName, "class", "nd"));
            var ran = Console.Run(["list", "--json", "--sysfs-root", root.FullName]);
            Assert.Equal(ExitCodes.Success, ran.Exit);
            Assert.Equal(["version", "source", "buses", "dimms", "regions", "namespaces"], ran.Json.EnumerateObject().Select(p => p.Name));
            Assert.Equal("Device", ran.Json.GetProperty("source").GetString());
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_kernel_without_the_driver_is_not_an_empty_machine()
    {
        var root = Directory.CreateTempSubdirectory();
        try
        {
            var ran = Console.Run(["list", "--sysfs-root", root.FullName]);
            Assert.Equal(ExitCodes.Unsupported, ran.Exit);
            Assert.Contains("modprobe", ran.Error, StringComparison.Ordinal);
            Assert.Equal(ExitCodes.Unsupported, Console.Run(["dsm", "nmem0", "--function", "1", "--sysfs-root", root.FullName]).Exit);
        }
        finally
        {
            root.Delete();
        }
    }

    [Fact]
    public void Json_has_every_property_and_says_why_one_is_null()
    {
        foreach (var dimm in Console.Run("list --json --dimms", _kernel).Json.GetProperty("dimms").EnumerateArray())
        {
            var reasons = dimm.GetProperty("unavailable");
            Assert.All(dimm.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Null), p => Assert.NotEqual("", reasons.GetProperty(p.Name).GetString()));
            Assert.Equal(JsonValueKind.Number, dimm.GetProperty("handle").ValueKind);
        }
    }

    [Fact]
    public void Json_that_was_not_asked_for_is_an_empty_array()
    {
        var json = Console.Run("list --json --regions", _kernel).Json;
        Assert.Equal((0, 0, 0), (json.GetProperty("buses").GetArrayLength(), json.GetProperty("dimms").GetArrayLength(), json.GetProperty("namespaces").GetArrayLength()));
        Assert.NotEqual(0, json.GetProperty("regions").GetArrayLength());
    }

    /// <summary>The names of all members, down to those of the first element of each array.</summary>
    private static string Shape(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => string.Join(' ', element.EnumerateObject().Select(p => p.Name + (p.Name is "unavailable" or "consumers" ? "" : Shape(p.Value)))), // as many as there are
        JsonValueKind.Array when element.GetArrayLength() > 0 && element[0].ValueKind == JsonValueKind.Object => $"[{Shape(element[0])}]",
        _ => "",
    };

    /// <summary>A driver helps a machine without DIMMs alone, and none helps one that is simulated.</summary>
    [Theory]
    [InlineData(2, true)]
    [InlineData(0, true)]
    [InlineData(2, false)]
    public void A_driver_is_named_where_it_would_help(int dimms, bool simulated)
    {
        using var tree = SysfsTree.Generated(dimms);
        var ran = Console.Run("list namespace9.9", simulated ? tree : new Cmdlets.NoKernel { SysfsRoot = tree.SysfsRoot });
        Assert.Equal(ExitCodes.NotFound, ran.Exit);
        Assert.Contains("There is no namespace 'namespace9.9'. This machine has none.", ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("modprobe", ran.Error, StringComparison.Ordinal);
        using var empty = SysfsTree.Generated(0);
        Assert.Contains("modprobe", Console.Run("list namespace9.9", new Cmdlets.NoKernel { SysfsRoot = empty.SysfsRoot }).Error, StringComparison.Ordinal);
    }
}
