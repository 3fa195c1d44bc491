using System.Management.Automation;
using NvdimmPS.Dsm;
using NvdimmPS.Findings;
using NvdimmPS.Findings.Policies;
using NvdimmPS.Health;
using NvdimmPS.Health.Baselines;
using NvdimmPS.Kernel;
using NvdimmPS.ModuleLogs;
using NvdimmPS.Shell.Files;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Says what is wrong, one numbered finding each, and tells people in one line how much was looked at.</summary>
[Cmdlet(VerbsDiagnostic.Test, "NvdimmHealth", DefaultParameterSetName = InputSet)]
[OutputType(typeof(HealthFinding), typeof(bool))]
public sealed class TestNvdimmHealthCmdlet : HealthCmdlet
{
    private HealthPolicy _policy = HealthPolicy.BuiltIn;
    private HealthBaseline? _baseline;
    private KnownErrorLogs? _known;

    /// <summary>Limits, severities and mutes: a psd1 or JSON file; the built-in policy when left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Policy { get; set; }

    /// <summary>The health of the DIMMs at an earlier time: a file, or the objects.</summary>
    [Parameter]
    [ValidateNotNull]
    public object[]? Baseline { get; set; }

    /// <summary>Reads the error logs of modules of the Intel family too, and finds what is new in them.</summary>
    [Parameter]
    public SwitchParameter ErrorLog { get; set; }

    /// <summary>What is known of the error logs: a time, or an earlier read of them or of health, as objects or a file.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyCollection]
    public object[]? Since { get; set; }

    /// <summary>An earlier read that had no entries is one too, and null in a variable.</summary>
    private bool KnowsSince => MyInvocation.BoundParameters.ContainsKey(nameof(Since));

    /// <summary>Gives one boolean: true where nothing of a warning or worse is left that is not muted.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        base.Begin();
        _policy = Policy is null ? HealthPolicy.BuiltIn : PolicyFile.Load(FilePath(Policy), Stopped);
        _baseline = Baseline is null ? null : BaselineOf(Baseline);
        _known = KnowsSince ? KnownErrorLogsOfParameter.Resolve(Since ?? [], FilePath, Stopped) : null;
    }

    private protected override bool ReadsFirmware => true;

    private protected override void Judge(DateTime now)
    {
        var judge = new HealthJudge(_policy, _baseline, Machine);
        var tested = new TestedDimms(AllHealth, ReadDevices, IsChoice: Dimm is not null, HasFailed)
        {
            ErrorLogs = ErrorLog || KnowsSince ? ReadErrorLogs() : [],
        };
        var findings = judge.Judge(tested, now);
        if (Quiet)
        {
            WriteObject(!HasFailed && !findings.Any(f => f.Counts));
            return;
        }

        foreach (var finding in findings)
        {
            Write(finding, finding.Host);
        }

        Tell(FindingSummary.Text(tested, judge.RegionCount, findings), "NvdimmHealth");
    }

    /// <summary>
    /// Of each DIMM whose family has error logs. One that did not answer when its health was asked is not made to hang again; its
    /// health says so.
    /// </summary>
    private List<DimmErrorLogs> ReadErrorLogs()
    {
        if (ReadDevices.Count == 0 && AllHealth.Count > 0)
        {
            WriteWarning("Error logs are read of this machine's DIMMs alone, and health was piped in: none was read.");
        }

        var silent = AllHealth.Where(h => h.Causes.Contains(HealthCauses.Silent)).Select(h => h.Dimm).ToHashSet(StringComparer.Ordinal);
        var known = _known ?? SinceBaseline();
        return BlockingCall.RunEach([.. ReadDevices.Where(d => !silent.Contains(d.Name) && ModuleCaller.HasLogs(d))], d => d.Name, device =>
        {
            try
            {
                using var caller = new DsmCaller(Machine.Kernel) { Called = VerboseLog, Command = MyInvocation.MyCommand.Name };
                return new DimmErrorLogs(device, new ErrorLogReader(caller).ReadNew(device, ErrorLogReader.Logs, known, Stopped), null,
                    DateTime.UtcNow);
            }
            catch (NvdimmException e)
            {
                return Unread(device, e);
            }
        }, Limit, Unread, Stopped);
    }

    private static DimmErrorLogs Unread(NvdimmDevice device, NvdimmException why) => new(device, [], why, DateTime.UtcNow);

    private KnownErrorLogs SinceBaseline()
    {
        var known = new KnownErrorLogs();
        foreach (var (health, before) in AllHealth.Select(h => (h, _baseline?.Find(h))))
        {
            if (before is not null && before.Time != default)
            {
                known.Add(health.Dimm, health.UniqueId, before.Time);
            }
        }

        return known;
    }
}
