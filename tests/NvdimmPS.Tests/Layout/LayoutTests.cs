using System.Runtime.InteropServices;
using NvdimmPS.Abi;

namespace NvdimmPS.Tests.Layout;

/// <summary>Ring 0: sizes, offsets, numbers and request codes against the C compiler.</summary>
public class LayoutTests
{
    private static readonly string Table = Path.Combine(AppContext.BaseDirectory, "Layout", "ndctl-h.txt");

    [Fact]
    public void Our_structures_are_those_of_the_committed_table() =>
        Assert.Equal(File.ReadAllText(Table), NdctlHeader.Format(NdctlHeader.Ours()));

    [Fact]
    public void The_committed_table_is_what_the_C_compiler_says()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(NdctlHeader.Path) && HasCompiler(), "no C compiler or no <linux/ndctl.h> on this machine");
        Assert.SkipUnless(RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64, "the table holds the asm-generic request codes");
        Assert.Equal(File.ReadAllText(Table), NdctlHeader.Format(NdctlHeader.Theirs()));
    }

    [Fact]
    public void Powerpc_encodes_directions_its_own_way()
    {
        Assert.Equal(0xC0404E0Au, IoctlNumber.ReadWrite(IoctlNumber.NvdimmType, 10, 64, Architecture.X64));
        Assert.Equal(0xC0404E0Au, IoctlNumber.ReadWrite(IoctlNumber.NvdimmType, 10, 64, Architecture.Ppc64le));
        Assert.Equal(10, IoctlNumber.Number(0xC0C84E0A));
    }

    private static bool HasCompiler() =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':').Any(folder => File.Exists(Path.Combine(folder, "cc")));
}
