namespace NvdimmPS.Kernel;

/// <summary>
/// Does what may hang in the kernel on a thread of its own, so that whoever waits for it can leave. Not on the pool's:
/// those that hang would be missing there.
/// </summary>
public static class BlockingCall
{
    /// <summary>Does it, and waits for it.</summary>
    /// <exception cref="OperationCanceledException">It was left behind; it ends by itself once the kernel returns.</exception>
    public static T Run<T>(Func<T> work, CancellationToken stop)
    {
        var task = Begin(work);
        Task.WaitAny([task], stop);
        return task.GetAwaiter().GetResult();
    }

    internal static Task<T> Begin<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
            TaskScheduler.Default);
}
