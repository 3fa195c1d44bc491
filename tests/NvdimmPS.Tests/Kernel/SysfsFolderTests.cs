using NvdimmPS.Kernel;
using NvdimmPS.Tests.Files;

namespace NvdimmPS.Tests.Kernel;

/// <summary>A folder is listed whole, however often the kernel has to be asked for it.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class SysfsFolderTests : FileTest
{
    [Fact]
    public void A_folder_that_needs_several_calls_is_listed_whole()
    {
        for (var i = 0; i < 600; i++)
        {
            Write($"nmem{i}");
        }

        Write("region0");
        Assert.Equal(Enumerable.Range(0, 600), SysfsFolder.Numbers(Folder, "nmem"));
        Assert.Equal(601, SysfsFolder.Names(Folder, "").Count(n => n is not ("." or "..")));
    }

    [Fact]
    public void What_is_not_there_or_no_folder_holds_nothing()
    {
        Assert.Empty(SysfsFolder.Names(At("missing"), ""));
        Assert.Empty(SysfsFolder.Names(Write("file"), ""));
    }
}
