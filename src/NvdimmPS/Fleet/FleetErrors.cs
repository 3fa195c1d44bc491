using NvdimmPS.Fleet;
using NvdimmPS.Kernel;

namespace NvdimmPS.Shell.Fleet;

/// <summary>What can go wrong with many hosts.</summary>
internal static class FleetErrors
{
    internal static NvdimmException NoHosts() =>
        new("Nvdimm.Fleet.NoHosts", NvdimmErrorKind.InvalidArgument, null, "No host was named. No host was contacted.",
            "Name hosts with -HostName, -HostFile or -Session, or pipe them in.");

    internal static NvdimmException SshOption(string name) =>
        new("Nvdimm.Fleet.SshOption", NvdimmErrorKind.InvalidArgument, name,
            $"'{Printable.Quote(name)}' is not an option of ssh_config(5) with a one-line value. No host was contacted.",
                "Write -Options @{ ConnectTimeout = 5 }.");

    internal static NvdimmException SshWord(string parameter, string value) =>
        new("Nvdimm.Fleet.SshOption", NvdimmErrorKind.InvalidArgument, parameter,
            $"'{Printable.Quote(value)}' begins with '-' or has a control character, so it is no -{parameter}. No host was contacted.",
            "Give options of ssh with -Options.");

    internal static NvdimmException KeyFile(string path) =>
        new("Nvdimm.Fleet.KeyFile", NvdimmErrorKind.ObjectNotFound, path, $"There is no private key '{path}'. No host was contacted.",
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
                (NvdimmErrorKind.ObjectNotFound, "the name cannot be resolved", "Check the spelling, DNS, and Host in ~/.ssh/config."),
            FleetFault.Network => (NvdimmErrorKind.ConnectionError, "no connection to the host",
                "Check that the host is up, sshd runs, and no firewall blocks it."),
            FleetFault.HostKey => (NvdimmErrorKind.SecurityError, "its host key is not the known one",
                $"Find out why it changed; then 'ssh-keygen -R {host}' and connect once with ssh."),
            FleetFault.Authentication => (NvdimmErrorKind.AuthenticationError, "it does not accept the user or the key",
                $"Try 'ssh -o BatchMode=yes {Destination(host)} true'; name the key with -KeyFilePath. A key with a "
                    + "passphrase must be in an agent (ssh-add): there is no prompt."),
            FleetFault.Ssh => (NvdimmErrorKind.ConnectionError, "ssh could not connect", "Try the same host with ssh; check -Options."),
            FleetFault.NoPowerShell =>
                (NvdimmErrorKind.NotInstalled, "ssh works, but sshd does not start PowerShell",
                    "Install PowerShell 7.4 or later there, with 'Subsystem powershell /usr/bin/pwsh -sshs -NoLogo' in sshd_config; see "
                        + "about_NvdimmRemoting."),
            FleetFault.NoModule => (NvdimmErrorKind.NotInstalled, "the module NvdimmPS is not installed there",
                "Install-PSResource NvdimmPS -Scope AllUsers, or use -Agentless."),
            FleetFault.ModuleTooOld => (NvdimmErrorKind.NotInstalled, "its module NvdimmPS is too old",
                "Update-PSResource NvdimmPS there, or use -Agentless."),
            FleetFault.NoNvdimm => (NvdimmErrorKind.ObjectNotFound, "it has no NVDIMM",
                "Check that its drivers nfit or nd_pmem are loaded, or remove it from the list."),
            FleetFault.NoRights => (NvdimmErrorKind.PermissionDenied, "the user may not open its NVDIMMs", KernelErrors.UdevRule),
            FleetFault.Timeout => (NvdimmErrorKind.OperationTimeout, "it took too long", "Raise -TimeoutSec, or check what hangs there."),
            FleetFault.BadAnswer => (NvdimmErrorKind.InvalidData, "its answer is not valid",
                "Install the module there, or check its /sys/class/nd."),
            FleetFault.Exit =>
                (NvdimmErrorKind.InvalidResult, "the script exited early",
                    "Use return to leave a script: exit, and break or continue outside a loop, end the session too. Results so far "
                        + "may be incomplete."),
            FleetFault.Protocol => (NvdimmErrorKind.ConnectionError, "something prints before PowerShell starts, which breaks the session",
                $"Usually it is a profile or a banner: let ~/.bashrc, /etc/profile.d and the like print only to a terminal ([ -t 1 ] && "
                    + $"echo …), and keep -NoProfile in sshd's Subsystem line. Until 'ssh -s {host} powershell < /dev/null' prints "
                        + $"none of that, no session is possible."),
            FleetFault.TooMuch => (NvdimmErrorKind.LimitsExceeded, "it sent too much and was disconnected",
                "Raise -MaximumDataMB if the script must return that much, lower -ThrottleLimit, or check what it sends."),
            _ => (NvdimmErrorKind.ConnectionError, "the session ended before the script did",
                "Results received before are complete. Check the host for a crash, a reboot or a kill."),
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
