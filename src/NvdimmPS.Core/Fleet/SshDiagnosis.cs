namespace NvdimmPS.Fleet;

/// <summary>What ssh's own words mean. It has one exit code for all of them, and is not translated.</summary>
internal static class SshDiagnosis
{
    private const int OwnExitCode = 255;

    private static readonly (string Words, FleetFault Fault)[] Known =
    [
        ("could not resolve hostname", FleetFault.Name),
        ("remote host identification has changed", FleetFault.HostKey),
        ("host key verification failed", FleetFault.HostKey),
        ("permission denied", FleetFault.Authentication),
        ("too many authentication failures", FleetFault.Authentication),
        ("no supported authentication methods", FleetFault.Authentication),
        ("unprotected private key file", FleetFault.Authentication),
        ("subsystem request failed", FleetFault.NoPowerShell),
        ("connection refused", FleetFault.Network),
        ("no route to host", FleetFault.Network),
        ("network is unreachable", FleetFault.Network),
        ("timed out", FleetFault.Network),
        ("timeout", FleetFault.Network),
        ("connection reset", FleetFault.Network),
        ("connection closed", FleetFault.Network),
        ("kex_exchange_identification", FleetFault.Network),
        ("bad configuration option", FleetFault.Ssh),
        ("bad port", FleetFault.Ssh),
    ];

    /// <summary>
    /// The fault that the words name first; <see cref="FleetFault.Ended"/> where ssh has nothing to say against the connection.
    /// </summary>
    /// <param name="words">What was written.</param>
    /// <param name="exitCode">With 255 ssh speaks itself; any other is the far side's, and so are the words.</param>
    public static FleetFault Diagnose(string words, int exitCode = OwnExitCode)
    {
        if (exitCode != OwnExitCode)
        {
            // 126 and 127 are the shell's: what it was to run cannot be, or is not there.
            return exitCode is 126 or 127 ? FleetFault.NoPowerShell : FleetFault.Ended;
        }

        foreach (var (known, fault) in Known)
        {
            if (words.Contains(known, StringComparison.OrdinalIgnoreCase))
            {
                return fault;
            }
        }

        return words.Length == 0 ? FleetFault.Ended : FleetFault.Ssh;
    }
}
