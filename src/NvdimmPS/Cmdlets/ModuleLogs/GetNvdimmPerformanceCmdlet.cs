using System.Management.Automation;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.ModuleLogs;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Gets how often modules of the Intel family were read and written. Writes nothing.</summary>
[Cmdlet(VerbsCommon.Get, "NvdimmPerformance")]
[OutputType(typeof(NvdimmPerformance))]
public sealed class GetNvdimmPerformanceCmdlet : DimmCmdlet
{
    private readonly List<(NvdimmDevice Device, NvdimmPerformance First, long Since)> _first = [];
    private DsmCaller? _caller;
    private PerformanceReader? _reader;

    /// <summary>Reads twice, so many seconds apart, and tells the rates.</summary>
    [Parameter]
    [ValidateRange(0.01, 86400)]
    public double? IntervalSec { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        base.Begin();
        _caller = new DsmCaller(Machine.Kernel) { Called = VerboseLog, Command = MyInvocation.MyCommand.Name };
        _reader = new PerformanceReader(_caller);
    }

    /// <inheritdoc/>
    protected override void Process() => ForEach(Devices.Select(Dimm, Report), device =>
    {
        var since = _reader!.Timestamp;
        return Tuple.Create(_reader.Read(device), since);
    }, (device, read) =>
    {
        if (IntervalSec is null)
        {
            WriteObject(read.Item1);
        }
        else
        {
            _first.Add((device, read.Item1, read.Item2));
        }
    });

    /// <inheritdoc/>
    protected override void End()
    {
        if (_first.Count == 0 || Stopped.WaitHandle.WaitOne(TimeSpan.FromSeconds(IntervalSec!.Value)))
        {
            return;
        }

        ForEach(_first.Select(f => f.Device), device =>
        {
            var (_, first, since) = _first.Find(f => f.Device.Name == device.Name);
            return _reader!.Again(device, first, _reader.Since(since));
        }, (_, read) => WriteObject(read));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _caller?.Dispose();
        base.Dispose(disposing);
    }

    private protected override object Read(NvdimmDevice device) => _reader!.Read(device);
}
