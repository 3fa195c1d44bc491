using System.Globalization;
using System.Text.RegularExpressions;

namespace NvdimmPS.Fleet;

/// <summary>
/// A host as ssh takes it: <c>host</c>, <c>user@host</c>, <c>host:port</c>, <c>[IPv6]:port</c>, <c>ssh://user@host:port</c>.
/// </summary>
public sealed partial record FleetHost
{
    private const int SshPort = 22;

    private FleetHost(string? user, string host, int? port) => (UserName, HostName, Port) = (user, host, port);

    /// <summary>The user; null leaves it to ssh.</summary>
    public string? UserName { get; }

    /// <summary>
    /// The name or address, an IPv6 address without brackets. Capitals stay: to <c>Host</c> lines of ssh_config(5) they are other letters.
    /// </summary>
    public string HostName { get; }

    /// <summary>The port; null leaves it to ssh.</summary>
    public int? Port { get; }

    /// <summary>The host of a text.</summary>
    /// <exception cref="NvdimmException">The text is no host; the message says what is wrong.</exception>
    public static FleetHost Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > HostRange.MaxLength)
        {
            throw HostErrors.Host(text, $"it has {text.Length:N0} characters, and no host's name has more than {HostRange.MaxLength}");
        }

        var rest = text.Trim();
        if (rest.StartsWith("ssh://", StringComparison.OrdinalIgnoreCase))
        {
            rest = rest[6..].TrimEnd('/');
        }

        var at = rest.LastIndexOf('@');
        var user = at < 0 ? null : rest[..at];
        rest = rest[(at + 1)..];
        var (host, port) = Split(text, rest);
        // By both patterns: what begins with '-' would be an option of ssh.
        if (user is not null && !UserPattern().IsMatch(user))
        {
            throw HostErrors.Host(text, $"'{user}' is no user name");
        }

        if (!HostPattern().IsMatch(host))
        {
            throw HostErrors.Host(text, host.Length == 0 ? "the name is missing" : $"'{host}' is neither a name nor an address");
        }

        return new FleetHost(user, host, port is null ? null : PortOf(text, port));
    }

    /// <summary>Which machine a host is, without the user, and with the port only where it is not ssh's own.</summary>
    public static string Address(string host)
    {
        try
        {
            var parsed = Parse(host);
            return new FleetHost(null, parsed.HostName, parsed.Port == SshPort ? null : parsed.Port).ToString();
        }
        catch (NvdimmException)
        {
            return host;
        }
    }

    /// <summary>The same host with what it leaves open taken from elsewhere.</summary>
    public FleetHost Or(string? userName, int? port) => new(UserName ?? userName, HostName, Port ?? port);

    /// <summary>The same host is asked once, however it is spelled.</summary>
    public bool Equals(FleetHost? other) => other is not null && UserName == other.UserName && Port == other.Port
        && HostName.Equals(other.HostName, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(UserName, Port, StringComparer.OrdinalIgnoreCase.GetHashCode(HostName));

    /// <summary>As it is written, with brackets where they are needed.</summary>
    public override string ToString()
    {
        var host = Port is not null && HostName.Contains(':', StringComparison.Ordinal) ? $"[{HostName}]" : HostName;
        return (UserName is null ? string.Empty : UserName + "@") + host
            + (Port is { } port ? string.Create(CultureInfo.InvariantCulture, $":{port}") : string.Empty);
    }

    private static (string Host, string? Port) Split(string text, string rest)
    {
        if (rest.StartsWith('['))
        {
            var end = rest.IndexOf(']', StringComparison.Ordinal);
            var tail = end < 0 ? string.Empty : rest[(end + 1)..];
            if (end < 0 || tail.Length > 0 && tail[0] != ':')
            {
                throw HostErrors.Host(text, "the brackets do not enclose an address");
            }

            return (rest[1..end], tail.Length > 0 ? tail[1..] : null);
        }

        // More than one colon is an IPv6 address without a port.
        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || colon != rest.LastIndexOf(':') ? (rest, null) : (rest[..colon], rest[(colon + 1)..]);
    }

    private static int PortOf(string text, string port) =>
        int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 65535
            ? number
            : throw HostErrors.Host(text, $"'{port}' is no port (1 to 65535)");

    [GeneratedRegex(@"^[A-Za-z0-9_.][A-Za-z0-9_.\\@+-]*\$?\z", RegexOptions.CultureInvariant)]
    private static partial Regex UserPattern();

    [GeneratedRegex(@"^([A-Za-z0-9_]([A-Za-z0-9_.-]{0,253})|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[A-Za-z0-9_.-]+)?)\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex HostPattern();
}
