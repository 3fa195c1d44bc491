using NvdimmPS.Kernel;

namespace NvdimmPS.Watching;

/// <summary>
/// Asks one DIMM, apart from the others, so that a DIMM that hangs delays no other. One ask at a time: a DIMM that
/// hangs is left alone until it returns. Used by one thread; only the asking itself is done elsewhere.
/// </summary>
/// <param name="ask">Asks, and makes an answer of every failure.</param>
/// <param name="time">The clock.</param>
/// <param name="limit">A DIMM that has not answered for so long does not answer.</param>
/// <param name="answered">Called on any thread when there is an answer.</param>
internal sealed class DimmAsker(Func<NvdimmDevice, WatchedDimm> ask, TimeProvider time, TimeSpan limit, Action answered)
{
    private Task<WatchedDimm>? _ask;
    private string? _asked;
    private long _began;
    private bool _again;
    private bool _wasLate;
    private bool _isNews;
    private bool _isToldSilent;

    /// <summary>True while it hangs, or takes its time.</summary>
    public bool IsAsking => _ask is { IsCompleted: false };

    /// <summary>True where there is something that <see cref="Answer"/> has not given yet: an answer, or that there is none.</summary>
    public bool HasNews => _isNews && (!IsAsking || (IsSilent && !_isToldSilent));

    /// <summary>When silence becomes news; null where it is none, or is no news any more.</summary>
    public TimeSpan? Left => IsAsking && !_isToldSilent ? limit - time.GetElapsedTime(_began) : null;

    private bool IsSilent => IsAsking && time.GetElapsedTime(_began) >= limit;

    /// <summary>Asks now, or once more after the answer that is outstanding, which may have been on its way already.</summary>
    public void Begin(NvdimmDevice device)
    {
        _again = IsAsking;
        if (_again)
        {
            return;
        }

        (_asked, _began, _isNews, _isToldSilent) = (device.UniqueId, time.GetTimestamp(), true, false);
        _ask = BlockingCall.Begin(() => ask(device));
        // After the read has completed, since the woken thread looks at its result.
        _ask.ContinueWith(_ => answered(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>What is worth a moment's waiting; null where nothing is under way, or the DIMM was late the last time.</summary>
    public Task? Awaited => IsAsking && !_wasLate ? _ask : null;

    /// <summary>What the DIMM said. Null where it may still answer, and what is known of it holds.</summary>
    /// <param name="device">The DIMM as it is now.</param>
    /// <param name="silent">Gives what is known of a DIMM that does not answer.</param>
    public WatchedDimm? Answer(NvdimmDevice device, Func<NvdimmDevice, WatchedDimm> silent)
    {
        if (_ask is null)
        {
            return null;
        }

        _wasLate = IsAsking;
        if (_wasLate)
        {
            _isToldSilent = IsSilent;
            return _isToldSilent ? silent(device) : null;
        }

        // An answer of another DIMM that had the name is none.
        var answer = _asked == device.UniqueId
            ? _ask.Result with { Security = device.Security, SecurityFrozen = device.SecurityFrozen }
            : null;
        _isNews = false;
        if (_again || answer is null)
        {
            Begin(device);
        }

        return answer;
    }
}
