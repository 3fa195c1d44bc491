using System.Management.Automation;
using NvdimmPS.Inventory;
using NvdimmPS.ModuleLogs;
using NvdimmPS.Shell.Files;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Gets the error logs of modules of the Intel family. Writes nothing.</summary>
[Cmdlet(VerbsCommon.Get, "NvdimmErrorLog")]
[OutputType(typeof(NvdimmErrorLogEntry))]
public sealed class GetNvdimmErrorLogCmdlet : DimmCmdlet
{
    private KnownErrorLogs _known = new();

    /// <summary>Errors of the media, temperatures, or both.</summary>
    [Parameter]
    [ValidateSet("Media", "Thermal")]
    public string[] Log { get; set; } = ["Media", "Thermal"];

    /// <summary>Grave ones, the others, or both.</summary>
    [Parameter]
    [ValidateSet("Low", "High")]
    public string[] Level { get; set; } = ["Low", "High"];

    /// <summary>The number of the last entry that is known already, in one log.</summary>
    [Parameter]
    public ushort? After { get; set; }

    /// <summary>Reads by the large payload of the mailbox, where the platform has one: fewer calls.</summary>
    [Parameter]
    public SwitchParameter LargePayload { get; set; }

    /// <summary>What is known already: a time, or an earlier read of error logs or health, as objects or a file.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyCollection]
    public object[]? Since { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        if (After is not null && MyInvocation.BoundParameters.ContainsKey(nameof(Since)))
        {
            throw ModuleLogErrors.TwiceSince();
        }

        if (After is not null && (Log.Length != 1 || Level.Length != 1))
        {
            throw ModuleLogErrors.WhichLog();
        }

        _known = KnownErrorLogsOfParameter.Resolve(Since ?? [], FilePath, Stopped);
        base.Begin();
    }

    /// <inheritdoc/>
    protected override void Process() => ForEach(Devices.Select(Dimm, Report), ReadLogs, (device, logs) =>
    {
        foreach (var reading in logs)
        {
            if (reading.Gap is { } gap)
            {
                WriteWarning($"{device.Name}: {gap}.");
            }

            Emit(reading.Entries);
        }
    });

    private protected override object Read(NvdimmDevice device) => ReadLogs(device);

    private IReadOnlyList<ErrorLogReading> ReadLogs(NvdimmDevice device)
    {
        var reader = new ErrorLogReader(Caller) { UsesLargePayload = LargePayload };
        var wanted = ErrorLogReader.Logs.Where(l => Log.Contains(l.Log, StringComparer.OrdinalIgnoreCase)
            && Level.Contains(l.Level, StringComparer.OrdinalIgnoreCase));
        return After is { } after && wanted.First() is var (log, level)
            ? [reader.Read(device, log, level, after, Stopped)]
            : reader.ReadNew(device, wanted, _known, Stopped);
    }
}
