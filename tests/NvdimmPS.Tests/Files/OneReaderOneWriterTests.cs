using System.Text.RegularExpressions;
using NvdimmPS.Tests.Cli;

namespace NvdimmPS.Tests.Files;

/// <summary>What is dangerous to do with a path that somebody else may have a hand in is done in few places.</summary>
public sealed partial class OneReaderOneWriterTests
{
    [Fact]
    public void Files_are_opened_in_one_place_to_read_and_in_one_to_write()
    {
        string[] places =
        [
            "NvdimmPS.Core/Files/InputFile.cs", "NvdimmPS.Core/Files/ReplacingFile.cs", "NvdimmPS.Core/Files/PortableFile.cs",
            "NvdimmPS.Import/ModuleImport.cs", // the module's own files, before the core is there
            "NvdimmPS.Core/Kernel/Sysfs/SysfsFile.cs", // elsewhere than on Linux, within the folder of a simulator
        ];
        Assert.Equal(places.Order(StringComparer.Ordinal), Users(Opening()));
    }

    [Fact]
    public void What_is_read_or_written_by_its_path_is_the_kernels_or_lies_in_the_users_private_folder()
    {
        string[] places =
        [
            "NvdimmPS/Fleet/SshClients.cs", "NvdimmPS.Core/Changes/BusLock.cs", "NvdimmPS.Core/Audit/AuditWho.cs", "NvdimmPS.Core/Tracing/TraceHost.cs", // /proc
            "NvdimmPS.Core/Files/PrivateFolder.cs",
            "NvdimmPS.Core/Kernel/TableFile.cs", // the mount table, elsewhere than on Linux
            "NvdimmPS.Core/Simulation/SimulatedKernel.cs", "NvdimmPS.Core/Tracing/ReplayKernel.cs",
            "NvdimmPS.Core/Simulation/Sysfs/SysfsTree.cs",
            "NvdimmPS.Core/Files/PortableFile.cs",
        ];
        Assert.Equal(places.Order(StringComparer.Ordinal), Users(ByPath()));
    }

    [Fact]
    public void Nothing_is_looked_for_in_a_folder_where_everybody_may_make_files()
    {
        Assert.Equal(["NvdimmPS.Core/Files/PrivateFolder.cs"], Users(Shared()));
        Assert.Equal(["NvdimmPS.Core/Simulation/Sysfs/SimulatorFolder.cs"], Users(Temporary()));
        Assert.Equal(["NvdimmPS.Core/Kernel/FolderRemoval.cs", "NvdimmPS.Core/Simulation/Sysfs/SysfsTree.cs"], Users(Removing()));
    }

    [Fact]
    public void A_path_of_PowerShells_is_resolved_in_one_place() => Assert.Equal(["NvdimmPS/Cmdlets/NvdimmCmdlet.cs"], Users(Resolving()));

    /// <summary>
    /// The runtime's are OpenSSL's, and end a process where there is none. Passphrases alone need them, which the console does not take.
    /// </summary>
    [Fact]
    public void OpenSSL_is_needed_for_passphrases_alone()
    {
        string[] places = ["NvdimmPS.Core/Kernel/Keys/EncryptedKey.cs", "NvdimmPS.Core/Security/DimmKeys.cs", "NvdimmPS.Core/Simulation/Security/SimulatedKeyRing.cs"];
        Assert.Equal(places.Order(StringComparer.Ordinal), Users(OpenSsl()));
    }

    private static IEnumerable<string> Users(Regex what)
    {
        var source = Path.Combine(Repository.Root, "src");
        return Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Select(path => (Name: Path.GetRelativePath(source, path).Replace('\\', '/'), Path: path))
            .Where(file => !Built().IsMatch(file.Name) && what.IsMatch(File.ReadAllText(file.Path)))
            .Select(file => file.Name).Order(StringComparer.Ordinal);
    }

    [GeneratedRegex(@"new FileStream\(|\bFile\.(Open\w*|Create(Text)?)\(|new Stream(Reader|Writer)\([""a-z.]*(path|file)")]
    private static partial Regex Opening();

    [GeneratedRegex(@"\bFile\.(Read|Write|Append|Copy|Move|Replace)\w*\(")]
    private static partial Regex ByPath();

    [GeneratedRegex("/(obj|bin)/")]
    private static partial Regex Built();

    [GeneratedRegex(@"/dev/shm|""/tmp")]
    private static partial Regex Shared();

    [GeneratedRegex(@"GetTemp|CreateTempSubdirectory")]
    private static partial Regex Temporary();

    [GeneratedRegex(@"Directory\.Delete\(")]
    private static partial Regex Removing();

    [GeneratedRegex(@"\b(SHA(1|256|384|512)|MD5|IncrementalHash|HashAlgorithm|HMAC\w*|Aes|ECDsa|RSA|RandomNumberGenerator)\b\s*[.(]")]
    private static partial Regex OpenSsl();

    [GeneratedRegex(@"Get(Unr|R)esolvedProviderPathFromPSPath\(")]
    private static partial Regex Resolving();
}
