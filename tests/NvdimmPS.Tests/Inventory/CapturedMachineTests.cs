using System.Globalization;
using System.Text.Json;
using NvdimmPS.Inventory;

namespace NvdimmPS.Tests.Inventory;

/// <summary>Two captured machines, each with what ndctl said of the same one (list -BDRNi -vvv).</summary>
public class CapturedMachineTests(CapturedMachines machines) : IClassFixture<CapturedMachines>
{
    private static readonly (string Key, string Flag)[] FlagNames =
    [
        ("flag_failed_map", "map_fail"), ("flag_failed_save", "save_fail"), ("flag_failed_arm", "not_armed"),
        ("flag_failed_restore", "restore_fail"), ("flag_failed_flush", "flush_fail"), ("flag_smart_event", "smart_event"),
    ];

    public static TheoryData<string, bool> Machines => new() { { "qemu", false }, { "qemu", true }, { "nfit_test", false }, { "nfit_test", true } };

    [Theory]
    [MemberData(nameof(Machines))]
    public void Buses_are_what_ndctl_says(string machine, bool linksAsFiles)
    {
        var tree = machines.Get(machine, linksAsFiles);
        var buses = new Topology(tree).GetBuses().ToDictionary(b => b.Name);
        var expected = Ndctl(machine);
        Assert.Equal(expected.Count, buses.Count);
        foreach (var json in expected)
        {
            var bus = buses[Text(json, "dev")!];
            Assert.Equal(Text(json, "provider"), bus.Provider);
            Assert.Equal(Text(json, "scrub_state"), bus.ScrubState);
            Assert.Equal(Names(json, "dimms"), bus.Dimms);
            Assert.Equal(Names(json, "regions"), bus.Regions);
        }
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void Dimms_are_what_ndctl_says(string machine, bool linksAsFiles)
    {
        var tree = machines.Get(machine, linksAsFiles);
        var dimms = new Topology(tree).GetDevices().ToDictionary(d => d.Name);
        var expected = Ndctl(machine).SelectMany(bus => Children(bus, "dimms").Select(dimm => (Bus: bus, Dimm: dimm))).ToList();
        Assert.Equal(expected.Count, dimms.Count);
        foreach (var (bus, json) in expected)
        {
            var dimm = dimms[Text(json, "dev")!];
            Assert.Equal(Text(bus, "dev"), dimm.Bus);
            Assert.Equal(Text(bus, "provider"), dimm.Provider);
            Assert.Equal(Text(json, "id"), dimm.UniqueId);
            Assert.Equal(Number(json, "handle"), dimm.Handle);
            Assert.Equal(Number(json, "phys_id"), dimm.PhysicalId);
            Assert.Equal(Text(json, "security"), dimm.Security);
            Assert.Equal(
                FlagNames.Where(f => json.TryGetProperty(f.Key, out _)).Select(f => f.Flag).Order(),
                dimm.Flags!.Where(f => f != "smart_notify").Order());
        }
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void Regions_are_what_ndctl_says(string machine, bool linksAsFiles)
    {
        var tree = machines.Get(machine, linksAsFiles);
        var regions = new Topology(tree).GetRegions().ToDictionary(r => r.Name);
        var expected = Ndctl(machine).SelectMany(bus => Children(bus, "regions")).ToList();
        Assert.Equal(expected.Count, regions.Count);
        foreach (var json in expected)
        {
            var region = regions[Text(json, "dev")!];
            Assert.Equal(Number(json, "size"), region.Size);
            Assert.Equal(Number(json, "align"), region.Alignment);
            Assert.Equal(Number(json, "available_size"), region.AvailableSize);
            Assert.Equal(Number(json, "max_available_extent"), region.MaxAvailableExtent);
            Assert.Equal(Number(json, "numa_node"), (ulong?)region.NumaNode);
            Assert.Equal(Number(json, "target_node"), (ulong?)region.TargetNode);
            Assert.Equal(Text(json, "persistence_domain"), region.PersistenceDomain ?? "unknown");
            if (Number(json, "iset_id") is { } cookie)
            {
                Assert.Equal($"0x{cookie:x}", region.InterleaveSetCookie);
            }

            Assert.Equal(
                Children(json, "mappings").Select(m => $"{Text(m, "dimm")},{Number(m, "offset")},{Number(m, "length")},{Number(m, "position")}").Order(),
                region.Mappings.Select(m => $"{m.Dimm},{m.Offset},{m.Length},{m.Position}").Order());
        }
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void Namespaces_are_what_ndctl_says(string machine, bool linksAsFiles)
    {
        var tree = machines.Get(machine, linksAsFiles);
        var namespaces = new Topology(tree).GetNamespaces().ToDictionary(n => n.Name);
        var expected = Ndctl(machine).SelectMany(bus => Children(bus, "regions"))
            .SelectMany(region => Children(region, "namespaces").Select(n => (Region: region, Namespace: n)))
            .Where(n => Number(n.Namespace, "size") != 0).ToList();
        Assert.Equal(expected.Count, namespaces.Count);
        foreach (var (region, json) in expected)
        {
            var found = namespaces[Text(json, "dev")!];
            Assert.Equal(Text(region, "dev"), found.Region);
            Assert.Equal(Text(json, "mode"), found.Mode);
            Assert.Equal(Text(json, "map"), found.Map);
            Assert.Equal(Number(json, "size"), found.Size);
            Assert.Equal(Text(json, "uuid"), found.Uuid);
            Assert.Equal(Text(json, "raw_uuid") ?? found.Uuid, found.RawUuid);
            Assert.Equal(Number(json, "sector_size"), found.SectorSize);
            Assert.Equal(Number(json, "align"), found.Alignment);
            Assert.Equal(Text(json, "blockdev"), found.BlockDevice);
            Assert.Equal(CharacterDevice(json), found.DaxDevice);
            Assert.Equal(Text(json, "name"), found.AlternateName);
            Assert.Equal(Text(json, "state") != "disabled", found.Enabled);
            Assert.Equal(Number(json, "numa_node"), (ulong?)found.NumaNode);
            Assert.Equal(Children(region, "mappings").Select(m => Text(m, "dimm")).Order(), found.Dimms.Order());
        }
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void What_is_null_has_a_reason(string machine, bool linksAsFiles)
    {
        var tree = machines.Get(machine, linksAsFiles);
        var topology = new Topology(tree);
        object[] all =
        [
            .. topology.GetBuses(), .. topology.GetDevices(), .. topology.GetDevices(TopologyDetail.Full),
            .. topology.GetRegions(), .. topology.GetNamespaces(),
        ];
        foreach (var item in all)
        {
            Reasons.AssertComplete(item);
        }
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void Everything_is_found_by_name_as_it_is_listed(string machine, bool linksAsFiles)
    {
        var tree = machines.Get(machine, linksAsFiles);
        var topology = new Topology(tree);
        Assert.All(topology.GetBuses(), b => Assert.Equivalent(b, topology.FindBus(b.Name), strict: true));
        Assert.All(topology.GetDevices(), d => Assert.Equivalent(d, topology.FindDevice(d.Name, TopologyDetail.Summary), strict: true));
        Assert.All(topology.GetRegions(), r => Assert.Equivalent(r, topology.FindRegion(r.Name), strict: true));
        Assert.All(topology.GetNamespaces(), n => Assert.Equivalent(n, topology.FindNamespace(n.Name), strict: true));
        Assert.All(topology.GetRegions(), r => Assert.Equal(r.Namespaces, topology.GetNamespacesOf(r.Name).Select(n => n.Name)));
    }

    private static List<JsonElement> Ndctl(string machine)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(SysfsTree.DataPath(machine + ".json")));
        return [.. document.RootElement.Clone().EnumerateArray()];
    }

    private static string[] Names(JsonElement json, string key) =>
        [.. Children(json, key).Select(c => Text(c, "dev")!).OrderBy(n => int.Parse(n.AsSpan(n.IndexOfAnyInRange('0', '9')), CultureInfo.InvariantCulture))];

    private static string? CharacterDevice(JsonElement json) =>
        json.TryGetProperty("daxregion", out var region) ? Text(Children(region, "devices").Single(), "chardev") : null;

    private static IEnumerable<JsonElement> Children(JsonElement json, string key) =>
        json.TryGetProperty(key, out var list) ? list.EnumerateArray() : [];

    private static string? Text(JsonElement json, string key) => json.TryGetProperty(key, out var value) ? value.GetString() : null;

    private static ulong? Number(JsonElement json, string key) => json.TryGetProperty(key, out var value) ? value.GetUInt64() : null;
}
