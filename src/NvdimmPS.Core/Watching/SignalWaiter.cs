using NvdimmPS.Kernel;

namespace NvdimmPS.Watching;

/// <summary>Waits for a simulator's word; a machine that never changes, such as a trace, is only looked at in turn.</summary>
internal sealed class SignalWaiter : ChangeWaiter
{
    private readonly INdChangeSource? _source;
    private readonly AutoResetEvent _signal = new(false);
    private int _changed;

    public SignalWaiter(INdChangeSource? source)
    {
        _source = source;
        if (source is not null)
        {
            source.Changed += OnChanged;
        }
    }

    public override string? Gap => _source is null ? "this machine never changes" : null;

    public override bool Wait(TimeSpan limit)
    {
        _signal.WaitOne(limit);
        return Interlocked.Exchange(ref _changed, 0) != 0;
    }

    public override void Wake() => _signal.Set();

    protected override void Dispose(bool disposing)
    {
        if (_source is not null)
        {
            _source.Changed -= OnChanged;
        }

        // Not closed: a change that is on its way may still set it.
        _signal.Set();
    }

    private void OnChanged(object? sender, EventArgs e)
    {
        Volatile.Write(ref _changed, 1);
        _signal.Set();
    }
}
