using NvdimmPS.Kernel;

namespace NvdimmPS.Tests.Kernel;

public sealed class TableFileTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3000)]
    public void All_lines_are_read_however_many(int count)
    {
        string[] lines = [.. Enumerable.Range(0, count).Select(i => $"{i} 22 0:{i} / /mnt/{new string('x', i % 97)} rw - ext4 /dev/pmem{i} rw")];
        File.WriteAllLines(_file, lines);
        Assert.Equal(lines.Length == 0 ? [""] : lines, TableFile.Lines(_file).DefaultIfEmpty(""));
    }

    [Fact]
    public void What_grows_without_end_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/dev/zero is Linux's");
        Assert.Equal($"longer than {TableFile.MaxLength} bytes", Assert.Throws<IOException>(() => TableFile.Lines("/dev/zero")).Message);
    }

    [Fact]
    public void What_is_not_there_is_said() => Assert.Throws<FileNotFoundException>(() => TableFile.Lines(_file + ".none"));

    [Fact]
    public void The_account_of_a_number_is_the_first_that_has_it()
    {
        File.WriteAllText(_file, "root:x:0:0:root:/root:/bin/sh\n# 7\nbroken:7\nops:x:7:7::/home/ops:/bin/sh\nsecond:x:7:7::/elsewhere:/bin/sh\n:x:8:8::/:\n");
        Assert.Equal(("root", "ops", "8", "9"), (UserAccount.NameIn(_file, 0), UserAccount.NameIn(_file, 7), UserAccount.NameIn(_file, 8), UserAccount.NameIn(_file, 9)));
        Assert.Equal("/home/ops", UserAccount.FieldIn(_file, 7, 5));
        Assert.Null(UserAccount.FieldIn(_file + ".none", 0, 5));
    }
}
