using System.Text;
using System.Text.Json.Nodes;
using NvdimmPS.Abi;
using NvdimmPS.Configuration;
using NvdimmPS.Dsm;
using NvdimmPS.Files;
using NvdimmPS.Inventory;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Configuration;

public sealed class ConfigurationTests
{
    private static readonly DateTime Time = new(2027, 1, 31, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("1x2")]
    [InlineData("2x6")]
    [InlineData("nfit_test")]
    [InlineData("nfit_test-labelled")]
    [InlineData("qemu")]
    [InlineData("qemu-labelled")]
    [InlineData("nvdimm-n")]
    [InlineData("hpe-nvdimm-n")]
    [InlineData("hyperv")]
    [InlineData("papr")]
    public void What_is_written_is_read_again_and_nothing_differs(string topology)
    {
        using var kernel = new SimulatedKernel(topology);
        var taken = Take(kernel);
        var text = ConfigurationWriter.Text(taken);
        var read = Parse(text);
        Assert.Empty(read.Strange);
        Assert.Equal(text, ConfigurationWriter.Text(read));
        Assert.DoesNotContain(ConfigurationComparer.Compare(read, Take(kernel)), d => d.Kind != "Unknown");
        Assert.Equal(kernel.Dimms.Count, read.Root.Parts["dimms"].Count);
        Assert.NotEmpty(read.Root.Parts["regions"]);
        Assert.DoesNotContain("serial", text, StringComparison.Ordinal);
        Assert.DoesNotContain("uuid", text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("1x2")]
    [InlineData("hyperv")]
    public void Capacity_is_in_it_when_asked_for(string topology)
    {
        using var kernel = new SimulatedKernel(topology);
        using var caller = new DsmCaller(kernel);
        var taken = new MachineConfiguration(new NvdimmMachine(kernel), caller) { WithCapacity = true, Failed = e => Assert.Fail(e.Message) }.Read(Time);
        Assert.False(Take(kernel).Asks("capacity"));
        var text = ConfigurationWriter.Text(taken);
        Assert.Equal(text, ConfigurationWriter.Text(Parse(text)));
        var capacity = JsonNode.Parse(text)!["dimms"]!.AsObject().First().Value!["capacity"]!.AsObject();
        Assert.True(capacity["total"]!.GetValue<double>() > 0);
        Assert.Equal(topology == "1x2", capacity.ContainsKey("inaccessible"));
        Assert.False(capacity.ContainsKey("unavailable"));
        Assert.Empty(ConfigurationComparer.Compare(Parse(text), taken));
        var desired = JsonNode.Parse(text)!;
        desired["dimms"]!.AsObject().First().Value!["capacity"]!.AsObject()["appDirect"] = 7;
        Assert.EndsWith("/capacity/appDirect", Assert.Single(ConfigurationComparer.Compare(Parse(desired.ToJsonString()), taken)).Path, StringComparison.Ordinal);
    }

    /// <summary>What a family has no threshold for is no gap; what its function did not tell is one.</summary>
    [Theory]
    [InlineData("1x1", "")]
    [InlineData("1x1:Hpe1", "")]
    [InlineData("1x1:Msft", "")]
    [InlineData("1x1:Msft", "lifeError lifeWarning", 5u)]
    public void Only_thresholds_that_were_not_told_are_gaps(string topology, string gaps, uint refused = 0)
    {
        using var kernel = new SimulatedKernel(topology);
        if (refused > 0)
        {
            kernel.Faults.Add(new SimulatorFault { Function = refused, Kind = SimulatorFaultKind.Errno, Value = 5 });
        }

        var dimm = Assert.Single(Take(kernel).Root.Parts[ConfigurationPart.Dimms.Name]);
        Assert.Equal(gaps, string.Join(' ', Assert.Single(dimm.Parts[ConfigurationPart.Thresholds.Name]).Unknown.Keys.Order()));
    }

    [Fact]
    public void Drift_is_told_by_path_with_both_values()
    {
        using var kernel = new SimulatedKernel("1x2");
        var desired = Parse(ConfigurationWriter.Text(Take(kernel)));
        kernel.Dimm("nmem1").State.Update.RunningVersion++;
        kernel.Dimm("nmem0").Locked = true;
        var differences = ConfigurationComparer.Compare(desired, Take(kernel)).ToList();
        Assert.Equal(["Different dimms/0x1/security Warning", "Different dimms/0x11/firmware Warning"], differences.Select(d => $"{d} {d.Severity}").Order());
        Assert.Equal(("disabled", "locked"), (differences[0].Desired, differences[0].Actual));
        Assert.All(differences, d => Assert.Equal(("Simulated", Environment.MachineName), (d.Source, d.Machine)));
    }

    [Fact]
    public void What_was_edited_is_missing_extra_or_different()
    {
        using var kernel = new SimulatedKernel("1x2");
        var document = JsonNode.Parse(ConfigurationWriter.Text(Take(kernel)))!.AsObject();
        var dimms = document["dimms"]!.AsObject();
        var regions = document["regions"]!.AsObject();
        dimms["0x901"] = dimms["0x11"]!.DeepClone();
        dimms.Remove("0x11");
        dimms["0x1"]!.AsObject()["thresholds"]!.AsObject()["mediaTemperature"] = 70;
        var size = regions["region0"]!["size"]!.GetValue<long>();
        regions["region0"]!.AsObject()["size"] = size * 2;
        regions["region7"] = JsonNode.Parse("""{ "type": "pmem", "dimms": [ "0x5" ] }""");
        Assert.Equal(
            [
                "Different dimms/0x1/thresholds/mediaTemperature", "Missing dimms/0x901", "Extra dimms/0x11", "Different regions/region0/size", "Missing regions/region7",
            ],
            ConfigurationComparer.Compare(Parse(document.ToJsonString()), Take(kernel)).Select(d => d.ToString()));
        var rows = ConfigurationComparer.Compare(Parse(document.ToJsonString()), Take(kernel)).ToList();
        Assert.Equal((70L, "Warning"), (rows[0].Desired, rows[0].Severity));
        Assert.Equal((size * 2, (object)size, "Critical"), (rows[3].Desired, rows[3].Actual, rows[3].Severity));
    }

    [Fact]
    public void Regions_are_known_by_their_DIMMs_and_not_by_the_kernels_numbers()
    {
        using var kernel = new SimulatedKernel("2x2");
        var document = JsonNode.Parse(ConfigurationWriter.Text(Take(kernel)))!.AsObject();
        var regions = document["regions"]!.AsObject();
        var (first, second) = (regions["region0"]!.DeepClone(), regions["region1"]!.DeepClone());
        (regions["region0"], regions["region1"]) = (second, first);
        Assert.Empty(ConfigurationComparer.Compare(Parse(document.ToJsonString()), Take(kernel)));
    }

    [Fact]
    public void What_is_not_wanted_is_not_compared()
    {
        using var kernel = new SimulatedKernel("1x2");
        var desired = Parse("""{ "format": "nvdimmps-configuration", "version": 1, "dimms": { "0x1": { "security": "disabled" }, "0x11": {} } }""");
        Assert.Empty(ConfigurationComparer.Compare(desired, Take(kernel)));
        Assert.False(desired.Asks("firmware"));
        Assert.False(desired.Asks("thresholds"));
    }

    [Fact]
    public void What_could_not_be_read_is_unknown_on_either_side()
    {
        using var kernel = new SimulatedKernel("1x2");
        var whole = Parse(ConfigurationWriter.Text(Take(kernel)));
        kernel.Faults.Add(new SimulatorFault { Target = "nmem1", Kind = SimulatorFaultKind.Errno, Value = Errno.EIO });
        var failed = new List<NvdimmException>();
        var holed = Take(kernel, failed.Add);
        Assert.Equal(2, failed.Count);
        var rows = ConfigurationComparer.Compare(whole, holed).ToList();
        Assert.Equal(["Unknown dimms/0x11/firmware Warning", "Unknown dimms/0x11/thresholds Warning"], rows.Select(d => $"{d} {d.Severity}"));
        Assert.All(rows, d => Assert.Contains("EIO", d.Reason, StringComparison.Ordinal));
        rows = [.. ConfigurationComparer.Compare(Parse(ConfigurationWriter.Text(holed)), whole)];
        Assert.Equal(["Unknown dimms/0x11/firmware Information", "Unknown dimms/0x11/thresholds Information"], rows.Select(d => $"{d} {d.Severity}"));
        Assert.All(rows, d => Assert.StartsWith("not known when the document was made", d.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Another_machines_serial_numbers_are_refused_and_one_DIMM_may_be_replaced()
    {
        using var kernel = new SimulatedKernel("1x2");
        var text = ConfigurationWriter.Text(Take(kernel, serials: true));
        Assert.Empty(ConfigurationComparer.Compare(Parse(text), Take(kernel, serials: true)));
        var document = JsonNode.Parse(text)!;
        document["dimms"]!["0x1"]!["serial"] = "0x0badcafe";
        Assert.Equal("Different dimms/0x1/serial", Assert.Single(ConfigurationComparer.Compare(Parse(document.ToJsonString()), Take(kernel, serials: true))).ToString());
        document["dimms"]!["0x11"]!["serial"] = "0x0badcaff";
        var e = Assert.Throws<NvdimmException>(() => ConfigurationComparer.Compare(Parse(document.ToJsonString()), Take(kernel, serials: true)).ToList());
        Assert.Equal("Nvdimm.Configuration.OtherMachine", e.ErrorId);
    }

    [Theory]
    [InlineData("", "Invalid", "no JSON")]
    [InlineData("{}", "Invalid", "it is empty")]
    [InlineData("[]", "Invalid", "a table is expected")]
    [InlineData("{\"format\":\"x\"}", "Invalid", "does not say \"format\"")]
    [InlineData("{\"format\":\"nvdimmps-configuration\"}", "Invalid", "version is missing")]
    [InlineData("{\"format\":\"nvdimmps-configuration\",\"version\":2,\"dimmz\":7}", "Version", "has version 2")]
    [InlineData("{\"format\":\"nvdimmps-configuration\",\"version\":\"1\"}", "Invalid", "a number is expected")]
    [InlineData("{\"format\":\"nvdimmps-configuration\",\"version\":1}", "Invalid", "says nothing of DIMMs or regions")]
    [InlineData("{\"format\":\"nvdimmps-configuration\",\"version\":1,\"dimms\":[]}", "Invalid", "dimms: a table is expected")]
    [InlineData("{\"format\":\"nvdimmps-configuration\",\"version\":1,\"dimms\":{\"0x1\":7}}", "Invalid", "dimms.0x1: a table is expected")]
    [InlineData("{\"format\":\"nvdimmps-configuration\",\"version\":1,\"dimms\":{\"0x1\":\"@{name=nmem0}\"}}", "Invalid", "only the text of a table is left")]
    [InlineData("{\"format\":\"nvdimmps-configuration\",\"version\":1,\"dimms\":{\"0x1\":{},\"0x1\":{}}}", "Invalid", "stands twice")]
    [InlineData("{\"format\":\"nvdimmps-configuration\",\"version\":1,\"dimms\":{\"0x1\":{\"securityFrozen\":\"no\"}}}", "Invalid", "true or false is expected")]
    [InlineData("{\"format\":\"nvdimmps-configuration\",\"version\":1,\"regions\":{\"region0\":{\"size\":\"big\"}}}", "Invalid", "regions.region0.size: a number is expected")]
    [InlineData("{\"format\":\"nvdimmps-configuration\",\"version\":1,\n\"regions\":{\"region0\":{\"dimms\":[7]}}}", "Invalid", "line 2")]
    public void What_is_no_configuration(string json, string id, string reason)
    {
        var e = Assert.Throws<NvdimmException>(() => Parse(json));
        Assert.Equal(($"Nvdimm.Configuration.{id}", "c.json"), (e.ErrorId, e.Target));
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was compared", e.Message, StringComparison.Ordinal);
        Assert.NotEmpty($"{e.NextStep}");
    }

    [Fact]
    public void A_cut_document_is_never_half_of_one_and_strange_members_are_told()
    {
        using var kernel = new SimulatedKernel("1x1");
        var bytes = Encoding.UTF8.GetBytes(ConfigurationWriter.Text(Take(kernel)));
        for (var length = 0; length < bytes.Length; length += 7)
        {
            Assert.Throws<NvdimmException>(() => ConfigurationReader.Read(DataJson.Parse(NvdimmConfiguration.Origin("c.json"), bytes.AsSpan(0, length))));
        }

        var strange = Parse("""{ "format": "nvdimmps-configuration", "version": 1, "note": "x", "dimms": { "0x1": { "colour": "red" } } }""");
        Assert.Equal(["dimms.0x1.colour", "note"], strange.Strange.Select(s => s.Path));
    }

    [Fact]
    public void Files_are_written_whole_or_not_at_all()
    {
        var folder = Directory.CreateTempSubdirectory("nvdimm-configuration-").FullName;
        try
        {
            var path = Path.Combine(folder, "c.json");
            ConfigurationWriter.Save(path, "one", overwrite: false);
            Assert.Equal("Nvdimm.Configuration.Exists", Assert.Throws<NvdimmException>(() => ConfigurationWriter.Save(path, "two", overwrite: false)).ErrorId);
            Assert.Equal("one\n", File.ReadAllText(path));
            ConfigurationWriter.Save(path, "two", overwrite: true);
            Assert.Equal("two\n", File.ReadAllText(path));
            Assert.Equal("Nvdimm.Configuration.Write", Assert.Throws<NvdimmException>(() => ConfigurationWriter.Save(Path.Combine(folder, "no", "c.json"), "x", overwrite: true)).ErrorId);
            Assert.Equal("Nvdimm.Configuration.Write", Assert.Throws<NvdimmException>(() => ConfigurationWriter.Save(folder, "x", overwrite: true)).ErrorId);
            Assert.Equal([path], Directory.GetFileSystemEntries(folder));
            Assert.Single(Directory.GetFileSystemEntries(Path.GetDirectoryName(folder)!, Path.GetFileName(folder) + "*"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static NvdimmConfiguration Take(SimulatedKernel kernel, Action<NvdimmException>? failed = null, bool serials = false)
    {
        using var caller = new DsmCaller(kernel);
        return new MachineConfiguration(new NvdimmMachine(kernel), caller) { WithSerials = serials, Failed = failed ?? (_ => { }) }.Read(Time);
    }

    private static NvdimmConfiguration Parse(string json) => ConfigurationReader.Read(DataJson.Parse(NvdimmConfiguration.Origin("c.json"), Encoding.UTF8.GetBytes(json)));
}
