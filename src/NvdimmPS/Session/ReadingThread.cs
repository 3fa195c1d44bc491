using System.Collections.Concurrent;

namespace NvdimmPS.Shell.Session;

/// <summary>
/// One thread for reads that follow each other, since a thread for each takes longer than a DIMM does. Who leaves a read behind that hangs
/// leaves the thread with it, and takes another one. Not for changes: a key for one of them is in the ring of its thread, and would
/// outlive it.
/// </summary>
internal sealed class ReadingThread : TaskScheduler, IDisposable
{
    private readonly BlockingCollection<Task> _reads = [];
    private Thread? _thread;

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Lets the thread end, once the kernel has returned from what it does.</summary>
    public void Dispose() => _reads.CompleteAdding();

    /// <summary>The same, and disposes there what was read from: it may be in the middle of a read.</summary>
    public void End(IDisposable? source)
    {
        if (source is not null)
        {
            new Task(source.Dispose).Start(this);
        }

        Dispose();
    }

    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        _reads.Add(task);
        if (_thread is null)
        {
            _thread = new Thread(Run) { IsBackground = true, Name = "NVDIMM reads" };
            _thread.Start();
        }
    }

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => _reads.ToArray();

    private void Run()
    {
        foreach (var read in _reads.GetConsumingEnumerable())
        {
            TryExecuteTask(read);
        }

        _reads.Dispose();
    }
}
