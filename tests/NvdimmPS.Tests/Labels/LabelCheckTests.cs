using System.Buffers.Binary;
using NvdimmPS.Labels;

namespace NvdimmPS.Tests.Labels;

public sealed class LabelCheckTests
{
    private static readonly DateTime Now = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>What is done to the golden area of version 1.2, whose block 1 counts, and what is found then; nothing else is.</summary>
    private static readonly (string Field, Action<byte[]> Change, string[] Ids)[] Mutations =
    [
        ("nothing", _ => { }, []),
        ("signature 0", a => GoldenLabels.InIndex(a, 0, i => i[0] = (byte)'X'), ["NV1603"]),
        ("signature of both", a => { a[0] = 0; a[256] = 0; }, ["NV1602"]),
        ("everything", a => a.AsSpan().Clear(), ["NV1601"]),
        ("label size", a => GoldenLabels.InIndex(a, 0, i => i[19] = 0), ["NV1604"]),
        ("label size out of range", a => GoldenLabels.InIndex(a, 0, i => i[19] = 200), ["NV1604"]),
        ("minor version", a => GoldenLabels.InIndex(a, 0, i => i[62] = 1), ["NV1604"]),
        ("checksum 0", a => a[64] ^= 1, ["NV1605"]),
        ("free map 0", a => a[72] ^= 2, ["NV1605"]),
        ("checksum of both", a => { a[64] ^= 1; a[320] ^= 1; }, ["NV1602", "NV1605", "NV1605"]),
        ("sequence 0", a => GoldenLabels.InIndex(a, 0, i => i[20] = 0), ["NV1606"]),
        ("same sequence", a => GoldenLabels.InIndex(a, 0, i => i[20] = 3), ["NV1606"]),
        ("own offset", a => GoldenLabels.InIndex(a, 0, i => i[25] = 1), ["NV1607"]),
        ("other offset", a => GoldenLabels.InIndex(a, 0, i => i[41] = 7), ["NV1607"]),
        ("label offset", a => GoldenLabels.InIndex(a, 0, i => i[49] = 9), ["NV1607"]),
        ("size too small", a => GoldenLabels.InIndex(a, 0, i => Put64(i, 32, 71)), ["NV1608"]),
        ("size too large", a => GoldenLabels.InIndex(a, 0, i => Put64(i, 32, 257)), ["NV1608"]),
        ("too many slots", a => GoldenLabels.InIndex(a, 0, i => i[56] = 15), ["NV1608"]),
        ("slots without end", a => GoldenLabels.InIndex(a, 0, i => i.AsSpan(56, 4).Fill(0xFF)), ["NV1608"]),
        ("slot field", a => GoldenLabels.InLabel(a, 13, l => l[120] = 12), ["NV1611"]),
        ("free map", a => GoldenLabels.InIndex(a, 1, i => i[72] &= 0xFB), ["NV1611"]),
        ("label checksum", a => a[512 + 40] ^= 1, ["NV1612"]),
        ("label reserved", a => a[512 + 200] ^= 1, ["NV1612"]),
        ("empty label", a => a.AsSpan(512, 256).Clear(), ["NV1613"]),
        ("no size", a => GoldenLabels.InLabel(a, 0, l => Put64(l, 112, 0)), ["NV1614"]),
        ("end of all numbers", a => GoldenLabels.InLabel(a, 13, l => Put64(l, 104, ulong.MaxValue)), ["NV1614"]),
        ("outside", a => GoldenLabels.InLabel(a, 13, l => Put64(l, 104, 0x10000000)), ["NV1614"]),
        ("overlap", a => GoldenLabels.InLabel(a, 13, l => Put64(l, 104, 0x3FFFFFF)), ["NV1615"]),
        ("updating", a => GoldenLabels.InLabel(a, 0, l => l[80] = 8), ["NV1616"]),
        ("twice", a => GoldenLabels.InLabel(a, 13, l => { a.AsSpan(512, 16).CopyTo(l); }), ["NV1617", "NV1624"]),
        ("sector size", a => GoldenLabels.InLabel(a, 0, l => Put64(l, 96, 100)), ["NV1618"]),
        ("cookie", a => GoldenLabels.InLabel(a, 0, l => l[88] ^= 1), ["NV1621"]),
        ("count", a => GoldenLabels.InLabel(a, 0, l => l[84] = 2), ["NV1622"]),
        ("position", a => GoldenLabels.InLabel(a, 0, l => l[86] = 1), ["NV1622", "NV1623"]),
    ];

    public static TheoryData<string> Fields => [.. Mutations.Select(m => m.Field)];

