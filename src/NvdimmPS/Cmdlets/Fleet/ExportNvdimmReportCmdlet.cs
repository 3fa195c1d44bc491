using System.Management.Automation;
using NvdimmPS.Dsm;
using NvdimmPS.Findings;
using NvdimmPS.Findings.Policies;
using NvdimmPS.Health;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;
using NvdimmPS.PlatformConfiguration;
using NvdimmPS.Reports;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Files;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Writes the health of hosts and DIMMs as one page for people, as JSON or as CSV.</summary>
[Cmdlet(VerbsData.Export, "NvdimmReport", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FileInfo))]
public sealed class ExportNvdimmReportCmdlet : NvdimmCmdlet
{
    private ReportBuilder? _report;
    private HealthPolicy _policy = HealthPolicy.BuiltIn;
    private ReportFormat _format;
    private string _file = string.Empty;

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>What it is to be; the file's name says so when left out.</summary>
    [Parameter]
    [Flat]
    public ReportFormat As { get; set; }

    /// <summary>Health, capacity, findings, namespaces and error records, in any order; this machine when nothing is given.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Findings of Test-NvdimmHealth. Where some are given nothing else is judged.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyCollection]
    public object[]? Finding { get; set; }

    /// <summary>Why hosts gave no results: the ErrorVariable of Invoke-NvdimmFleet.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyCollection]
    public object[]? ErrorRecord { get; set; }

    /// <summary>Limits, severities and mutes: a psd1 or JSON file; the built-in policy when left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Policy { get; set; }

    /// <summary>Asks this machine's DIMMs too what their capacity is used for: two calls more a module of the Intel family.</summary>
    [Parameter]
    public SwitchParameter Capacity { get; set; }

    /// <summary>The title.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Title { get; set; } = "NVDIMM health";

    /// <summary>Replaces a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gives the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private bool IsThisMachine =>
        new[] { nameof(InputObject), nameof(Finding), nameof(ErrorRecord) }.All(p => !MyInvocation.BoundParameters.ContainsKey(p));

    /// <inheritdoc/>
    protected override void Begin()
    {
        // A fleet takes minutes to ask; what is wrong with the file is said before.
        _file = FilePath(Path);
        _format = MyInvocation.BoundParameters.ContainsKey(nameof(As))
            ? As
            : ReportWriter.FormatOf(_file) ?? throw BindingErrors.NoReportFormat(Path);
        ReportFile.Check(_file, Force);
        _policy = Policy is null ? HealthPolicy.BuiltIn : PolicyFile.Load(FilePath(Policy), Stopped);
        _report = new ReportBuilder(_policy) { IsJudged = Finding is not null };
        ReportObject.Add(Finding, _report, Report);
        ReportObject.Add(ErrorRecord, _report, Report);
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (IsThisMachine)
        {
            EnsureLinux();
            Blocking(() => ReadMachine(_report!));
        }
        else
        {
            ReportObject.Add(InputObject, _report!, Report);
        }
    }

    /// <inheritdoc/>
    protected override void End() => Try(Path, () =>
    {
        if (Policy is not null && _report!.IsJudged)
        {
            WriteWarning("Findings were given, so the policy judged nothing.");
        }

        if (Capacity && !IsThisMachine)
        {
            WriteWarning(CapacityWords.OnlyHere);
        }

        if (_report!.WithoutHealth is { Count: > 0 } alone)
        {
            WriteWarning($"Not in the report: the capacity of DIMMs without health: {string.Join(", ", alone)}.");
        }

        var what = $"{Plural.Of(_report.DimmCount, "DIMM")} and {Plural.Of(_report.HostCount, "host")}";
        if (!ShouldProcess(_file, $"Write the report of {what} as {_format}"))
        {
            return;
        }

        var report = _report.Build(Title, DateTimeOffset.Now, TimeZoneInfo.Local.Id);
        if (_format == ReportFormat.Csv && report.Hosts.Count(h => h.Dimms.Count == 0) is > 0 and var missing)
        {
            WriteWarning($"Hosts without a DIMM in the report: {missing}. They have no row; Html and Json say why.");
        }

        ReportWriter.Save(_file, report, _format, Force, Stopped);
        if (PassThru)
        {
            GiveFile(_file);
        }
    });

    private List<NvdimmCapacity> ReadCapacity(IReadOnlyList<NvdimmDevice> devices)
    {
        var all = BlockingCall.RunEach(devices, d => d.Name, device =>
        {
            try
            {
                using var caller = new DsmCaller(Machine.Kernel);
                return new CapacityReader(Machine.Kernel, caller).Read(device);
            }
            catch (NvdimmException e)
            {
                return Miss(e);
            }
        }, HealthReader.UsualLimit, (_, why) => Miss(why), Stopped);
        return [.. all.OfType<NvdimmCapacity>()];

        NvdimmCapacity? Miss(NvdimmException why)
        {
            WriteWarning($"Not in the report: {why.Message}");
            return null;
        }
    }

    private void ReadMachine(ReportBuilder report)
    {
        var host = Environment.MachineName;
        var now = DateTime.UtcNow;
        var reader = new HealthReader(Machine.Kernel);
        var (_, dimms, regions, namespaces) = Machine.Topology.GetAll(TopologyDetail.Summary, Capacity);
        var devices = dimms.ToList();
        var healths = reader.ReadWithin(HealthReader.UsualLimit, devices, firmware: true, stop: Stopped);
        healths.ForEach(health => report.Add(new ReportDimm(host, health)));
        if (Capacity)
        {
            ReadCapacity(devices).ForEach(c => report.Add(host, c));
        }

        var firmware = healths.Where(h => h.FirmwareVersion is not null).ToDictionary(h => h.Dimm, h => h.FirmwareVersion!);
        namespaces.ForEach(space => report.Add(ReportNamespace.From(host, space)));
        report.AddOfMachine(host,
        [
            .. devices.Count > 0 ? Array.Empty<HealthFinding>()
                : [MachineFindings.NothingThere(Machine.Topology, Machine.Kernel.Source, _policy, now)],
            .. MachineFindings.OfRegions(regions, devices.Select(d => d.Name)
                .ToHashSet(StringComparer.Ordinal), healths, _policy, now),
            .. NumaFindings.Find(regions, regions, devices, _policy, now),
            .. MachineFindings.OfKinds(devices, firmware, _policy, now),
        ]);
    }
}
