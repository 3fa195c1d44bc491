using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using NvdimmPS.Fleet;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Fleet;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Runs a script on many hosts by PowerShell's remoting over SSH, and tells their ways of failing apart.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "NvdimmFleet", DefaultParameterSetName = HostSet, SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(PSObject))]
public sealed class InvokeNvdimmFleetCmdlet : NvdimmCmdlet, IFleetSink
{
    private const string HostSet = "Host";
    private const string FileSet = "File";
    private const string SessionSet = "Session";

    private HostList? _hosts;
    private FleetConnection? _connection;
    private FleetRun? _run;
    private CancellationTokenRegistration _stopping;
    private int _asked, _done;
    private bool _isNamed;

    /// <summary>The hosts: <c>host</c>, <c>user@host:port</c>, <c>[IPv6]:port</c>, or a range such as <c>node[01-20]</c>.</summary>
    [Parameter(ParameterSetName = HostSet, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = FileSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [HostNames]
    [ArgumentCompleter(typeof(HostCompleter))]
    [Alias("ComputerName", "Host", "PSComputerName")]
    [AllowEmptyString]
    [ValidateNotNull]
    [SuppressMessage("Performance", "CA1819:Properties should not return arrays", Justification = "A parameter.")]
    public object[]? HostName { get; set; }

    /// <summary>Text files with a host a line; what follows a # is ignored.</summary>
    [Parameter(ParameterSetName = FileSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string[]? HostFile { get; set; }

    /// <summary>Sessions that are open.</summary>
    [Parameter(ParameterSetName = SessionSet, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public PSSession[]? Session { get; set; }

    /// <summary>What to run there; the health of all DIMMs when left out.</summary>
    [Parameter(ParameterSetName = HostSet, Position = 1)]
    [Parameter(ParameterSetName = FileSet, Position = 0)]
    [Parameter(ParameterSetName = SessionSet, Position = 0)]
    [Alias("Command")]
    [ValidateNotNull]
    public ScriptBlock? ScriptBlock { get; set; }

    /// <summary>The script's arguments.</summary>
    [Parameter]
    [Alias("Args")]
    [SuppressMessage("Performance", "CA1819:Properties should not return arrays", Justification = "A parameter.")]
    public object[]? ArgumentList { get; set; }

    /// <summary>The user, where a host does not name one.</summary>
    [Parameter(ParameterSetName = HostSet)]
    [Parameter(ParameterSetName = FileSet)]
    [ValidateNotNullOrEmpty]
    public string? UserName { get; set; }

    /// <summary>The port, where a host does not name one.</summary>
    [Parameter(ParameterSetName = HostSet)]
    [Parameter(ParameterSetName = FileSet)]
    [ValidateRange(1, 65535)]
    public int Port { get; set; }

    /// <summary>The private key.</summary>
    [Parameter(ParameterSetName = HostSet)]
    [Parameter(ParameterSetName = FileSet)]
    [Alias("IdentityFilePath")]
    [ValidateNotNullOrEmpty]
    public string? KeyFilePath { get; set; }

    /// <summary>The name of sshd's subsystem.</summary>
    [Parameter(ParameterSetName = HostSet)]
    [Parameter(ParameterSetName = FileSet)]
    [ValidateNotNullOrEmpty]
    public string? Subsystem { get; set; }

    /// <summary>Options of ssh_config(5).</summary>
    [Parameter(ParameterSetName = HostSet)]
    [Parameter(ParameterSetName = FileSet)]
    [ValidateNotNull]
    public Hashtable? Options { get; set; }

    /// <summary>How long connecting may take.</summary>
    [Parameter(ParameterSetName = HostSet)]
    [Parameter(ParameterSetName = FileSet)]
    [ValidateRange(1, 3600)]
    public int ConnectTimeoutSec { get; set; } = 15;

    /// <summary>Asks hosts without the module: health from sysfs alone, without a DSM call.</summary>
    [Parameter]
    public SwitchParameter Agentless { get; set; }

    /// <summary>How many hosts are asked at a time.</summary>
    [Parameter]
    [ValidateRange(1, 10000)]
    public int ThrottleLimit { get; set; } = 32;

    /// <summary>How long a host may take in all; 0 is for ever.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue / 1000)]
    public int TimeoutSec { get; set; } = 300;

    /// <summary>How much a host may send, in MiB.</summary>
    [Parameter]
    [ValidateRange(1, 65536)]
    public int MaximumDataMB { get; set; } = 4;

    private string What => Agentless ? "the collector" : ScriptBlock?.ToString().Trim() ?? FleetScript.Default;

    /// <inheritdoc/>
    protected override void Begin()
    {
        _hosts = new HostList(Word(nameof(UserName), UserName), Port == 0 ? null : Port);
        _connection =
            new FleetConnection(Options, ConnectTimeoutSec) { KeyFilePath = KeyFile(), Subsystem = Word(nameof(Subsystem), Subsystem) };
        if (Agentless && (ScriptBlock is not null || ArgumentList is not null))
        {
            throw FleetErrors.AgentlessScript();
        }

        var limits = new FleetLimits(ThrottleLimit, TimeoutSec, MaximumDataMB);
        _run = Agentless
            ? new FleetRun(FleetScript.Collector(), AgentlessHost.Arguments, this, limits, JobRepository)
            : new FleetRun(FleetScript.Create(ScriptBlock), ArgumentList, this, limits, JobRepository);
        _stopping = Stopped.Register(_run.Stop);
        foreach (var file in HostFile ?? [])
        {
            Try(file, () =>
            {
                foreach (var line in HostList.ReadFile(FilePath(file), Stopped))
                {
                    Ask(line);
                }
            });
        }
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (string text in HostName ?? [])
        {
            Ask(text);
        }

        foreach (var session in Session ?? [])
        {
            Ask(FleetTarget.Create(session));
        }
    }

    /// <inheritdoc/>
    protected override void End()
    {
        if (_hosts!.Duplicates > 0)
        {
            WriteWarning($"Hosts were named more than once, {_hosts.Duplicates} times in all; each was asked once.");
        }

        if (_asked == 0 && !_isNamed && HostFile is null)
        {
            Report(FleetErrors.NoHosts());
        }

        _run!.Finish();
        if (_asked > 0)
        {
            Tell("all", ProgressRecordType.Completed);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _stopping.Dispose();
        _run?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>With the host as it was named: the engine's bare name would make one of two hosts that differ in the port.</summary>
    private void Write(string host, IEnumerable<PSObject> results)
    {
        foreach (var result in results)
        {
            WriteObject(HostObject.WithHost(result, host));
        }
    }

    /// <summary>What begins with '-' ssh would take for an option.</summary>
    private static string? Word(string parameter, string? value) =>
        value is null || value[0] != '-' && Printable.IsLine(value) ? value : throw FleetErrors.SshWord(parameter, value);

    private string? KeyFile()
    {
        var path = KeyFilePath is null ? null : FilePath(KeyFilePath);
        return path is null || File.Exists(path) ? path : throw FleetErrors.KeyFile(path);
    }

    private void Ask(string text)
    {
        _isNamed |= !string.IsNullOrWhiteSpace(text);
        foreach (var host in _hosts!.Add(text, Report))
        {
            Ask(FleetTarget.Create(host, _connection!));
        }
    }

    private void Ask(FleetTarget target)
    {
        _asked++;
        if (!ShouldProcess(target.Name, $"Run {{ {What} }}"))
        {
            return;
        }

        _run!.Add(target);
        Tell(target.Name, ProgressRecordType.Processing);
    }

    private void Tell(string host, ProgressRecordType type) =>
        WriteProgress(new ProgressRecord(1, "Asking the fleet", string.Create(CultureInfo.InvariantCulture, $"{_done} of {_asked} hosts"))
    {
        CurrentOperation = host,
        PercentComplete = _asked == 0 ? 0 : (int)(100L * _done / _asked),
        RecordType = type,
    });

    void IFleetSink.Result(string host, PSObject result)
    {
        if (Agentless)
        {
            Try(host, () => Write(host, AgentlessHost.Read(host, result)));
        }
        else
        {
            // What a script of one's own gives is data, and handed on as it came; what is ours is for people.
            Write(host, [ScriptBlock is null || FarObject.IsOurs(result) ? FarObject.Clean(result) : result]);
        }
    }

    void IFleetSink.ScriptError(string host, ErrorRecord error) => WriteError(FarRecord.From(error, host));

    void IFleetSink.HostError(NvdimmException failure) => Report(failure);

    void IFleetSink.Warning(string host, string text) => WriteWarning($"{host}: {text}");

    void IFleetSink.Verbose(string host, string text) => WriteVerbose($"{host}: {text}");

    void IFleetSink.Debug(string host, string text) => WriteDebug($"{host}: {text}");

    void IFleetSink.Information(string host, InformationRecord record) => WriteInformation(FarRecord.From(record, host));

    void IFleetSink.Done(string host)
    {
        _done++;
        Tell(host, ProgressRecordType.Processing);
    }
}
