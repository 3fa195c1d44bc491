using NvdimmPS.Fleet;
using NvdimmPS.Kernel;

namespace NvdimmPS.Shell.Fleet;

/// <summary>What can go wrong with many hosts.</summary>
internal static class FleetErrors
{
    internal static NvdimmException NoHosts() =>
        new("Nvdimm.Fleet.NoHosts", NvdimmErrorKind.InvalidArgument, null, "No host was named, so nobody was asked.",
            "Name hosts with -HostName, -HostFile or -Session, or pipe them in.");

    internal static NvdimmException SshOption(string name) =>
        new("Nvdimm.Fleet.SshOption", NvdimmErrorKind.InvalidArgument, name,
            $"'{Printable.Quote(name)}' is no option of ssh_config(5) with a value on one line. Nobody was asked.",
                "Write -Options @{ ConnectTimeout = 5 }.");

    internal static NvdimmException SshWord(string parameter, string value) =>
        new("Nvdimm.Fleet.SshOption", NvdimmErrorKind.InvalidArgument, parameter,
            $"'{Printable.Quote(value)}' begins with '-' or has a control character, so it can be no -{parameter}. Nobody was asked.",
            "Give options of ssh with -Options.");

    internal static NvdimmException KeyFile(string path) =>
        new("Nvdimm.Fleet.KeyFile", NvdimmErrorKind.ObjectNotFound, path, $"There is no private key '{path}'. Nobody was asked.",
            "Name the file of the private key, or load it with ssh-add and leave -KeyFilePath out.");

    internal static NvdimmException AgentlessScript() =>
        new("Nvdimm.Fleet.AgentlessScript", NvdimmErrorKind.InvalidArgument, "Agentless",
            "-Agentless reads sysfs and runs nothing else, so it takes no script.", "Leave out the script, or -Agentless.");

    /// <summary>Why a host gave no results.</summary>
    /// <param name="fault">What it was.</param>
    /// <param name="host">The host.</param>
    /// <param name="detail">What ssh, PowerShell or the far side said.</param>
    internal static NvdimmException For(FleetFault fault, string host, string detail)
    {
        var (kind, what, action) = fault switch
        {
            FleetFault.Name =>
                (NvdimmErrorKind.ObjectNotFound, "the name is not known", "Check the spelling, DNS, and Host lines in ~/.ssh/config."),
            FleetFault.Network => (NvdimmErrorKind.ConnectionError, "nobody answers there",
                "Check that the host is up, its sshd runs, and no firewall is between."),
            FleetFault.HostKey => (NvdimmErrorKind.SecurityError, "its host key is not the one that is known",
                $"Find out why it changed; then 'ssh-keygen -R {host}' and connect once with ssh."),
            FleetFault.Authentication => (NvdimmErrorKind.AuthenticationError, "it does not accept the user or the key",
                $"Try 'ssh -o BatchMode=yes {Destination(host)} true'; name the key with -KeyFilePath. A key with a "
                    + "passphrase must be in an agent (ssh-add): nobody can be asked for it."),
            FleetFault.Ssh => (NvdimmErrorKind.ConnectionError, "ssh could not connect", "Try the same host with ssh; check -Options."),
            FleetFault.NoPowerShell =>
                (NvdimmErrorKind.NotInstalled, "ssh works, but there is no PowerShell behind it",
                    "Install PowerShell 7.4 or later there, with 'Subsystem powershell /usr/bin/pwsh -sshs -NoLogo' in sshd_config; see "
                        + "about_NvdimmRemoting."),
            FleetFault.NoModule => (NvdimmErrorKind.NotInstalled, "the module NvdimmPS is not installed there",
                "Install-PSResource NvdimmPS -Scope AllUsers, or ask with -Agentless."),
            FleetFault.ModuleTooOld => (NvdimmErrorKind.NotInstalled, "its module NvdimmPS is too old",
                "Update-PSResource NvdimmPS there, or ask with -Agentless."),
            FleetFault.NoNvdimm => (NvdimmErrorKind.ObjectNotFound, "it has no NVDIMM",
                "Check that its drivers nfit or nd_pmem are loaded; else take it off the list."),
            FleetFault.NoRights => (NvdimmErrorKind.PermissionDenied, "the user may not open its NVDIMMs", KernelErrors.UdevRule),
            FleetFault.Timeout => (NvdimmErrorKind.OperationTimeout, "it took too long", "Raise -TimeoutSec, or look at what hangs there."),
            FleetFault.BadAnswer => (NvdimmErrorKind.InvalidData, "what came back makes no sense",
                "Ask it with the module in place, or look at its /sys/class/nd."),
            FleetFault.Exit =>
                (NvdimmErrorKind.InvalidResult, "the script ended itself before its end",
                    "Leave a script with return: exit, and break or continue outside a loop, end more than it. Results that came before "
                        + "may not be all."),
            FleetFault.Protocol => (NvdimmErrorKind.ConnectionError, "something prints before PowerShell speaks, which breaks the session",
                $"Mostly it is a profile or a banner: let ~/.bashrc, /etc/profile.d and the like print to a terminal only ([ -t 1 ] && "
                    + $"echo …), and keep -NoProfile in sshd's Subsystem line. Until 'ssh -s {host} powershell < /dev/null' prints "
                        + $"nothing of that, no session can be."),
            FleetFault.TooMuch => (NvdimmErrorKind.LimitsExceeded, "it sent more than it may, and was ended",
                "Raise -MaximumDataMB if the script is to give so much, or lower -ThrottleLimit; else look at what it sends."),
            _ => (NvdimmErrorKind.ConnectionError, "the session ended before the script did",
                "Results that came before are complete. Look at the host: a crash, a reboot, a kill?"),
        };
        var said =
            Printable.Quote(string.Join(' ', detail.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
                .TrimEnd('.');
        return new NvdimmException($"Nvdimm.Fleet.{fault}", kind, host,
            $"{host}: {what}{(said.Length == 0 ? string.Empty : $" ({said})")}.", action);
    }

    /// <summary>A host for ssh's command line, which takes a port only in a URI.</summary>
    private static string Destination(string host) =>
        host.Contains("]:", StringComparison.Ordinal) || host.Count(c => c == ':') == 1 ? "ssh://" + host : host;
}
