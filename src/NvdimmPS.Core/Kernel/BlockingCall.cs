using System.Runtime.ExceptionServices;
using NvdimmPS.Abi;

namespace NvdimmPS.Kernel;

/// <summary>
/// Does what may hang in the kernel on a thread of its own, so that the caller can stop waiting: an attribute whose driver
/// holds a lock, a DIMM whose firmware does not answer. Not on the pool's threads: those that hang would be missing there.
/// </summary>
public static class BlockingCall
{
    [ThreadStatic]
    private static Action<string, string>? _observer;

    /// <summary>
    /// Told what this thread is about to wait for, a folder and a name in it: so an error can name what hangs, and tests see that
    /// no thread waits that must not.
    /// </summary>
    internal static Action<string, string>? Observer
    {
        get => _observer;
        set => _observer = value;
    }

    /// <summary>Told the same of every thread that is begun from here on: so tests make one wait.</summary>
    internal static AsyncLocal<Action<string, string>?> OfAll { get; } = new();

    /// <summary>Does it, and waits for it.</summary>
    /// <exception cref="OperationCanceledException">It was left behind; it ends by itself once the kernel returns.</exception>
    public static T Run<T>(Func<T> work, CancellationToken stop)
    {
        var call = Begin(work);
        Task.WaitAny([call], stop);
        return call.GetAwaiter().GetResult();
    }

    /// <summary>Does it, and waits for it no longer than a time limit.</summary>
    /// <param name="target">What is asked, for the error.</param>
    /// <param name="work">What may hang.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <exception cref="NvdimmException">It did not end in time.</exception>
    /// <exception cref="OperationCanceledException">It was left behind, as after the time limit.</exception>
    public static T Run<T>(string target, Func<T> work, TimeSpan limit, CancellationToken stop) =>
        Run(target, work, limit, TimeProvider.System, stop);

    internal static T Run<T>(string target, Func<T> work, TimeSpan limit, TimeProvider time, CancellationToken stop) =>
        RunEach([target], static name => name, _ => work(), limit, static (_, why) => throw why, stop, time)[0];

    /// <summary>
    /// Does it for one after another, and waits for each no longer than a time limit. A thread is as dear as several calls, so all have
    /// one, and only what comes after one that hangs has another.
    /// </summary>
    /// <param name="items">What is asked, in this order.</param>
    /// <param name="name">An item's name, for the error.</param>
    /// <param name="work">What may hang.</param>
    /// <param name="limit">How long each may take.</param>
    /// <param name="late">What stands for the result of one that did not end in time.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <param name="time">The clock; the system's when left out.</param>
    /// <exception cref="OperationCanceledException">It was left behind.</exception>
    internal static List<TResult> RunEach<T, TResult>(IReadOnlyList<T> items, Func<T, string> name, Func<T, TResult> work, TimeSpan limit,
        Func<T, NvdimmException, TResult> late, CancellationToken stop, TimeProvider? time = null) =>
        RunEach(items.Count > 0 ? name(items[0]) : string.Empty, () => items, name, work, limit, late, stop, time).Results;

    /// <summary>The same for items that are to be found first, which may hang too.</summary>
    /// <param name="source">Where they are looked for, for the error.</param>
    /// <param name="find">Finds them.</param>
    /// <param name="name">An item's name, for the error.</param>
    /// <param name="work">What may hang.</param>
    /// <param name="limit">How long the finding, and then each, may take.</param>
    /// <param name="late">What stands for the result of one that did not end in time.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <param name="time">The clock; the system's when left out.</param>
    /// <exception cref="NvdimmException">They were not found in time.</exception>
    /// <exception cref="OperationCanceledException">It was left behind.</exception>
    internal static (IReadOnlyList<T> Items, List<TResult> Results) RunEach<T, TResult>(string source, Func<IReadOnlyList<T>> find,
        Func<T, string> name, Func<T, TResult> work, TimeSpan limit, Func<T, NvdimmException, TResult> late, CancellationToken stop,
        TimeProvider? time = null)
    {
        var results = new List<TResult>();
        IReadOnlyList<T>? items = null;
        while (items is null || results.Count < items.Count)
        {
            var round = new Round<T, TResult>(items is { } known ? () => known : find, results.Count, work, time ?? TimeProvider.System);
            results.AddRange(round.Wait(limit, stop));
            items = round.Items ?? items ?? throw NoAnswer(source, round.Place, limit);
            if (results.Count < items.Count)
            {
                var item = items[results.Count];
                results.Add(late(item, NoAnswer(name(item), round.Place, limit)));
            }
        }

        return (items, results);
    }

    internal static Task<T> Begin<T>(Func<T> work) => Begin(work, (Place?)null);

    /// <summary>Waits for what was begun, asleep: a task is waited for on the processor first, which the work may need.</summary>
    internal static T End<T>(Task<T> call)
    {
        _ = ((IAsyncResult)call).AsyncWaitHandle.WaitOne();
        return call.GetAwaiter().GetResult();
    }

