using NvdimmPS.Abi;
using NvdimmPS.Kernel;
using NvdimmPS.Tests.Cmdlets;
using NvdimmPS.Tests.Inventory;

namespace NvdimmPS.Tests.InfoBlocks;

public sealed class InfoBlockCmdletTests(CmdletFixture fixture) : CmdletTest(fixture, shared: true)
{
    private const string Get = "Get-NvdimmInfoBlock", Repair = "Repair-NvdimmNamespace";
    private const string ForceRaw = "bus/nd/devices/namespace0.0/force_raw", Bind = "bus/nd/drivers/nd_pmem/bind", Unbind = "bus/nd/drivers/nd_pmem/unbind";

    private static readonly string Namespace = SysfsTree.Bus(0) + "/region0/namespace0.0";

    private static readonly string[] Opened = [$"{ForceRaw} 1", $"{Bind} namespace0.0"], Closed = [$"{Unbind} namespace0.0", $"{ForceRaw} 0"];

    [Fact]
    public void A_file_needs_no_namespace()
    {
        using var image = GoldenImage.Load("pages-pfn-dev");
        var file = Save(image);
        var block = Assert.IsType<NvdimmInfoBlock>(Assert.Single(Objects(Get, new { Path = file })));
        Assert.Equal(("PFN", "dev", "File", null, null, true), (block.Kind, block.Map, block.Source, block.Namespace, block.ParentMatches, block.IsValid));
        block = Assert.IsType<NvdimmInfoBlock>(Assert.Single(Objects(Get, new { Path = file, ParentUuid = new Guid("3bffffff-0f63-4a6e-8d5e-9c1f7a2b4d10") })));
        Assert.Equal(("NV1202", false, false), (block.Findings[0].Id, block.ParentMatches, block.IsValid));
    }

