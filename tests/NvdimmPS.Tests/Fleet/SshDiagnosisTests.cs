using NvdimmPS.Fleet;
using NvdimmPS.Shell.Fleet;

namespace NvdimmPS.Tests.Fleet;

/// <summary>The words are OpenSSH's own, as its client and Debian's sshd printed them.</summary>
public sealed class SshDiagnosisTests
{
    [Theory]
    [InlineData("ssh: Could not resolve hostname nosuch.invalid: Name or service not known", FleetFault.Name)]
    [InlineData("ssh: Could not resolve hostname nosuch: Temporary failure in name resolution", FleetFault.Name)]
    [InlineData("ssh: connect to host 10.9.9.9 port 22: No route to host", FleetFault.Network)]
    [InlineData("ssh: connect to host 10.9.9.9 port 22: Connection refused", FleetFault.Network)]
    [InlineData("ssh: connect to host 10.9.9.9 port 22: Connection timed out", FleetFault.Network)]
    [InlineData("kex_exchange_identification: Connection closed by remote host", FleetFault.Network)]
    [InlineData("root@10.9.9.9: Permission denied (publickey,keyboard-interactive).", FleetFault.Authentication)]
    [InlineData("Received disconnect from 10.9.9.9 port 22:2: Too many authentication failures", FleetFault.Authentication)]
    [InlineData("No ED25519 host key is known for 10.9.9.9 and you have requested strict checking. Host key verification failed.", FleetFault.HostKey)]
    [InlineData("subsystem request failed on channel 0", FleetFault.NoPowerShell)]
    [InlineData("command-line: line 0: Bad configuration option: nosuchoption", FleetFault.Ssh)]
    [InlineData("something that nobody has seen before", FleetFault.Ssh)]
    [InlineData("", FleetFault.Ended)]
    public void KnowsWhatSshSays(string words, FleetFault fault) => Assert.Equal(fault, SshDiagnosis.Diagnose(words));

    [Theory]
    [InlineData("bash: line 1: /usr/bin/pwsh: No such file or directory", 127, FleetFault.NoPowerShell)]
    [InlineData("bash: line 1: /usr/bin/pwsh: Permission denied", 126, FleetFault.NoPowerShell)]
    [InlineData("WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!", 1, FleetFault.Ended)]
    public void TakesNoWordForItFromTheFarSide(string words, int exitCode, FleetFault fault) => Assert.Equal(fault, SshDiagnosis.Diagnose(words, exitCode));

    [Fact]
    public void WhatAHostSaysIsOneLineThatSteersNoTerminal()
    {
        var error = FleetErrors.For(FleetFault.NoModule, "node1", "not\r\n\u001b[2Jthere." + new string('x', 100_000));

        Assert.Contains("(not ?[2Jthere.x", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(error.Message, char.IsControl);
        Assert.InRange(error.Message.Length, 1, 1000);
    }

    [Fact]
    public void EachFaultHasAnIdOfItsOwnAndANextStep()
    {
        var errors = Enum.GetValues<FleetFault>().Select(fault => (fault, Error: FleetErrors.For(fault, "node1", "as it said"))).ToList();

        Assert.All(errors, e =>
        {
            Assert.Equal($"Nvdimm.Fleet.{e.fault}", e.Error.ErrorId);
            Assert.Equal("node1", e.Error.Target);
            Assert.Contains("as it said", e.Error.Message, StringComparison.Ordinal);
            Assert.False(string.IsNullOrEmpty($"{e.Error.NextStep}"));
        });
        Assert.Equal(errors.Count, errors.Select(e => e.Error.Message).Distinct().Count());
    }
}
