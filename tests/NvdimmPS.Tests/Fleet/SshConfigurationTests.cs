using System.Diagnostics;
using NvdimmPS.Shell.Fleet;

namespace NvdimmPS.Tests.Fleet;

/// <summary>What ssh's configuration says of a host whose name the engine does not hand on as it is.</summary>
public sealed class SshConfigurationTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public SshConfigurationTests() => Assert.SkipUnless(HasSsh(), "There is no ssh.");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void All_keys_of_a_host_are_handed_on_and_nothing_that_is_the_same()
    {
        var found = Differences("Host Alias\n  HostName ::1\n  User somebody\n  IdentityFile /keys/one\n  IdentityFile /keys/two\n  IdentityFile /keys/three\n");
        Assert.Equal(["/keys/one", "/keys/two", "/keys/three"], found.Where(d => d.Option.Equals("identityfile", StringComparison.OrdinalIgnoreCase)).Select(d => d.Value));
        Assert.Contains(("hostname", "::1"), found);
        Assert.Contains(("user", "somebody"), found);
        Assert.Equal(found.Count, found.Select(d => d.Option).Distinct(StringComparer.Ordinal).Count());
        Assert.DoesNotContain(found, d => d.Option is "port" or "host" or "batchmode");
    }

    /// <summary>Given alone, what differs would replace what the host has in common with others.</summary>
    [Fact]
    public void A_key_that_all_hosts_have_stays_beside_one_of_its_own()
    {
        var found = Differences("Host Alias\n  IdentityFile /keys/own\nHost *\n  IdentityFile /keys/common\n");
        Assert.Equal(["/keys/own", "/keys/common"], found.Where(d => d.Option.Equals("identityfile", StringComparison.OrdinalIgnoreCase)).Select(d => d.Value));
    }

    [Fact]
    public void Ssh_takes_each_spelling_for_the_same_option()
    {
        File.WriteAllText(_file, "");
        string[] keys = [.. Ask(["-G", "-F", _file, "-oidentityfile=/a", "-oIdentityfile=/b", "-oiDentityfile=/c", "--", "x"]).Where(l => l.StartsWith("identityfile ", StringComparison.Ordinal))];
        Assert.Equal(["identityfile /a", "identityfile /b", "identityfile /c"], keys);
    }

    private List<(string Option, string Value)> Differences(string configuration)
    {
        File.WriteAllText(_file, configuration);
        return [.. SshConfiguration.Differences(name => ["-G", "-F", _file, "--", name], "Alias", SshConfiguration.EngineName("Alias"))];
    }

    private static string[] Ask(string[] arguments)
    {
        using var ssh = Process.Start(new ProcessStartInfo("ssh", arguments) { RedirectStandardOutput = true })!;
        return ssh.StandardOutput.ReadToEnd().Split('\n');
    }

    private static bool HasSsh()
    {
        try
        {
            using var ssh = Process.Start(new ProcessStartInfo("ssh", ["-V"]) { RedirectStandardError = true })!;
            ssh.WaitForExit();
            return true;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
