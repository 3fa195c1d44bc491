namespace NvdimmPS.Changes;

/// <summary>
/// Waits for what goes on for long once it was begun, such as a scrub: looks again and again, ever more rarely. Cancelling
/// the wait does not end the operation.
/// </summary>
/// <param name="time">The clock; the system's by default.</param>
public sealed class LongOperation(TimeProvider? time = null)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(50), Last = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Waits until it is over.</summary>
    /// <param name="look">Reads how it stands.</param>
    /// <param name="isOver">Whether that is the end.</param>
    /// <param name="limit">How long to wait; null waits for ever.</param>
    /// <param name="progress">Called each time how it stands, and for how long it was waited for.</param>
    /// <param name="interval">How often it looks; ever more rarely where it is null.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <returns>How it stands at the end, and whether that is the end and not the time limit.</returns>
    /// <exception cref="OperationCanceledException">The waiting was ended.</exception>
    public (T State, bool IsOver) Await<T>(Func<T> look, Func<T, bool> isOver, TimeSpan? limit = null, Action<T, TimeSpan>? progress = null,
        TimeSpan? interval = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(look);
        ArgumentNullException.ThrowIfNull(isOver);
        var began = _time.GetTimestamp();
        for (var pause = interval ?? First; ; pause = interval ?? (pause + pause < Last ? pause + pause : Last))
        {
            stop.ThrowIfCancellationRequested();
            var state = look();
            var waited = _time.GetElapsedTime(began);
            progress?.Invoke(state, waited);
            if (isOver(state) || waited >= limit)
            {
                return (state, isOver(state));
            }

            Task.Delay(limit is { } most && most - waited < pause ? most - waited : pause, _time, stop).GetAwaiter().GetResult();
        }
    }
}