    [Theory]
    [MemberData(nameof(Fields))]
    public void Each_fault_is_found_and_no_other(string field)
    {
        var (_, change, ids) = Array.Find(Mutations, m => m.Field == field);
        var findings = LabelChecker.Check([Subject(GoldenLabels.Area("v1.2", change))], isWholeMachine: true, Now);
        Assert.Equal(ids, findings.Select(f => f.Id).Order(StringComparer.Ordinal));
        Assert.All(findings, f => Assert.Equal(("nmem0", "nmem0"), (f.Target, f.Dimm)));
        Assert.All(findings, f => Assert.StartsWith("nmem0: ", f.Evidence, StringComparison.Ordinal));
    }

    [Fact]
    public void Of_a_file_alone_it_is_said_what_was_not_checked()
    {
        var finding = Assert.Single(LabelChecker.Check([new LabelSubject(GoldenLabels.Area("v1.2"))], isWholeMachine: false, Now));
        Assert.Equal(("NV1690", "Information", false), (finding.Id, finding.Severity, finding.Counts));
        Assert.Contains("cookies, ranges", finding.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_is_judged_across_its_DIMMs()
    {
        NvdimmRegion region = new()
        {
            Name = "region0", InterleaveSetCookie = "0x3fe000000fe", Dimms = ["nmem0", "nmem1"],
            Mappings = [Mapping("nmem0", 0x4000000), Mapping("nmem1", 0x4000000)],
        };
        LabelSubject Of(string dimm, byte position, string? name = null) => new(GoldenLabels.Decode(GoldenLabels.Changed("v1.1", a =>
        {
            GoldenLabels.InIndex(a, 0, i => i[72] |= 8); // slot 3 is free
            a[512 + 128 + 86] = position;
            System.Text.Encoding.ASCII.GetBytes(name ?? "").CopyTo(a, 512 + 128 + 16);
        }), dimm: dimm), null, [region]);

        Assert.Empty(Ids([Of("nmem0", 0), Of("nmem1", 1)], true));
        Assert.Equal(["NV1622", "NV1623"], Ids([Of("nmem0", 1), Of("nmem1", 1)], true));
        Assert.Equal(["NV1624"], Ids([Of("nmem0", 0), Of("nmem1", 1, "other")], true));
        Assert.Equal(["NV1622"], Ids([Of("nmem0", 0)], true));
        Assert.Equal(["NV1690"], Ids([Of("nmem0", 0)], false)); // the other DIMM was not looked at
    }

    [Fact]
    public void The_cookie_of_one_DIMM_is_worked_out_in_both_forms()
    {
        // QEMU's DIMMs, as the kernel showed them.
        var device = new NvdimmDevice { Name = "nmem0", Serial = "0x56341200", Vendor = "0x8680", UniqueId = "8680-56341200" };
        Assert.Equal(0x2468AC00123456u, LabelCookie.OfOne(device, LabelForm.Efi11));
        Assert.Equal(0xBA90120012B4DCu, LabelCookie.OfOne(device, LabelForm.Efi12));
        Assert.Null(LabelCookie.OfOne(new NvdimmDevice { Name = "nmem0" }, LabelForm.Efi11));
    }

    [Fact]
    public void A_cookie_that_sysfs_shows_in_the_other_form_is_not_called_wrong()
    {
        var device = new NvdimmDevice { Name = "nmem0", Serial = "0x56341200", Vendor = "0x8680", UniqueId = "8680-56341200" };
        var label = GoldenLabels.Area("v1.2").Labels[0];
        Assert.True(LabelCookie.Matches(label, Region("0xba90120012b4dc"), LabelForm.Efi11, device));
        Assert.True(LabelCookie.Matches(label, Region("0x2468ac00123456"), LabelForm.Efi11, device));
        Assert.False(LabelCookie.Matches(label, Region("0x2468ac00123456"), LabelForm.Efi12, device));
        Assert.Null(LabelCookie.Matches(label, Region("0x2468ac00123456"), LabelForm.Efi11, null));
    }

    private static LabelSubject Subject(NvdimmLabelArea area) => new(area, null, [Region("0xba90120012b4dc")]);

    private static IEnumerable<string> Ids(IReadOnlyList<LabelSubject> subjects, bool whole) =>
        LabelChecker.Check(subjects, whole, Now).Select(f => f.Id).Distinct().Order(StringComparer.Ordinal);

    private static void Put64(byte[] block, int at, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(block.AsSpan(at), value);

    private static NvdimmMapping Mapping(string dimm, ulong length) => new() { Dimm = dimm, Length = length };

    private static NvdimmRegion Region(string cookie) =>
        new() { Name = "region0", InterleaveSetCookie = cookie, Dimms = ["nmem0"], Mappings = [Mapping("nmem0", 0x10000000)] };
}
