using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.Tests.Kernel;

/// <summary>What the kernel refuses is told as .NET would tell it, so that one handler does for both.</summary>
public sealed class FileCallTests
{
    [Theory]
    [InlineData(Errno.ENOENT, typeof(FileNotFoundException), "no such file")]
    [InlineData(Errno.ENOTDIR, typeof(DirectoryNotFoundException), "no folder")]
    [InlineData(Errno.EACCES, typeof(UnauthorizedAccessException), "permission denied")]
    [InlineData(Errno.EPERM, typeof(UnauthorizedAccessException), "permission denied")]
    [InlineData(Errno.ENOSPC, typeof(IOException), "no space is left")]
    [InlineData(Errno.EDQUOT, typeof(IOException), "no space is left")]
    [InlineData(Errno.EROFS, typeof(IOException), "read-only")]
    [InlineData(Errno.ENAMETOOLONG, typeof(PathTooLongException), "longer than the file system takes")]
    [InlineData(Errno.ELOOP, typeof(IOException), "too many links")]
    [InlineData(Errno.EIO, typeof(IOException), "(EIO)")]
    public void A_failure_has_the_type_and_the_words_of_its_kind(int errno, Type type, string words)
    {
        var failure = FileCall.Failure(errno);
        Assert.IsType(type, failure);
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
    }
}
