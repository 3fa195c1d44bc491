using NvdimmPS.Abi;
using NvdimmPS.Namespaces;

namespace NvdimmPS.Tests.Namespaces;

/// <summary>Every reason why not, each by itself, with what would do.</summary>
public sealed class NamespaceRulesTests
{
    private const ulong MiB = 1 << 20, GiB = 1 << 30;

    private static readonly NvdimmRegion Region = new()
    {
        Name = "region1", Id = 1, Bus = "ndbus0", Size = 256 * MiB, Type = "pmem", Alignment = 16 * MiB, NamespaceType = 5, AvailableSize = 192 * MiB, MaxAvailableExtent = 128 * MiB,
        ReadOnly = false, Enabled = true, Resource = 4 * GiB, Dimms = ["nmem0", "nmem1"], Source = "Device",
        Mappings = [new NvdimmMapping { Dimm = "nmem0", Length = 128 * MiB }, new NvdimmMapping { Dimm = "nmem1", Length = 128 * MiB }],
    };

    private static readonly NamespaceSite Free = new()
    {
        Region = Region,
        Bus = new NdNode(NdNodeKind.Bus, 0),
        Dimms = [Dimm("nmem0"), Dimm("nmem1")],
        Place = new NamespacePlace("namespace1.2", IsIdle: true, "pmem"),
        Seeds = new Dictionary<string, NamespaceSeed>
        {
            ["btt"] = new("btt1.0", [512, 520, 528, 4096, 4104, 4160, 4224], null),
            ["pfn"] = new("pfn1.0", [4096, 2 * MiB, GiB], 2 * MiB),
            ["dax"] = new("dax1.0", [4096, 2 * MiB, GiB], 2 * MiB),
        },
        SectorSizes = [512, 4096],
        Drivers = new HashSet<string> { "nd_pmem", "dax_pmem" },
        FreePieces = [(64 * MiB, 64 * MiB), (128 * MiB, 128 * MiB)],
    };

