using NvdimmPS.Abi;
using NvdimmPS.Kernel;
using NvdimmPS.Simulation;
using NvdimmPS.Tests.Files;
using NvdimmPS.Watching;

namespace NvdimmPS.Tests.Kernel;

/// <summary>Who watches a machine for months must not run out of descriptors, and a program that is started inherits none.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class DescriptorTests : FileTest
{
    private const int GetDescriptorFlags = 1, CloseOnExec = 1;

    [Fact]
    public void An_attribute_that_was_read_is_closed()
    {
        var file = Write("state", "active\n");
        Assert.Equal("active", SysfsFile.Read(Folder, "state").Text);
        Assert.Equal(0, SysfsFile.ReadBytes(file, out _));
        Assert.False(Unix.IsOpen(file));
    }

    [Fact]
    public void So_is_a_folder_that_was_listed()
    {
        Write("nmem0");
        Assert.Equal([0], SysfsFolder.Numbers(Folder, "nmem"));
        Assert.False(Unix.IsOpen(Folder));
    }

    [Fact]
    public void And_what_was_opened_in_a_nodes_place_and_is_none()
    {
        var forged = Write("nmem0");
        Assert.Throws<NdOpenException>(() => new LinuxKernel(Folder, Folder).Open(new NdNode(NdNodeKind.Dimm, 0), NdAccess.ReadWrite));
        Assert.False(Unix.IsOpen(forged));
    }

    [Fact]
    public void Waiting_for_changes_ends_with_everything_closed()
    {
        using var kernel = new SimulatedKernel("1x1");
        var waiter = new SysfsWaiter(kernel.SysfsRoot);
        waiter.Arm();
        var link = new FileInfo(Path.Combine(kernel.SysfsRoot, "bus/nd/devices/nmem0"));
        var attribute = link.ResolveLinkTarget(true)!.FullName + "/security";
        Assert.True(Unix.IsOpen(attribute));
        waiter.Dispose();
        Assert.False(Unix.IsOpen(attribute));
    }

    [Fact]
    public unsafe void None_is_handed_on_to_a_program()
    {
        var path = Write("file");
        var descriptors = new List<int> { FileCall.Open(path, Libc.O_RDONLY) };
        fixed (byte* bytes = System.Text.Encoding.UTF8.GetBytes(path + '\0'))
        {
            descriptors.Add(FileCall.Open(bytes, Libc.O_RDONLY));
        }

        foreach (var fd in descriptors)
        {
            Assert.Equal(CloseOnExec, Libc.fcntl(fd, GetDescriptorFlags, 0));
            Assert.Equal(0, Libc.close(fd));
        }

        using var socket = UeventSocket.Open(out _);
        Assert.True(socket is null || Libc.fcntl(socket.Descriptor, GetDescriptorFlags, 0) == CloseOnExec);
    }
}
