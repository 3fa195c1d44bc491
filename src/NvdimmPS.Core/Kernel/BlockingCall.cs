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
    public static T Run<T>(string target, Func<T> work, TimeSpan limit, CancellationToken stop)
    {
        var place = new Place();
        var call = Begin(work, place);
        return Task.WaitAny([call], (int)Math.Min(limit.TotalMilliseconds, int.MaxValue), stop) == 0
            ? call.GetAwaiter().GetResult()
            : throw NoAnswer(target, place, limit);
    }

    internal static Task<T> Begin<T>(Func<T> work) => Begin(work, (Place?)null);

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
        return Task.Factory.StartNew(
            () =>
            {
                SynchronizationContext.SetSynchronizationContext(context);
                _observer = observer;
                return work();
            },
            CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach
                | TaskCreationOptions.HideScheduler,
            thread ?? TaskScheduler.Default);
    }

    /// <summary>What a thread waits for. It writes, and is read once it has not moved for long.</summary>
    internal sealed class Place
    {
        private (string Folder, string Name)? _last;

        /// <summary>The path; null before the first system call.</summary>
        public string? Name => _last is var (folder, name) ? Path.Join(folder, name) : null;

        /// <summary>Notes it.</summary>
        public void Note(string folder, string name) => _last = (folder, name);
    }
}
