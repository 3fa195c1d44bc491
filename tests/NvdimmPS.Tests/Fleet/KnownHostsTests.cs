using NvdimmPS.Fleet;

namespace NvdimmPS.Tests.Fleet;

/// <summary>What completion offers of ssh's own files.</summary>
public sealed class KnownHostsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nvdimm-ssh-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    private string[] Names => [.. KnownHosts.Read(_folder).Select(h => h.Name)];

    [Fact]
    public void Names_of_both_files_each_once_without_patterns_and_hashes()
    {
        Write("config", "# Host no\nHost node1 Node2 *.lab !bad\n  HostName 10.0.0.1\nhost=node3\nInclude other\nHost * # all\n");
        Write("other", "Host hidden\n");
        Write("known_hosts", """
            node1,10.0.0.1 ssh-ed25519 AAAA
            [node4]:2222 ssh-ed25519 AAAA
            |1|c2FsdA==|aGFzaA== ssh-ed25519 AAAA
            @revoked node5 ssh-ed25519 AAAA
            #node6 ssh-ed25519 AAAA
            node7
            """);
        Assert.Equal(["node1", "Node2", "node3", "10.0.0.1", "[node4]:2222"], Names);
    }

    [Fact]
    public void What_steers_a_terminal_or_ssh_is_no_name()
    {
        Write("config", "Host -oProxyCommand=x no\u001bde good\n");
        Assert.Equal(["good"], Names);
    }

    [Fact]
    public void A_file_that_is_missing_or_too_large_names_nobody()
    {
        Assert.Empty(Names);
        Write("config", "Host node1\n" + new string('#', KnownHosts.MaxSize));
        Write("known_hosts", "node2 ssh-ed25519 AAAA\n");
        Assert.Equal(["node2"], Names);
    }
}
