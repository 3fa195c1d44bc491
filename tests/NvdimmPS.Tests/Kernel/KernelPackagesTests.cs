using System.Diagnostics;
using System.Reflection;

namespace NvdimmPS.Tests.Kernel;

/// <summary>Which packages ring 4 makes its kernel of, given what an archive offers; the archive is a file that a stand-in for apt-cache reads.</summary>
public sealed class KernelPackagesTests : IDisposable
{
    // madison: " PACKAGE | VERSION | WHERE"; show PACKAGE=VERSION: fields.
    private const string AptCache = """
        #!/bin/sh
        here=$(dirname "$0")
        case $1 in
            madison) awk -v p="$2" '$1 == p { print p " | " $2 " | archive" }' "$here/archive" ;;
            show) awk -v p="${2%%=*}" -v v="${2#*=}" '$1 == p && $2 == v { print "Package: " p "\nVersion: " v; $1 = $2 = ""; print "Depends:" substr($0, 2) }' "$here/archive" ;;
        esac
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nvdimmps-archive-");

    public static TheoryData<string, string, string, string> Archives() => new()
    {
        { "one version of all", "6.1", Kernel("192-2", "56") + Tools("192-2") + Source("192-2"), "56 192-2 192-2 192-2" },
        { "build tools of a later revision", "6.1", Kernel("192-2", "56") + Tools("195-1", "192-3", "176-1") + Source("195-1", "192-3", "192-2", "176-1"), "56 192-2 192-3 192-2" },
        { "the newest of two later revisions, by number", "6.1", Kernel("192-2", "56") + Tools("192-9", "192-10") + Source("192-3", "192-10", "192-9"), "56 192-2 192-10 192-10" },
        { "an image without its source yet", "6.1", Kernel("195-1", "57") + Kernel("192-2", "56") + Tools("195-1", "192-3") + Source("192-3"), "56 192-2 192-3 192-3" },
        { "an image without its headers yet", "6.1", Meta("195-1", "57") + Kernel("192-2", "56") + Tools("195-1", "192-2") + Source("195-1", "192-2"), "56 192-2 192-2 192-2" },
        { "no whole set: the newest of each", "6.1", Kernel("195-1", "57") + Kernel("194-1", "56") + Tools("195-1", "192-3") + Source("192-3", "190-1"), "57 195-1 195-1 192-3" },
        { "upstream versions that begin alike", "6.1", Kernel("19-2", "56") + Kernel("18-1", "55") + Tools("192-3", "18-1") + Source("192-3", "18-1"), "55 18-1 18-1 18-1" },
        { "a newer series under the same name", "6.1", Meta("6.12.117-1", "6.12.117+deb12", "") + Kernel("192-2", "56") + Tools("192-2") + Source("192-2"), "56 192-2 192-2 192-2" },
    };

    [Theory]
    [MemberData(nameof(Archives))]
    public void A_whole_set_is_chosen(string archive, string kernel, string content, string chosen)
    {
        var (image, version, tools, source) = chosen.Split(' ') is [var a, var b, var c, var d] ? (a, b, c, d) : default;
        var (code, output) = Choose(kernel, content);
        Assert.True(code == 0, $"{archive}: {output}");
        Assert.Equal(
            $"linux-image-6.1.0-{image}-amd64=6.1.{version} linux-headers-6.1.0-{image}-amd64=6.1.{version} linux-headers-6.1.0-{image}-common=6.1.{version} "
            + $"linux-kbuild-6.1=6.1.{tools} linux-source-6.1=6.1.{source}", output);
    }

    [Fact]
    public void The_second_kernel_has_build_tools_of_its_own_name()
    {
        const string archive = """
            linux-image-6.12-amd64 6.12.117-1~deb12u1 linux-image-6.12.117+deb12-amd64 (= 6.12.117-1~deb12u1)
            linux-image-6.12-amd64 6.12.9-1~deb12u1 linux-image-6.12.9+deb12-amd64 (= 6.12.9-1~deb12u1)
            linux-image-6.12.117+deb12-amd64 6.12.117-1~deb12u1 kmod
            linux-headers-6.12.117+deb12-amd64 6.12.117-1~deb12u1 linux-headers-6.12.117+deb12-common (= 6.12.117-1~deb12u1), linux-kbuild-6.12.117+deb12, gcc-12
            linux-headers-6.12.117+deb12-common 6.12.117-1~deb12u1 make
            linux-kbuild-6.12.117+deb12 6.12.117-1~deb12u1 libc6
            linux-source-6.12 6.12.117-1~deb12u1 binutils
            linux-source-6.12 6.12.117-1 binutils

            """;
        var (code, output) = Choose("6.12", archive);
        Assert.True(code == 0, output);
        Assert.Equal(
            "linux-image-6.12.117+deb12-amd64=6.12.117-1~deb12u1 linux-headers-6.12.117+deb12-amd64=6.12.117-1~deb12u1 "
            + "linux-headers-6.12.117+deb12-common=6.12.117-1~deb12u1 linux-kbuild-6.12.117+deb12=6.12.117-1~deb12u1 linux-source-6.12=6.12.117-1~deb12u1", output);
    }

    [Theory]
    [InlineData("6.1", "", "no linux-image-amd64 of version 6.1")]
    [InlineData("6.1", "linux-image-amd64 6.1.9-1 linux-image-6.1.0-5-amd64 (= 6.1.9-1)\n", "no linux-headers-6.1.0-5-amd64 of version 6.1.9-1")]
    public void Where_there_is_none_the_reason_is_said(string kernel, string archive, string reason)
    {
        const int skipped = 77;
        var (code, output) = Choose(kernel, archive);
        Assert.Equal(skipped, code);
        Assert.StartsWith("skipped: ", output, StringComparison.Ordinal);
        Assert.Contains(reason, output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Meta(string version, string abi, string prefix = "6.1.") => prefix.Length > 0
        ? $"linux-image-amd64 {prefix}{version} linux-image-6.1.0-{abi}-amd64 (= {prefix}{version})\n"
        : $"linux-image-amd64 {version} linux-image-{abi}-amd64 (= {version})\n";

    private static string Kernel(string version, string abi) => Meta(version, abi) + $"""
        linux-image-6.1.0-{abi}-amd64 6.1.{version} kmod, initramfs-tools | dracut
        linux-headers-6.1.0-{abi}-amd64 6.1.{version} linux-headers-6.1.0-{abi}-common (= 6.1.{version}), linux-kbuild-6.1 (>= 6.1.{version}), gcc-12
        linux-headers-6.1.0-{abi}-common 6.1.{version} make

        """;

    private static string Tools(params string[] versions) => string.Concat(versions.Select(version => $"linux-kbuild-6.1 6.1.{version} libc6\n"));

    private static string Source(params string[] versions) => string.Concat(versions.Select(version => $"linux-source-6.1 6.1.{version} binutils\n"));

    private (int Code, string Output) Choose(string kernel, string archive)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "bash and Debian's package lists");
        var program = Path.Combine(_folder.FullName, "apt-cache");
        File.WriteAllText(program, AptCache);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        File.WriteAllText(Path.Combine(_folder.FullName, "archive"), archive);
        var root = typeof(KernelPackagesTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "RepositoryRoot").Value!;
        var start = new ProcessStartInfo("bash", [Path.Combine(root, "tests", "kernel", "vm.sh"), "packages"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = _folder.FullName + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        start.Environment["NVDIMMPS_KERNEL"] = kernel;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, string.Join(' ', (output + errors.Result).Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }
}
