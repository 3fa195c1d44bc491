using System.Collections;
using System.Globalization;
using NvdimmPS.Fleet;

namespace NvdimmPS.Shell.Fleet;

/// <summary>How hosts are reached: what Invoke-Command takes, and the same for ssh itself.</summary>
internal sealed class FleetConnection
{
    private const string DefaultSubsystem = "powershell";

    private readonly Dictionary<string, string> _options = new(StringComparer.OrdinalIgnoreCase)
    {
        // A prompt that is not shown would block the whole fleet.
        ["BatchMode"] = "yes",

        // The engine writes ssh's messages between the results.
        ["LogLevel"] = "QUIET",
    };

    /// <param name="options">Options of ssh_config(5); they win.</param>
    /// <param name="connectTimeoutSec">How long connecting may take.</param>
    /// <exception cref="NvdimmException">An option is none.</exception>
    public FleetConnection(Hashtable? options, int connectTimeoutSec)
    {
        _options["ConnectTimeout"] = connectTimeoutSec.ToString(CultureInfo.InvariantCulture);
        foreach (DictionaryEntry option in options ?? [])
        {
            var (name, value) = (Text(option.Key), Text(option.Value));
            _options[name] = name.Length > 0 && name.All(char.IsAsciiLetterOrDigit) && value.Length > 0 && Printable.IsLine(value)
                ? value
                : throw FleetErrors.SshOption(name);
        }
    }

    /// <summary>The private key.</summary>
    public string? KeyFilePath { get; init; }

    /// <summary>The name of the subsystem.</summary>
    public string? Subsystem { get; init; }

    /// <summary>What Invoke-Command takes for a host.</summary>
    /// <param name="host">The host.</param>
    /// <param name="tag">Stands on the command line of its ssh, so that it can be told from the others.</param>
    public Dictionary<string, object> Parameters(FleetHost host, string tag)
    {
        var options = new Hashtable(_options) { [SshClients.TagOption] = SshClients.Tagged(tag) };
        var name = SshConfiguration.EngineName(host.HostName);
        var differences = name == host.HostName ? [] : SshConfiguration.Differences(n => AskArguments(host, n), host.HostName, name);
        foreach (var (option, value) in differences.Where(d => !_options.ContainsKey(d.Option)))
        {
            options[option] = value;
        }

        var parameters = new Dictionary<string, object> { ["HostName"] = name, ["Options"] = options };
        Add("UserName", host.UserName);
        Add("Port", host.Port);
        Add("KeyFilePath", KeyFilePath);
        Add("Subsystem", Subsystem);
        return parameters;

        void Add(string name, object? value)
        {
            if (value is not null)
            {
                parameters[name] = value;
            }
        }
    }

    /// <summary>The arguments of an ssh that goes the same way.</summary>
    public IEnumerable<string> SshArguments(FleetHost host) =>
        ["-T", .. Way(host), "-oLogLevel=ERROR", "-s", "--", host.HostName, Subsystem ?? DefaultSubsystem];

    /// <summary>The arguments of an ssh that only says how it would go to a name.</summary>
    private IEnumerable<string> AskArguments(FleetHost host, string name) => ["-G", .. Way(host), "--", name];

    private IEnumerable<string> Way(FleetHost host) =>
        [.. Given("-l", host.UserName), .. Given("-p", host.Port?.ToString(CultureInfo.InvariantCulture)), .. Given("-i", KeyFilePath),
            .. _options.Where(o => !o.Key.Equals("LogLevel", StringComparison.OrdinalIgnoreCase)).Select(o => $"-o{o.Key}={o.Value}")];

    private static string[] Given(string option, string? value) => value is null ? [] : [option, value];

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture)?.Trim() ?? string.Empty;
}
