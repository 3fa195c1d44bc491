using NvdimmPS.Abi;
using NvdimmPS.Simulation;
using NvdimmPS.Tests.Cmdlets;
using NvdimmPS.Tests.Harness;

namespace NvdimmPS.Tests.Simulation;

/// <summary>Persistent CXL memory, as Linux 6.12 shows QEMU's and as tests/kernel/guest/cxl.ps1 sees it.</summary>
public sealed class CxlTests(CmdletFixture fixture) : CmdletTest(fixture, "cxl")
{
    private const uint GetSize = 0x800C4E04, GetData = 0xC00C4E05, SetData = 0xC0084E06;

    [Fact]
    public void Labels_go_by_three_commands_whose_answer_is_the_errno()
    {
        using var machine = new Machine("cxl");
        Assert.Equal("get_size get_data set_data \n", machine.Attribute("nmem0/commands"));
        Assert.Equal("\n", machine.Attribute("ndbus0/commands"));
        Assert.Equal("CXL\n", machine.Attribute("ndbus0/provider"));
        Assert.Equal("label \n", machine.Attribute("nmem1/flags"));
        Assert.Equal("86132403208193\n", machine.Attribute("nmem0/cxl/id"));
        Assert.Equal("pmem0\n", machine.Attribute("nmem0/cxl/provider"));
        Assert.False(Directory.Exists(Path.Combine(machine.Kernel.SysfsRoot, "bus/nd/devices/nmem0/nfit")));
        Assert.Contains("devices/platform/ACPI0017:00/root0/nvdimm-bridge0/ndbus0",
            Path.GetFullPath(new DirectoryInfo(Path.Combine(machine.Kernel.SysfsRoot, "bus/nd/devices/ndbus0")).ResolveLinkTarget(true)!.FullName), StringComparison.Ordinal);

        var size = new byte[12];
        Assert.Equal(0, machine.Send("nmem0", GetSize, size));
        Assert.Equal(Machine.Bytes(0u, 0x100000u, 0x7F8u), size);
        Assert.Equal(-Errno.EPERM, machine.Send("nmem0", GetSize, size, NdAccess.ReadOnly));

        byte[] Data(uint offset, uint length) => [.. Machine.Bytes(offset, length, 0xEEEEEEEEu), .. new byte[length]];
        var read = Data(0, 0x7F8);
        Assert.Equal(0, machine.Send("nmem0", GetData, read, NdAccess.ReadOnly));
        Assert.Equal([0, 0, 0, 0, .. "NAMESPACE_INDEX\0"u8], read[8..28]);
        Assert.Equal(-Errno.E2BIG, machine.Send("nmem0", GetData, Data(0, 4096)));
        Assert.Equal(-Errno.ENXIO, machine.Send("nmem0", GetData, Data(0xFFFFF, 2)));

        byte[] Write(uint offset, uint length) => [.. Machine.Bytes(offset, length), .. Enumerable.Repeat((byte)7, (int)length), 0xEE, 0xEE, 0xEE, 0xEE];
        Assert.Equal(-Errno.EBUSY, machine.Send("nmem0", SetData, Write(4096, 4)));
        machine.DisableRegions();
        var write = Write(4096, 4);
        Assert.Equal(0, machine.Send("nmem0", SetData, write));
        Assert.Equal([7, 7, 7, 7, 0, 0, 0, 0], write[8..]);
        Assert.Equal([7, 7, 7, 7], machine.Dimm.Labels[4096..4100]);
        Assert.Equal(-Errno.E2BIG, machine.Send("nmem0", SetData, Write(0, 0x7F9)));

        Assert.Equal(-Errno.EINVAL, machine.Send("nmem0", Machine.CallRequest, Machine.Package(1)));
        Assert.Equal(-Errno.ENOTTY, machine.Send("nmem0", 0xC0844E01, new byte[132]));
        Assert.Equal(-Errno.EINVAL, machine.Send("ndctl0", Machine.CallRequest, Machine.Package(1)));
    }

    [Fact]
    public void A_DIMM_has_its_serial_number_and_no_family_and_the_mailbox_is_named()
    {
        var dimm = (NvdimmDevice)Objects("Get-NvdimmDevice", new { Dimm = "nmem0" })[0]!;
        Assert.Equal(("CXL", "0x4e56434c0001", null), (dimm.Provider, dimm.Serial, dimm.Family));
        var run = Run("Invoke-NvdimmDsm", new { Function = "1", Dimm = "nmem0" });
        Assert.Contains("CXL", $"{Assert.Single(run.Errors)} {run.Errors[0].ErrorDetails.RecommendedAction}", StringComparison.Ordinal);
        Assert.DoesNotContain(Objects("Test-NvdimmLabel").Cast<HealthFinding>(), f => f.Counts);
        var labels = (NvdimmLabelArea)Objects("Get-NvdimmLabel", new { Dimm = "nmem0" })[0]!;
        Assert.Equal(("1.1", "cxl"), (labels.Version, labels.Labels[0].Name));
    }

    /// <summary>What the guest's script does on the real kernel.</summary>
    [Theory]
    [InlineData("Raw")]
    [InlineData("Sector")]
    [InlineData("FsDax")]
    [InlineData("DevDax")]
    public void A_namespace_of_each_mode_is_made_and_goes_again(string mode)
    {
        Kernel.DisableRegion("region1");
        Assert.Empty(Run("Initialize-NvdimmLabel", new { Dimm = "nmem1", Force = true, NoBackup = true }).Errors);
        Kernel.EnableRegion("region1");
        var made = (NvdimmNamespace)Assert.Single(Objects("New-NvdimmNamespace", new { Region = "region1", Mode = mode, Size = "64MB", Name = $"cxl-{mode}", Force = true, PassThru = true }))!;
        Assert.Equal((mode.ToLowerInvariant(), $"cxl-{mode}", true), (made.Mode, made.AlternateName, made.Enabled));
        Assert.Empty(Run("Remove-NvdimmNamespace", new { Namespace = made.Name, Force = true, AllowInUse = true }).Errors);
        Assert.Equal(["namespace0.0"], Names("Get-NvdimmNamespace"));
    }

    [Fact]
    public void Labels_are_exported_cleared_and_brought_back_by_the_serial_number()
    {
        var folder = Directory.CreateTempSubdirectory("nvdimm-cxl-").FullName;
        try
        {
            Kernel.DisableRegion("region0");
            var before = Kernel.Dimm("nmem0").Labels;
            Assert.Empty(Run("Export-NvdimmLabel", new { Path = folder }).Errors);
            Assert.Empty(Run("Clear-NvdimmLabel", new { Dimm = "nmem0", Force = true, NoBackup = true }).Errors);
            Assert.All(Kernel.Dimm("nmem0").Labels, b => Assert.Equal(0, b));
            Assert.Empty(Run("Import-NvdimmLabel", new { Path = folder, Dimm = "nmem0", Force = true, NoBackup = true }).Errors);
            Assert.Equal(before, Kernel.Dimm("nmem0").Labels);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
