using System.Management.Automation;
using NvdimmPS.Inventory;
using NvdimmPS.ModuleLogs;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Gets how often modules of the Intel family were read and written. Writes nothing.</summary>
[Cmdlet(VerbsCommon.Get, "NvdimmPerformance")]
[OutputType(typeof(NvdimmPerformance))]
public sealed class GetNvdimmPerformanceCmdlet : DimmCmdlet
{
    private readonly Dictionary<string, (NvdimmDevice Device, NvdimmPerformance Last, long Since)> _last = new(StringComparer.Ordinal);
    private PerformanceReader? _reader;

    /// <summary>Reads twice, so many seconds apart, and tells the rates.</summary>
    [Parameter]
    [ValidateRange(0.01, 86400)]
    public double? IntervalSec { get; set; }

    /// <summary>Reads on, so many intervals.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Count { get; set; } = 1;

    /// <summary>Reads on until it is stopped.</summary>
    [Parameter]
    public SwitchParameter Continuous { get; set; }

    private bool GivesRates => IntervalSec is not null || Continuous || MyInvocation.BoundParameters.ContainsKey(nameof(Count));

    /// <inheritdoc/>
    protected override void Begin()
    {
        base.Begin();
        _reader = new PerformanceReader(Caller);
    }

    /// <inheritdoc/>
    protected override void Process() => ForEach(Devices.Select(Dimm, Report), device =>
    {
        var since = _reader!.Timestamp;
        return Tuple.Create(_reader.Read(device), since);
    }, (device, read) =>
    {
        if (GivesRates)
        {
            _last[device.Name] = (device, read.Item1, read.Item2);
        }
        else
        {
            WriteObject(read.Item1);
        }
    });

    /// <inheritdoc/>
    protected override void End()
    {
        var interval = TimeSpan.FromSeconds(IntervalSec ?? 1);
        for (var round = 0; _last.Count > 0 && (Continuous || round < Count) && !Stopped.WaitHandle.WaitOne(interval); round++)
        {
            // One that does not answer now keeps what was read of it, and tells its rate over two intervals the next time.
            ForEach(_last.Values.Select(l => l.Device).ToList(), device =>
            {
                var (_, before, since) = _last[device.Name];
                var now = _reader!.Timestamp;
                return Tuple.Create(_reader.Again(device, before, _reader.Since(since)), now);
            }, (device, read) =>
            {
                _last[device.Name] = (device, read.Item1, read.Item2);
                WriteObject(read.Item1);
            });
        }
    }

    private protected override object Read(NvdimmDevice device) => _reader!.Read(device);
}
