using NvdimmPS.Inventory;

namespace NvdimmPS.Tests.Inventory;

/// <summary>Whatever one DIMM's attributes look like, the DIMM is listed with a reason, and the others are whole.</summary>
public class BrokenAttributeTests
{
    private static readonly string Dimm = SysfsTree.Bus(0) + "/nmem1";

    private static readonly (string Attribute, string Property)[] Attributes =
    [
        ("state", "State"), ("commands", "Commands"), ("flags", "LabelFlags"), ("available_slots", "AvailableSlots"),
        ("security", "Security"), ("frozen", "SecurityFrozen"),
        ("nfit/handle", "Handle"), ("nfit/phys_id", "PhysicalId"), ("nfit/id", "UniqueId"), ("nfit/device", "Device"),
        ("nfit/format", "Format"), ("nfit/family", "FamilyCode"), ("nfit/dsm_mask", "DsmMask"), ("nfit/flags", "Flags"),
        ("nfit/dirty_shutdown", "DirtyShutdownCount"),
    ];

    private static readonly string[] Numbers = ["Handle", "PhysicalId", "Device", "Format", "FamilyCode", "DsmMask", "DirtyShutdownCount", "AvailableSlots", "SecurityFrozen"];

    public static TheoryData<string, string> Each => [.. Attributes.Select(a => (a.Attribute, a.Property))];

    public static TheoryData<string, string> EachNumber => [.. Attributes.Where(a => Numbers.Contains(a.Property)).Select(a => (a.Attribute, a.Property))];

    [Theory]
    [MemberData(nameof(Each))]
    public void Missing(string attribute, string property) =>
        Check(property, tree => File.Delete(tree.PathOf($"{Dimm}/{attribute}")), "no such attribute");

    [Theory]
    [MemberData(nameof(Each))]
    public void A_folder_in_its_place(string attribute, string property) => Check(property, tree =>
    {
        File.Delete(tree.PathOf($"{Dimm}/{attribute}"));
        Directory.CreateDirectory(tree.PathOf($"{Dimm}/{attribute}"));
    });

    [Theory]
    [MemberData(nameof(Each))]
    public void Enormous(string attribute, string property) =>
        Check(property, tree => File.WriteAllText(tree.PathOf($"{Dimm}/{attribute}"), new string('7', 1 << 20)), "longer than 65536");

    [Theory]
    [MemberData(nameof(Each))]
    public void Bytes_that_are_no_text(string attribute, string property) =>
        Check(property, tree => File.WriteAllBytes(tree.PathOf($"{Dimm}/{attribute}"), [0xff, 0xfe, 0x1b, 0x5b, 0x41]));

    [Theory]
    [MemberData(nameof(EachNumber))]
    public void Empty(string attribute, string property) => Check(property, tree => tree.Write($"{Dimm}/{attribute}="), "empty");

    [Theory]
    [MemberData(nameof(EachNumber))]
    public void Torn(string attribute, string property) => Check(property, tree => tree.Write($"{Dimm}/{attribute}=0x"), "'0x'");

    [Theory]
    [MemberData(nameof(EachNumber))]
    public void Words_instead_of_a_number(string attribute, string property) =>
        Check(property, tree => tree.Write($"{Dimm}/{attribute}=0x12 and what follows it, for a long while"), "'0x12 and what follows");

    [Theory]
    [MemberData(nameof(EachNumber))]
    public void Out_of_range(string attribute, string property) =>
        Check(property, tree => tree.Write($"{Dimm}/{attribute}=0x123456789abcdef0123"), "'0x123456789abcdef0123'");

    [Theory]
    [InlineData("MAJOR=244\\nMIN")]
    [InlineData("MAJOR=x\\nMINOR=1")]
    [InlineData("\u0007")]
    public void A_torn_uevent_gives_no_device_number(string text) => Check("DeviceNumber", tree => tree.Write($"{Dimm}/uevent={text}"), "nmem1/dev");

    [Fact]
    public void Everything_at_once()
    {
        using var tree = SysfsTree.Generated(3);
        foreach (var file in Directory.GetFiles(tree.PathOf(Dimm), "*", SearchOption.AllDirectories))
        {
            File.WriteAllText(file, "\u0007garbage");
        }

        var dimms = new Topology(tree).GetDevices(TopologyDetail.Full).ToArray();
        Assert.Equal(["nmem0", "nmem1", "nmem2"], dimms.Select(d => d.Name));
        Assert.All(dimms, Reasons.AssertComplete);
        Assert.DoesNotContain(dimms[1].Unavailable.Values, reason => reason.Any(char.IsControl));
    }

    [Fact]
    public void A_bus_without_a_provider_hides_nothing()
    {
        using var tree = SysfsTree.Generated(1);
        File.Delete(tree.PathOf(SysfsTree.Bus(0) + "/provider"));
        var dimm = new Topology(tree).GetDevices().Single();
        Assert.Null(dimm.Provider);
        Assert.Contains("ndbus0/provider: no such attribute", dimm.Unavailable[nameof(dimm.Provider)], StringComparison.Ordinal);
    }

    private static void Check(string property, Action<SysfsTree> damage, string reason = "")
    {
        using var tree = SysfsTree.Generated(3);
        damage(tree);
        var topology = new Topology(tree);
        var dimms = topology.GetDevices(TopologyDetail.Full).ToArray();
        Assert.Equal(["nmem0", "nmem1", "nmem2"], dimms.Select(d => d.Name));
        var broken = dimms[1];
        Reasons.AssertComplete(broken);
        Assert.Null(typeof(NvdimmDevice).GetProperty(property)!.GetValue(broken));
        Assert.Contains(reason, broken.Unavailable[property], StringComparison.Ordinal);
        Assert.Contains("nmem1/", broken.Unavailable[property], StringComparison.Ordinal);
        Assert.True(broken.Unavailable[property].Length < 200 + tree.SysfsRoot.Length);
        Assert.Equal(dimms[0].Unavailable.Count, dimms[2].Unavailable.Count);
    }
}