    /// <summary>The same, with a note of what it waits for, and on a thread that is there already where one is given.</summary>
    internal static Task<T> Begin<T>(Func<T> work, Place? place, TaskScheduler? thread = null) =>
        Begin(work, place is null ? (Action<string, string>?)null : place.Note, thread);

    /// <summary>The error of work that did not end in time.</summary>
    internal static NvdimmException NoAnswer(string target, Place place, TimeSpan limit) =>
        KernelErrors.NoAnswer(target, place.Name, limit);

    /// <summary>Said before each system call that may hang.</summary>
    internal static void Waits(string folder, string name) => _observer?.Invoke(folder, name);

    /// <summary>The same before a request to a node, whose name is made only where it is wanted.</summary>
    internal static void Waits(NdNode node) => _observer?.Invoke("/dev", node.Name);

    /// <summary>The work keeps the synchronization context: what it must leave to the caller's thread goes there.</summary>
    private static Task<T> Begin<T>(Func<T> work, Action<string, string>? observer, TaskScheduler? thread)
    {
        var context = SynchronizationContext.Current;
        var call = Task.Factory.StartNew(
            () =>
            {
                SynchronizationContext.SetSynchronizationContext(context);
                _observer = observer + OfAll.Value;
                return work();
            },
            CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach
                | TaskCreationOptions.HideScheduler,
            thread ?? TaskScheduler.Default);

        // What is left behind may fail, and a host that is told of failures nobody waited for must not take it for one of its own.
        _ = call.ContinueWith(static failed => failed.Exception, CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return call;
    }

    /// <summary>What a thread waits for. It writes, and is read once it has not moved for long.</summary>
    internal sealed class Place
    {
        private (string Folder, string Name)? _last;

        /// <summary>The path; null before the first system call.</summary>
        public string? Name => _last is var (folder, name) ? Path.Join(folder, name) : null;

        /// <summary>Says it for who waits for that thread.</summary>
        public void Pass()
        {
            if (_last is var (folder, name))
            {
                Waits(folder, name);
            }
        }

        /// <summary>Notes it.</summary>
        public void Note(string folder, string name) => _last = (folder, name);
    }

    /// <summary>A thread that does it for one item after another, until all is done or it is left behind.</summary>
    private sealed class Round<T, TResult>(Func<IReadOnlyList<T>> find, int first, Func<T, TResult> work, TimeProvider time)
    {
        private readonly object _gate = new();
        private readonly List<TResult> _results = [];
        private long _since = time.GetTimestamp();
        private ExceptionDispatchInfo? _failure;
        private bool _isOver;

        public Place Place { get; } = new();

        /// <summary>What is worked on; null until it is found.</summary>
        public IReadOnlyList<T>? Items { get; private set; }

        /// <summary>
        /// The results up to an item that did not end in time. Who waits sleeps until all is done or an item is late: a task would be
        /// waited for on the processor first, and each item would wake the waiter.
        /// </summary>
        public List<TResult> Wait(TimeSpan limit, CancellationToken stop)
        {
            _ = Begin(Work, Place);
            using var stopped = stop.Register(Wake);
            lock (_gate)
            {
                try
                {
                    while (!_isOver && limit - time.GetElapsedTime(_since) is { Ticks: > 0 } left)
                    {
                        stop.ThrowIfCancellationRequested();
                        Monitor.Wait(_gate, (int)Math.Min(Math.Ceiling(left.TotalMilliseconds), int.MaxValue));
                    }
                }
                finally
                {
                    // Nothing more is done then, not even once what hangs has ended.
                    _isOver = true;
                }
            }

            _failure?.Throw();
            return _results;
        }

        private int Work()
        {
            try
            {
                var items = find();
                if (Found(items))
                {
                    for (var i = first; i < items.Count && Add(work(items[i])); i++)
                    {
                    }
                }
            }
#pragma warning disable CA1031 // It is thrown where the results are waited for.
            catch (Exception e)
#pragma warning restore CA1031
            {
                lock (_gate)
                {
                    _failure = _isOver ? null : ExceptionDispatchInfo.Capture(e);
                }
            }

            lock (_gate)
            {
                _isOver = true;
            }

            Wake();
            return _results.Count;
        }

        private bool Found(IReadOnlyList<T> items)
        {
            lock (_gate)
            {
                if (!_isOver)
                {
                    Items = items;
                    _since = time.GetTimestamp();
                }

                return !_isOver;
            }
        }

        private bool Add(TResult result)
        {
            lock (_gate)
            {
                if (_isOver)
                {
                    return false;
                }

                _results.Add(result);
                _since = time.GetTimestamp();
                return true;
            }
        }

        private void Wake()
        {
            lock (_gate)
            {
                Monitor.PulseAll(_gate);
            }
        }
    }
}
