using System.Collections.Concurrent;

namespace NvdimmPS.Shell.Session;

/// <summary>
/// One thread for what a cmdlet does one after the other. Who leaves work behind that hangs leaves the thread with it, and takes
/// another one.
/// </summary>
internal sealed class WorkThread : TaskScheduler, IDisposable
{
    private readonly BlockingCollection<Task> _work = [];
    private Thread? _thread;

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Lets the thread end, once the kernel has returned from what it does.</summary>
    public void Dispose() => _work.CompleteAdding();

    /// <summary>Disposes there what was read from: it may be in the middle of a read.</summary>
    public void Dispose(IDisposable? source)
    {
        if (source is not null)
        {
            new Task(source.Dispose).Start(this);
        }
    }

    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        _work.Add(task);
        if (_thread is null)
        {
            _thread = new Thread(Run) { IsBackground = true, Name = "NVDIMM work" };
            _thread.Start();
        }
    }

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => _work.ToArray();

    private void Run()
    {
        foreach (var task in _work.GetConsumingEnumerable())
        {
            TryExecuteTask(task);
        }

        _work.Dispose();
    }
}
