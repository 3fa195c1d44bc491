using NvdimmPS.Abi;
using NvdimmPS.Kernel;
using NvdimmPS.Tests.Files;

namespace NvdimmPS.Tests.Kernel;

/// <summary>A request goes to the character device that sysfs names, and to nothing else that bears its name.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class LinuxKernelTests : FileTest
{
    private const string Null = "1:3", Zero = "1:5";

    private static readonly NdNode Dimm = new(NdNodeKind.Dimm, 0), Bus = new(NdNodeKind.Bus, 0);

    [Fact]
    public void The_device_that_sysfs_names_is_opened()
    {
        Open(Dimm, Null).Dispose();
        using var device = Open(Bus, Null, NdAccess.ReadOnly);
        Assert.Equal(Errno.ENOTTY, NdCaller.Send(device, NdRequest.Call(NdNodeKind.Bus, 0, 1, ReadOnlyMemory<byte>.Empty, 32)).Errno);
    }

    [Theory]
    [InlineData(Zero)] // another device of the driver: a stale node
    [InlineData("2:3")]
    [InlineData("1:33")]
    [InlineData("01:3")]
    [InlineData("")]
    [InlineData(null)] // sysfs does not know it
    public void A_stale_node_is_not_accepted(string? number)
    {
        Refused(() => Open(Dimm, number));
        Refused(() => Open(Bus, number));
    }

    [Theory]
    [InlineData("file")]
    [InlineData("folder")]
    [InlineData("pipe")]
    public void Nor_is_a_forged_one(string what)
    {
        var node = At("forged");
        switch (what)
        {
            case "file":
                File.WriteAllText(node, string.Empty);
                break;
            case "folder":
                Directory.CreateDirectory(node);
                break;
            default:
                Unix.Pipe(node);
                break;
        }

        // What is no device has the numbers 0:0.
        foreach (var number in new[] { "0:0", Null })
        {
            Refused(() => Soon(() => Open(Dimm, number, NdAccess.ReadOnly, node)));
        }
    }

    [Fact]
    public void One_of_the_two_kinds_of_nodes_is_not_the_other()
    {
        Name(Dimm, Null);
        Name(Bus, Zero);
        File.CreateSymbolicLink(At("nmem0"), "/dev/zero");
        File.CreateSymbolicLink(At("ndctl0"), "/dev/null");
        var kernel = new LinuxKernel(Folder, Folder);
        Refused(() => kernel.Open(Dimm, NdAccess.ReadWrite));
        Refused(() => kernel.Open(Bus, NdAccess.ReadWrite));
    }

    [Fact]
    public void A_node_that_is_missing_where_sysfs_has_its_device_is_what_a_container_sees()
    {
        Name(Dimm, Null);
        var kernel = new LinuxKernel(Folder, Folder);
        var refusal = Assert.Throws<NdOpenException>(() => kernel.Open(Dimm, NdAccess.ReadWrite));
        Assert.Equal(("Nvdimm.Open.NoNode", Errno.ENOENT), (refusal.ErrorId, refusal.Errno));
        Assert.Contains($"--device={At("nmem0")}", $"{refusal.NextStep}", StringComparison.Ordinal);
        Assert.Equal("Nvdimm.Open.ENOENT", Assert.Throws<NdOpenException>(() => kernel.Open(new NdNode(NdNodeKind.Dimm, 1), NdAccess.ReadWrite)).ErrorId);
        var device = new NvdimmDevice { Name = "nmem0", Family = "Intel", FamilyCode = 0, DsmMask = 2, Commands = ["cmd_call"] };
        var health = new NvdimmPS.Health.HealthReader(kernel).Read(device);
        Assert.Equal("NV1097", Assert.Single(health.Causes).Id);
    }

    [Fact]
    public void What_the_device_rules_of_a_container_refuse_is_told_from_file_modes()
    {
        Assert.Contains("--device=/dev/nmem0", $"{KernelErrors.Open(Dimm, "/dev/nmem0", NdAccess.ReadWrite, Errno.EPERM).NextStep}", StringComparison.Ordinal);
        Assert.DoesNotContain("--device", $"{KernelErrors.Open(Dimm, "/dev/nmem0", NdAccess.ReadWrite, Errno.EACCES).NextStep}", StringComparison.Ordinal);
    }

    private static void Refused(Func<INdDevice> open)
    {
        var refusal = Assert.Throws<NdOpenException>(open);
        Assert.Equal("Nvdimm.Open.WrongNode", refusal.ErrorId);
        Assert.Contains("nothing was sent", refusal.Message, StringComparison.Ordinal);
    }

    private INdDevice Open(NdNode node, string? number, NdAccess access = NdAccess.ReadWrite, string target = "/dev/null")
    {
        Name(node, number);
        File.Delete(At(node.Name));
        File.CreateSymbolicLink(At(node.Name), target);
        return new LinuxKernel(Folder, Folder).Open(node, access);
    }

    private void Name(NdNode node, string? number)
    {
        var folder = Directory.CreateDirectory(At(node.Kind == NdNodeKind.Dimm ? "bus/nd/devices/nmem0" : "class/nd/ndctl0")).FullName;
        File.Delete(Path.Combine(folder, "dev"));
        if (number is not null)
        {
            File.WriteAllText(Path.Combine(folder, "dev"), number + "\n");
        }
    }
}
