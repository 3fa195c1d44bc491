using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.Benchmarks;

/// <summary>
/// A node whose ioctl returns at once: <c>/dev/null</c> under a DIMM's name, opened in the usual way. What is left of a
/// call is what NvdimmPS and the kernel's entry cost.
/// </summary>
internal sealed class NullNode : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nvdimm-null-");

    public NullNode()
    {
        var dimm = Path.Combine(_folder.FullName, "bus", "nd", "devices", "nmem0");
        Directory.CreateDirectory(dimm);
        File.WriteAllText(Path.Combine(dimm, "dev"), "1:3\n");
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "nmem0"), "/dev/null");
        Device = new LinuxKernel(_folder.FullName, _folder.FullName).Open(new NdNode(NdNodeKind.Dimm, 0), NdAccess.ReadWrite);
    }

    public INdDevice Device { get; }

    public void Dispose()
    {
        Device.Dispose();
        _folder.Delete(recursive: true);
    }
}
