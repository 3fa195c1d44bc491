using System.Management.Automation;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.ModuleLogs;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Gets the error logs of modules of the Intel family. Writes nothing.</summary>
[Cmdlet(VerbsCommon.Get, "NvdimmErrorLog")]
[OutputType(typeof(NvdimmErrorLogEntry))]
public sealed class GetNvdimmErrorLogCmdlet : DimmCmdlet
{
    private DsmCaller? _caller;

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

    /// <inheritdoc/>
    protected override void Begin()
    {
        if (After is not null && (Log.Length != 1 || Level.Length != 1))
        {
            throw ModuleLogErrors.WhichLog();
        }

        base.Begin();
        _caller = new DsmCaller(Machine.Kernel) { Called = VerboseLog, Command = MyInvocation.MyCommand.Name };
    }

    /// <inheritdoc/>
    protected override void Process() => ForEach(Devices.Select(Dimm, Report), ReadLogs, (device, logs) =>
    {
        foreach (var (log, level, reading) in logs)
        {
            if (reading.Lost > 0)
            {
                WriteWarning($"{device.Name}: {reading.Lost} entries of the {log.ToLowerInvariant()} log ({level.ToLowerInvariant()}) were "
                    + "overwritten before they could be read.");
            }

            Emit(reading.Entries);
        }
    });

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _caller?.Dispose();
        base.Dispose(disposing);
    }

    private protected override object Read(NvdimmDevice device) => ReadLogs(device);

    private List<(string Log, string Level, ErrorLogReading Reading)> ReadLogs(NvdimmDevice device)
    {
        var reader = new ErrorLogReader(_caller!);
        return [.. from log in Log.Distinct(StringComparer.OrdinalIgnoreCase)
                   from level in Level.Distinct(StringComparer.OrdinalIgnoreCase)
                   select (log, level, reader.Read(device, log, level, After, LargePayload, Stopped))];
    }
}
