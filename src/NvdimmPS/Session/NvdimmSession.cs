using NvdimmPS.Kernel;

namespace NvdimmPS.Shell.Session;

/// <summary>
/// Which kernel this process talks to. One for all runspaces on purpose: the new runspaces of ForEach-Object -Parallel
/// must not reach the real machine while a simulator is active.
/// </summary>
internal static class NvdimmSession
{
    private static readonly LinuxKernel Real = new();
    private static readonly AsyncLocal<INdKernel?> Injected = new();
    private static NvdimmSimulator? _simulator;
    private static NvdimmTrace? _trace;

    /// <summary>The active simulator, or null.</summary>
    public static NvdimmSimulator? Simulator => Volatile.Read(ref _simulator);

    /// <summary>The trace that was started and not stopped, or null.</summary>
    public static NvdimmTrace? Trace => Volatile.Read(ref _trace);

    /// <summary>What a cmdlet that starts now talks to. A trace records the machine that it was started on and no other.</summary>
    public static INdKernel Kernel => Trace is { } trace && trace.Recorded == Machine ? trace.Kernel : Machine;

    /// <summary>The same, past a trace.</summary>
    public static INdKernel Machine => Injected.Value ?? Simulator?.Kernel ?? (INdKernel)Real;

    /// <summary>Makes a simulator the active one, or none, and gives the one before.</summary>
    public static NvdimmSimulator? Activate(NvdimmSimulator? simulator) => Interlocked.Exchange(ref _simulator, simulator);

    /// <summary>Makes none the active one if it still is this one.</summary>
    public static void Deactivate(NvdimmSimulator simulator) => Interlocked.CompareExchange(ref _simulator, null, simulator);

    /// <summary>Makes a trace the one that records, in place of none or of one that has ended; false where another one records.</summary>
    public static bool Begin(NvdimmTrace trace)
    {
        var current = Trace;
        return current is not { Active: true } && Interlocked.CompareExchange(ref _trace, trace, current) == current;
    }

    /// <summary>Takes the trace away, or gives null where there is none.</summary>
    public static NvdimmTrace? EndTrace() => Interlocked.Exchange(ref _trace, null);

    /// <summary>For tests: this flow of execution talks to another kernel, the others do not.</summary>
    public static IDisposable Inject(INdKernel kernel)
    {
        Injected.Value = kernel;
        return new Injection();
    }

    private sealed class Injection : IDisposable
    {
        public void Dispose() => Injected.Value = null;
    }
}