    [Fact]
    public void A_file_without_one_is_an_error()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("nvdimm-block-").FullName, "some.bin");
        File.WriteAllBytes(file, new byte[100]);
        Assert.Equal("Nvdimm.InfoBlock.None", Id(Run(Get, new { Path = file })));
        Assert.Equal("Nvdimm.InfoBlock.Unreadable", Id(Run(Get, new { Path = file + ".not" })));
        Assert.Equal("Nvdimm.InfoBlock.Unreadable", Id(Run(Get, new { Path = Path.GetDirectoryName(file) })));
        Assert.Equal("Nvdimm.InfoBlock.Unreadable", Id(Run(Get, new { Path = "/dev/zero" })));
    }

    [Fact]
    public void A_disabled_namespace_is_bound_for_a_moment()
    {
        using var kernel = Machine("btt-used");
        var run = RunOn(kernel, Get, new { Namespace = "0.0" });
        Assert.Empty(run.Errors);
        Assert.Equal(["BTT Info", "BTT Copy"], run.Objects.Cast<NvdimmInfoBlock>().Select(b => $"{b.Kind} {b.Role}"));
        Assert.Equal([.. Opened, "open pmem0 read", .. Closed], kernel.Seen);
    }

    [Fact]
    public void Whatever_fails_leaves_it_as_it_was()
    {
        using var kernel = Machine("btt-used");
        kernel.Refusals["open pmem0 read"] = Errno.EBUSY;
        Assert.Equal("Nvdimm.Change.InPart", Id(RunOn(kernel, Get, new { Namespace = "0.0" })));
        Assert.Equal([.. Opened, "open pmem0 read", .. Closed], kernel.Seen);

        kernel.Forget();
        kernel.Refusals[Opened[1]] = Errno.ENXIO;
        Assert.Equal("Nvdimm.Change.InPart", Id(RunOn(kernel, Get, new { Namespace = "0.0" })));
        Assert.Equal([.. Opened, .. Closed], kernel.Seen);
    }

    [Fact]
    public void One_that_an_instance_claims_is_refused_before_anything_is_written()
    {
        using var kernel = Machine("btt-used", "holder=btt0.0");
        foreach (var command in new[] { Get, Repair })
        {
            var run = RunOn(kernel, command, new { Namespace = "0.0" });
            Assert.Equal("Nvdimm.InfoBlock.Held", Id(run));
            Assert.Contains("Disable-NvdimmNamespace", run.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        }

        Assert.Empty(kernel.Seen);
    }

    [Theory]
    [InlineData("btt-interrupted")]
    [InlineData("btt-1.1-info-gone")]
    [InlineData("btt-copy-damaged")]
    public void What_can_be_repaired_is(string name)
    {
        using var kernel = Machine(name);
        var before = kernel.Image.Repairs;
        var shown = RunOn(kernel, Repair, new { Namespace = "0.0", WhatIf = true }).Objects.Cast<WriteExplanation>().ToList();
        Assert.Equal(4 + before.Length, shown.Count);
        Assert.Equal([.. Opened, "open pmem0 read", .. Closed], kernel.Seen);

        kernel.Forget();
        var run = RunOn(kernel, Repair, new { Namespace = "0.0", Force = true, PassThru = true });
        Assert.Empty(run.Errors);
        Assert.IsType<NvdimmNamespace>(Assert.Single(run.Objects));
        Assert.Equal(before.Select(r => r.Offset).Order(), kernel.Written.Select(w => w.Offset).Order());
        Assert.Equal(Opened.Length + Closed.Length, kernel.Seen.Skip(5).Count(s => !s.StartsWith("open", StringComparison.Ordinal)));
        Assert.Equal(Closed, kernel.Seen.TakeLast(2));

        kernel.Forget();
        Assert.Empty(RunOn(kernel, Repair, new { Namespace = "0.0", Force = true }).Errors);
        Assert.Empty(kernel.Written);
    }

    [Fact]
    public void What_cannot_be_repaired_is_an_error_and_nothing_is_written()
    {
        using var kernel = Machine("btt-map-twice");
        var run = RunOn(kernel, Repair, new { Namespace = "0.0", Force = true });
        Assert.Equal("Nvdimm.InfoBlock.Remains", Id(run));
        Assert.Contains("NV1225", run.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Empty(kernel.Written);
    }

    [Fact]
    public void What_somebody_changed_since_is_not_written_over()
    {
        using var kernel = Machine("btt-interrupted");
        var looks = 0;
        kernel.BeforeOpen = () =>
        {
            if (++looks == 2)
            {
                kernel.Image.Write(kernel.Image.Repairs[0].Offset, Convert.FromHexString(kernel.Image.Repairs[0].Hex));
            }
        };
        var run = RunOn(kernel, Repair, new { Namespace = "0.0", Force = true });
        Assert.Equal("Nvdimm.Change.InPart", Id(run));
        Assert.Contains("is no longer as it was", run.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Empty(kernel.Written);
        Assert.Equal(Closed, kernel.Seen.TakeLast(2));
    }

    private static DiskKernel Machine(string image, params string[] attributes)
    {
        var golden = GoldenImage.Load(image);
        var tree = new SysfsTree().WriteBus(0).WriteDimm(0, 0).WriteRegion(0, 0, 0).WriteNamespace(0, 0, 0, "pmem0", "259:0").Write(
            $"{Namespace}/uevent=DEVTYPE=nd_namespace_pmem", $"{Namespace}/size={golden.Size}", $"{Namespace}/uuid={golden.Parent}", $"{Namespace}/holder_class=btt",
            $"{Namespace[..^12]}btt0.0/uevent=DEVTYPE=nd_btt", "mountinfo=");
        tree.Write([.. attributes.Select(a => $"{Namespace}/{a}")]);
        return new DiskKernel(tree, golden);
    }

    private static string Save(GoldenImage image)
    {
        var bytes = new byte[8192];
        image.Read(0, bytes);
        var file = Path.Combine(Directory.CreateTempSubdirectory("nvdimm-block-").FullName, "block.bin");
        File.WriteAllBytes(file, bytes);
        return file;
    }
}
