using System.Runtime.CompilerServices;
using NvdimmPS.Fleet.Inventory;

namespace NvdimmPS.Tests.Fleet;

public sealed class InventoryTests
{
    [Fact]
    public void Outliers_come_first_and_say_in_what_they_differ()
    {
        var collector = new InventoryCollector();
        for (var host = 1; host <= 5; host++)
        {
            Firmware(collector, $"node{host:00}", "nmem0", "01.00.00.0001");
            Firmware(collector, $"node{host:00}", "nmem1", host == 3 ? "01.00.00.0002" : "01.00.00.0001");
            if (host != 4)
            {
                Firmware(collector, $"node{host:00}", "nmem2", "01.00.00.0001");
            }
        }

        var groups = InventoryComparer.Groups(collector);
        Assert.Equal(["node04", "node03", "node[01-02,05]"], groups.Select(g => g.ToString()));
        Assert.Equal([1, 1, 3], groups.Select(g => g.Count));
        Assert.Equal([false, false, true], groups.Select(g => g.IsLargest));
        Assert.Equal([2, 3, 3], groups.Select(g => g.Dimms));
        Assert.Equal(["nmem2: no Firmware"], groups[0].Summary);
        Assert.Equal(["nmem1: Firmware.RunningVersion 01.00.00.0002 instead of 01.00.00.0001"], groups[1].Summary);
        var different = Assert.Single(groups[1].Differences);
        Assert.Equal(("nmem1", "RunningVersion", "01.00.00.0001", "01.00.00.0002", "Different"), (different.Target, different.Property, different.Expected, different.Actual, different.Change));
        Assert.Empty(groups[2].Differences);
        Assert.Equal(3, groups.Select(g => g.Signature).Distinct().Count());
    }

    [Fact]
    public void DIMMs_are_known_by_their_slots_where_devices_came_too()
    {
        var collector = new InventoryCollector();
        foreach (var (host, first, second) in (ReadOnlySpan<(string, string, string)>)[("a", "nmem0", "nmem1"), ("b", "nmem1", "nmem0"), ("c", "nmem0", "nmem1")])
        {
            Firmware(collector, host, first, "01.00.00.0001");
            Firmware(collector, host, second, "01.00.00.0002");
            Device(collector, host, first, 0x1);
            Device(collector, host, second, 0x101);
            Region(collector, host, first, second);
        }

        Assert.Equal("a,b,c", Assert.Single(InventoryComparer.Groups(collector)).HostRange);
        Firmware(collector, "b", "nmem1", "01.00.00.0009");
        var outlier = Assert.Single(InventoryComparer.Groups(collector)[0].Differences);
        Assert.Equal(("nmem1", "0x1", "01.00.00.0001"), (outlier.Target, outlier.Handle, outlier.Expected));
    }

    [Fact]
    public void Values_are_the_same_live_and_out_of_a_file()
    {
        foreach (var (property, live, file) in (ReadOnlySpan<(string, object?, object?)>)
        [
            ("Size", 1UL << 40, 1L << 40), ("MediaTemperatureThreshold", 82d, 82L), ("Handle", 0x101u, 257d), ("Armed", true, true), ("Flags", Array.Empty<string>(), new List<object>()),
            ("Reason", new[] { "a", "b" }, new object[] { "a", "b" }), ("HealthStatus", "Healthy", "Healthy"), ("Size", null, null), ("Handle", -1, -1L),
        ])
        {
            Assert.Equal(InventoryText.Format(property, live), InventoryText.Format(property, file));
        }
    }

    [Fact]
    public void Kinds_are_known_by_type_or_by_properties()
    {
        static InventoryKind? Of(string type, params string[] properties) => InventoryKind.For([type, "System.Object"], properties.Contains);
        Assert.Equal("Device", Of("Deserialized.NvdimmPS.NvdimmDevice")!.Name);
        Assert.Equal("Device", Of("Selected.NvdimmPS.NvdimmDevice")!.Name);
        Assert.Equal("Health", Of("Custom", "Dimm", "HealthStatus")!.Name);
        Assert.Equal("Firmware", Of("Custom", "Dimm", "RunningVersion")!.Name);
        Assert.Null(Of("Custom", "Name", "Id"));
        foreach (var (name, type) in (ReadOnlySpan<(string, Type)>)
        [
            ("Health", typeof(NvdimmHealth)), ("Firmware", typeof(NvdimmFirmware)), ("Threshold", typeof(NvdimmThreshold)), ("Device", typeof(NvdimmDevice)), ("Region", typeof(NvdimmRegion)), ("Namespace", typeof(NvdimmNamespace)),
        ])
        {
            var properties = type.GetProperties().Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
            var kind = InventoryKind.For(["System.Management.Automation.PSCustomObject"], properties.Contains);
            Assert.Equal(name, kind?.Name);
            Assert.All(kind!.Properties.Append(kind.Key), p => Assert.Contains(p, properties));
        }
    }

    [Fact]
    public void Of_a_thousand_hosts_no_object_is_kept()
    {
        var collector = new InventoryCollector();
        var objects = new List<WeakReference>();
        for (var host = 0; host < 1000; host++)
        {
            Feed(collector, $"node{host:0000}", objects);
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.Equal(12000, objects.Count);
        Assert.DoesNotContain(objects, o => o.IsAlive);
        Assert.Equal(13, collector.Kept);
        Assert.Equal(["node0500", "node[0000-0499,0501-0999]"], InventoryComparer.Groups(collector).Select(g => g.HostRange));
    }

    /// <summary>By itself, so that no local variable of the caller keeps an object.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Feed(InventoryCollector collector, string host, List<WeakReference> objects)
    {
        for (var dimm = 0; dimm < 12; dimm++)
        {
            var values = new Dictionary<string, object?>
            {
                ["Dimm"] = $"nmem{dimm}", ["HealthStatus"] = host == "node0500" && dimm == 7 ? "Warning" : "Healthy", ["Family"] = "Intel", ["Flags"] = new[] { "smart_notify" }, ["Payload"] = new byte[4096],
            };
            objects.Add(new WeakReference(values));
            collector.Add(host, InventoryKind.All[0], $"nmem{dimm}", values.ContainsKey, values.GetValueOrDefault);
        }
    }

    private static void Firmware(InventoryCollector collector, string host, string dimm, string version) => Add(collector, host, "Firmware", dimm, new() { ["RunningVersion"] = version });

    private static void Device(InventoryCollector collector, string host, string dimm, uint handle) => Add(collector, host, "Device", dimm, new() { ["Handle"] = handle });

    private static void Region(InventoryCollector collector, string host, params string[] dimms) => Add(collector, host, "Region", "region0", new() { ["Dimms"] = dimms });

    private static void Add(InventoryCollector collector, string host, string kind, string name, Dictionary<string, object?> values) =>
        collector.Add(host, InventoryKind.All.Single(k => k.Name == kind), name, values.ContainsKey, values.GetValueOrDefault);
}