    private static readonly (string Id, NamespaceSite Site, NamespaceRequest Request, string Next)[] Refusals =
    [
        ("NV1250", Free with { Region = With(enabled: false) }, new(), "Enable it with EnableRegion region1."),
        ("NV1251", Free with { Dimms = [Dimm("nmem0"), Dimm("nmem1", driver: null)] }, new(), "Disable region1, then use EnableDevice nmem1 and EnableRegion region1."),
        ("NV1251", Free with { Dimms = [Dimm("nmem0")] }, new(), "Disable region1, then use EnableDevice nmem1 and EnableRegion region1."),
        ("NV1252", Free with { Region = With(readOnly: true) }, new(), "See why with TestHealth. Where it may be written all the same: SetRegion region1 ReadOnly $false."),
        ("NV1253", Free with { Region = With(type: 4), Place = new("namespace1.0", false, "io") }, new(), "Change it with SetNamespace namespace1.0."),
        ("NV1253", Free with { Region = With(type: 4), Place = new("namespace1.0", true, "io") }, new() { Size = 16 * MiB }, "Leave Option Size out."),
        ("NV1253", Free with { Region = With(type: 4), Place = new("namespace1.0", true, "io") }, new() { Name = "a" }, "Leave Option Name out."),
        (
            "NV1254", Free with { Region = With(type: 4), Place = new("namespace1.0", false, "io"), Dimms = [Dimm("nmem0", commands: "set_data"), Dimm("nmem1", commands: "set_data")] }, new(),
            "Change namespace1.0 with SetNamespace namespace1.0; or, to divide the region, use InitializeLabels on its DIMMs while it is disabled, which loses namespace1.0."
        ),
        ("NV1255", Free with { Region = With(available: 0, largest: 0) }, new(), "See Namespaces for what could be removed, or choose another region."),
        ("NV1255", Free with { Region = With(largest: 128 * MiB) }, new() { Alignment = GiB, Mode = NvdimmNamespaceMode.DevDax }, "Choose Option Alignment 2MB, or remove a namespace."),
        ("NV1256", Free, new() { Size = 160 * MiB }, "Choose Option Size 134217728 (128 MiB)."),
        ("NV1256", Free, new() { Size = ulong.MaxValue }, "Choose Option Size 134217728 (128 MiB)."),
        ("NV1257", Free, new() { Size = 40 * MiB }, "Choose Option Size 33554432 (32 MiB) or 50331648 (48 MiB)."),
        ("NV1257", Free, new() { Size = (16 * MiB) + 1 }, "Choose Option Size 16777216 (16 MiB) or 33554432 (32 MiB)."),
        ("NV1258", Free, new() { Size = 0 }, "Choose Option Size 16777216 (16 MiB)."),
        ("NV1258", Free with { Region = With(alignment: MiB) }, new() { Size = 4 * MiB }, "Choose Option Size 16777216 (16 MiB)."),
        ("NV1259", Free, new() { Alignment = 8192 }, "Choose one of 4 KiB, 2 MiB, 1 GiB."),
        ("NV1260", Free with { Dimms = [Dimm("nmem0", slots: 0), Dimm("nmem1")] }, new(), "Remove a namespace, or initialise the labels anew with smaller or more slots."),
        ("NV1261", Free, new() { SectorSize = 520 }, "Choose one of 512, 4096."),
        ("NV1261", Free, new() { SectorSize = 1024, Mode = NvdimmNamespaceMode.Sector }, "Choose one of 512, 520, 528, 4096, 4104, 4160, 4224."),
        ("NV1262", Free, new() { Name = new string('a', 64) }, "Choose a name of at most 63 bytes without control characters."),
        ("NV1262", Free, new() { Name = new string('é', 32) }, "Choose a name of at most 63 bytes without control characters."),
        ("NV1262", Free, new() { Name = "a\nb" }, "Choose a name of at most 63 bytes without control characters."),
        ("NV1263", Free with { Uuids = new(() => new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "AAAAAAAA-0000-0000-0000-000000000001" }) }, new() { Uuid = new("aaaaaaaa-0000-0000-0000-000000000001") }, "Leave Option Uuid out to have one made."),
        ("NV1263", Free, new() { Uuid = Guid.Empty }, "Leave Option Uuid out to have one made."),
        ("NV1264", Free with { Place = null }, new(), "Disable the region and enable it again: the kernel then makes one."),
        ("NV1264", Free with { Seeds = new Dictionary<string, NamespaceSeed>() }, new() { Mode = NvdimmNamespaceMode.Sector }, "Load the module of the mode (nd_btt, nd_pmem, dax_pmem), then enable the region again."),
        ("NV1265", Free with { Drivers = new HashSet<string> { "nd_pmem" } }, new() { Mode = NvdimmNamespaceMode.DevDax }, "Load it: 'modprobe dax_pmem'."),
        ("NV1266", Free with { IsReadOnly = true }, new(), "In a container sysfs is often read-only: run it on the host."),
        ("NV1270", Free with { Place = new("namespace1.2", IsIdle: false, "pmem") }, new(), "Clear it with RemoveNamespace namespace1.2, or finish it with EnableNamespace namespace1.2."),
        ("NV1271", Free, new() { Mode = NvdimmNamespaceMode.Raw, Map = NvdimmNamespaceMap.Mem }, "Leave Option Map out."),
        ("NV1271", Free, new() { Mode = NvdimmNamespaceMode.Sector, Alignment = 2 * MiB }, "Leave Option Alignment out."),
        ("NV1271", Free, new() { Mode = NvdimmNamespaceMode.DevDax, SectorSize = 512 }, "Leave Option SectorSize out."),
        ("NV1273", Free with { Region = With(resource: (4 * GiB) + MiB) }, new(), "Choose Option Mode Raw or Sector, or another region."),
        ("NV1276", Free with { Region = With(kind: "volatile") }, new(), "Choose a region of the type pmem."),
    ];

    public static TheoryData<int> Numbers() => [.. Enumerable.Range(0, Refusals.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Each_reason_has_its_id_and_the_next_step(int number)
    {
        var (id, site, request, next) = Refusals[number];
        var proposal = NamespaceRules.New(site, request);
        Assert.False(proposal.IsPossible);
        var finding = Assert.Single(proposal.Findings, f => f.Forbids);
        Assert.Equal((id, next), (finding.Kind.Id, finding.Next.ToString()));
        var error = NamespaceErrors.Refused("region1", "A new namespace", proposal.Findings);
        Assert.Equal($"Nvdimm.Namespace.{id}", error.ErrorId);
        Assert.Contains($"({id})", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was written.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(63, 'a')]
    [InlineData(31, 'é')]
    public void A_name_of_63_bytes_fits(int length, char letter) => Assert.True(NamespaceRules.New(Free, new() { Name = new string(letter, length) }).IsPossible);

    [Fact]
    public void What_is_left_out_is_decided_as_ndctl_does()
    {
        var all = NamespaceRules.New(Free, new());
        Assert.True(all.IsPossible);
        Assert.Equal((NvdimmNamespaceMode.FsDax, 128 * MiB, 2 * MiB, NvdimmNamespaceMap.Dev, 512UL, 16 * MiB), (all.Mode, all.Size, all.Alignment, all.Map, all.SectorSize, all.Unit));
        Assert.Equal(4096UL, NamespaceRules.New(Free, new() { Mode = NvdimmNamespaceMode.Sector }).SectorSize);
        Assert.Equal(NvdimmNamespaceMode.Raw, NamespaceRules.New(Free with { Seeds = new Dictionary<string, NamespaceSeed>() }, new()).Mode);
        Assert.Equal(4096UL, NamespaceRules.New(Free with { Region = With(resource: (4 * GiB) + 4096) }, new()).Alignment);
    }

    [Fact]
    public void The_next_sizes_are_ones_that_do()
    {
        var odd = NamespaceRules.New(Free, new() { Size = 40 * MiB });
        Assert.Equal((32 * MiB, 48 * MiB), (odd.Smaller, odd.Larger));
        Assert.All([odd.Smaller, odd.Larger], size => Assert.True(NamespaceRules.New(Free, new() { Size = size }).IsPossible));
        var above = NamespaceRules.New(Free, new() { Size = 500 * MiB });
        Assert.Equal((null, null, 128 * MiB), (above.Smaller, above.Larger, above.Most));
    }

    /// <summary>As the real kernel showed them on QEMU's DIMMs, which have a place for labels, and on labels of version 1.1.</summary>
    [Fact]
    public void A_sector_namespace_without_labels_is_of_the_version_that_the_kernel_takes()
    {
        var free = Free with { Region = With(type: 4), Place = new("namespace1.0", true, "io") };
        var sector = new NamespaceRequest { Mode = NvdimmNamespaceMode.Sector };
        var labels = free with { Dimms = [Dimm("nmem0", commands: "set_data"), Dimm("nmem1", commands: "set_data")] };
        Assert.Equal(267096064UL, NamespaceRules.New(labels, sector).Usable(256 * MiB));
        Assert.Equal(267091968UL, NamespaceRules.New(free, sector).Usable(256 * MiB));
        Assert.Equal(32440320UL, NamespaceRules.New(Free, sector).Usable(32 * MiB));
    }

    [Fact]
    public void One_that_is_there_grows_into_what_is_free_behind_it()
    {
        var space = new NvdimmNamespace { Name = "namespace1.0", Region = "region1", Bus = "ndbus0", Mode = "raw", RawSize = 64 * MiB, Resource = 4 * GiB, Type = "pmem" };
        Assert.Equal(128 * MiB, NamespaceRules.Set(Free, space, new() { Size = 128 * MiB }, []).Most);
        Assert.True(NamespaceRules.Set(Free, space, new() { Size = 128 * MiB }, []).IsPossible);
        Assert.Equal("NV1275", Assert.Single(NamespaceRules.Set(Free, space, new() { Size = 144 * MiB }, []).Findings).Kind.Id);
        // Where it begins is known to root alone: then nothing is promised.
        var unknown = Free with { FreePieces = null };
        Assert.Equal("NV1275", Assert.Single(NamespaceRules.Set(unknown, space, new() { Size = 128 * MiB }, []).Findings).Kind.Id);
        Assert.True(NamespaceRules.Set(unknown, space, new() { Size = 32 * MiB }, []).IsPossible);
    }

    [Theory]
    [InlineData("Mount", "NV1267")]
    [InlineData("Holder", "NV1267")]
    [InlineData("Swap", "NV1267")]
    [InlineData("Loop", "NV1267")]
    [InlineData("Dax", "NV1277")]
    public void Who_uses_it_is_told(string kind, string id)
    {
        var space = new NvdimmNamespace { Name = "namespace1.0", Region = "region1", Mode = "raw", RawSize = 64 * MiB, Enabled = true };
        var user = new NvdimmConsumer("namespace1.0", "pmem1", kind, "/mnt");
        var finding = Assert.Single(NamespaceRules.Set(Free, space, new() { Mode = NvdimmNamespaceMode.FsDax }, [user]).Findings);
        Assert.Equal((id, true), (finding.Kind.Id, finding.Forbids));
        Assert.Empty(NamespacePlanner.Allowed([finding], allowInUse: true));
        Assert.Contains(user.ToString().Split(' ')[0], finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void System_memory_is_refused_whatever_is_allowed()
    {
        var space = new NvdimmNamespace { Name = "namespace1.0", Mode = "devdax", DaxMode = "system-ram", RawSize = 64 * MiB, Enabled = true };
        var findings = NamespacePlanner.Allowed(NamespaceRules.Release(Free, space, [new("namespace1.0", "dax1.0", "SystemRam", "dax1.0")], writesLabels: false), allowInUse: true);
        Assert.Equal("NV1268", Assert.Single(findings, f => f.Forbids).Kind.Id);
    }

    private static NvdimmRegion With(bool enabled = true, bool readOnly = false, int type = 5, ulong available = 192 * MiB, ulong largest = 128 * MiB, ulong alignment = 16 * MiB,
        ulong resource = 4 * GiB, string kind = "pmem") => new()
        {
            Name = Region.Name, Id = 1, Bus = Region.Bus, Size = Region.Size, Type = kind, Alignment = alignment, NamespaceType = type, AvailableSize = available, MaxAvailableExtent = largest,
            ReadOnly = readOnly, Enabled = enabled, Resource = resource, Dimms = Region.Dimms, Source = "Device", Mappings = Region.Mappings,
        };

    private static NvdimmDevice Dimm(string name, string? driver = "nvdimm", int slots = 100, string? commands = null) =>
        new() { Name = name, Driver = driver, AvailableSlots = slots, Commands = commands is null ? [] : [commands] };
}
