using System.Diagnostics;
using NvdimmPS.Cli;
using NvdimmPS.Tests.Files;

namespace NvdimmPS.Tests.Cli;

/// <summary>The process itself, where TMPDIR names what will not do.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class TemporaryFolderTests : FileTest
{
    private const string Full = "mount -t tmpfs -o size=64k,nr_inodes=24 tmpfs \"$TMPDIR\" && exec \"$@\"";

    [Fact]
    public void One_that_is_not_there_is_one_error_with_its_name()
    {
        var (code, output, errors) = Run([Cli], At("no"));
        Assert.Equal((ExitCodes.Usage, string.Empty), (code, output));
        Assert.Contains($"there is no folder '{At("no")}'", errors, StringComparison.Ordinal);
        Assert.Contains("TMPDIR", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_full_is_one_error_and_nothing_stays()
    {
        var tmp = Directory.CreateDirectory(At("tmp")).FullName;
        string[] unshare = Unix.IsRoot ? ["unshare", "-m"] : ["unshare", "-r", "-m"];
        Assert.SkipUnless(Run([.. unshare, "sh", "-c", Full, "sh", "true"], tmp).Code == 0, "needs to mount in a namespace of its own");
        var (code, output, errors) = Run([.. unshare, "sh", "-c", Full + "; find \"$TMPDIR\" -type f", "sh", Cli], tmp);
        Assert.Equal((ExitCodes.Usage, string.Empty), (code, output));
        Assert.Contains("space", errors, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("TMPDIR", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void One_in_which_others_exchange_things_is_passed_over()
    {
        var tmp = Directory.CreateDirectory(At("tmp")).FullName;
        File.SetUnixFileMode(tmp, Everybody);
        Assert.Equal(ExitCodes.Success, Run([Cli], tmp).Code);
        Assert.Empty(Directory.GetFileSystemEntries(tmp));
    }

    private static string Cli => typeof(ExitCodes).Assembly.Location;

    private static (int Code, string Output, string Errors) Run(string[] command, string tmp)
    {
        string[] all = [.. command.SelectMany(word => word == Cli ? ["dotnet", Cli, "list", "--simulate=1x2"] : new[] { word })];
        var start = new ProcessStartInfo(all[0], all[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["TMPDIR"] = tmp;
        start.Environment["DOTNET_EnableDiagnostics"] = "0"; // else the runtime itself wants TMPDIR
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.GetAwaiter().GetResult());
    }
}
