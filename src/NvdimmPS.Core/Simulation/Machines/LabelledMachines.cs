using NvdimmPS.Simulation.Firmware;
using NvdimmPS.Simulation.Namespaces;

namespace NvdimmPS.Simulation.Machines;

/// <summary>
/// The two real machines after someone used them: labels of version 1.1 on every DIMM and a namespace of each kind, as
/// their sysfs showed it.
/// </summary>
internal static class LabelledMachines
{
    public const string NfitTestName = "nfit_test-labelled";
    public const string QemuName = "qemu-labelled";

    private const ulong MiB = 1 << 20;
    private const int LabelSize = 128;

    private static readonly Guid QemuNamespace = new("3d9c6f64-67b0-46e6-9a57-90862252712b");

    public static SimulatorTopology Qemu()
    {
        var dimms = QemuMachine.Dimms;
        var cookie = QemuMachine.First.LegacyCookie;
        var label = new NamespaceLabel { Uuid = QemuNamespace, Name = "fsdax-ns", Cookie = cookie, Size = 64 * MiB };
        var first = QemuMachine.First with
        {
            Namespaces = [Space(0, 0x1_0000_0000, 64 * MiB, label.Name, label.Uuid) with { HolderClass = "pfn" }, Seed(3)],
            Claims =
            [
                new() { Kind = ClaimKind.Btt, Id = 1, Seed = true },
                new() { Kind = ClaimKind.Dax, Id = 1, Seed = true },
                Mapped(ClaimKind.Pfn, 0, 0, "a889e364-56c6-48d4-897c-0032c5a56cda", 0x1_0020_0000, 62 * MiB, 2 * MiB) with
                {
                    Block = new("pmem1", 0, 62 * MiB) { Dax = true, WriteCache = false },
                },
                new() { Kind = ClaimKind.Pfn, Id = 1, Seed = true },
            ],
        };
        var second = QemuMachine.Second with { Namespaces = [Seed(0)] };
        return new SimulatorTopology(QemuName, [QemuMachine.Bus([Labelled(dimms[0], label), Labelled(dimms[1])], [second, first])]);
    }

    public static SimulatorTopology NfitTest()
    {
        var spa0 = NfitTestMachine.Spa0 with { Namespaces = Spa0Namespaces, Claims = Spa0Claims };
        var spa1 = NfitTestMachine.Spa1 with { Namespaces = Spa1Namespaces, Claims = Spa1Claims };
        var bus = NfitTestMachine.First([spa0, spa1]) with { Scrubs = 3 };
        var dimms = bus.Dimms.Select((dimm, i) => Labelled(dimm,
        [
            .. spa0.Namespaces.Where(n => n.Size > 0 && i < 2).Select(n => Label(n, spa0, i, start: 0)),
            .. spa1.Namespaces.Where(n => n.Size > 0).Select(n => Label(n, spa1, i, start: 16 * MiB)),
        ])).ToArray();
        dimms[0] = dimms[0] with
        {
            Start = state =>
            {
                bus.Dimms[0].Start?.Invoke(state);
                state.Security.State = DimmSecurity.Enabled | DimmSecurity.Frozen;
            },
        };
        return new SimulatorTopology(NfitTestName, [bus with { Dimms = dimms }, NfitTestMachine.Second(pmem2: 3, pmem3: 2)]);
    }

    private static NamespaceDefinition[] Spa0Namespaces =>
    [
        Space(0, 0x1_0000_0000, 16 * MiB, "raw-ns", new("2328e709-d6ab-42cc-8466-ec4d5a744974"))
            with { Block = new("pmem0", 4, 16 * MiB) },
        Space(1, 0x1_0100_0000, 16 * MiB, "devdax-ns", new("224295af-d865-4bd7-a870-5f8bba543e42")),
        Seed(2),
    ];

    private static ClaimDefinition[] Spa0Claims =>
    [
        .. ClaimDefinition.Seeds,
        Mapped(ClaimKind.Dax, 1, 1, "1725d290-1d8b-47b7-91a6-261b232e8d01", 0x1_0120_0000, 14 * MiB, 4096),
    ];

    private static NamespaceDefinition[] Spa1Namespaces =>
    [
        Space(0, 0x1_0800_0000, 32 * MiB, "sector-ns", new("9788bb9f-329c-4cd9-9725-e321837c736b")) with { SectorSize = 4096 },
        Space(1, 0x1_0A00_0000, 16 * MiB, "fsdax-ns", new("a05aef9a-af3a-4a17-a583-d14c7f29d4f2")),
        Seed(2),
    ];

    private static ClaimDefinition[] Spa1Claims =>
    [
        .. ClaimDefinition.Seeds,
        new()
        {
            Kind = ClaimKind.Btt, Id = 1, Namespace = 0, Uuid = new("157cac58-dee1-4ffe-a8d0-a555526d2797"), SectorSize = 4096,
            Size = 32_440_320,
            Block = new("pmem1s", 1, 32_440_320) { LogicalBlockSize = 4096, Sector = true },
        },
        Mapped(ClaimKind.Pfn, 1, 1, "5b4eca64-889f-4b63-9b93-13f95406447c", 0x1_0A20_0000, 14 * MiB, 4096)
            with { Block = new("pmem1.1", 0, 14 * MiB) { Dax = true } },
    ];

    private static DimmDefinition Labelled(DimmDefinition dimm, params NamespaceLabel[] labels) =>
        dimm with { WriteLabels = area => LabelAreaWriter.Write(area, LabelSize, labels) };

    private static NamespaceLabel Label(NamespaceDefinition ns, RegionDefinition region, int position, ulong start)
    {
        var ways = (ulong)region.Mappings.Count;
        return new NamespaceLabel
        {
            Uuid = ns.Uuid,
            Name = ns.Name,
            Count = (ushort)ways,
            Position = (ushort)position,
            Cookie = region.LegacyCookie,
            SectorSize = (ulong)ns.SectorSize,
            Start = start + ((ns.Resource!.Value - region.Resource) / ways),
            Size = ns.Size / ways,
        };
    }

    private static NamespaceDefinition Space(int id, ulong address, ulong size, string name, Guid uuid) => new()
    {
        Id = id, Size = size, Resource = address, Name = name, Uuid = uuid, SectorSize = 512,
    };

    private static NamespaceDefinition Seed(int id) => new() { Id = id, Seed = true };

    private static ClaimDefinition Mapped(ClaimKind kind, int id, int ns, string uuid, ulong address, ulong size, ulong align) => new()
    {
        Kind = kind, Id = id, Namespace = ns, Uuid = new Guid(uuid), Resource = address, Size = size, Align = align,
    };
}
