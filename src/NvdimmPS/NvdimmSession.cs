using NvdimmPS.Kernel;
using NvdimmPS.Simulation;

namespace NvdimmPS;

/// <summary>
/// Which kernel this process talks to. One for all runspaces on purpose: the new runspaces of ForEach-Object -Parallel
/// must not reach the real machine while a simulator is active.
/// </summary>
internal static class NvdimmSession
{
    private static readonly LinuxKernel Real = new();
    private static readonly AsyncLocal<INdKernel?> Injected = new();
    private static NvdimmSimulator? _simulator;

    /// <summary>The active simulator, or null.</summary>
    public static NvdimmSimulator? Simulator => Volatile.Read(ref _simulator);

    /// <summary>What a cmdlet that starts now talks to.</summary>
    public static INdKernel Kernel => Injected.Value ?? Simulator?.Kernel ?? (INdKernel)Real;

    /// <summary>Makes a simulator the active one, or none, and gives the one before.</summary>
    public static NvdimmSimulator? Activate(NvdimmSimulator? simulator) => Interlocked.Exchange(ref _simulator, simulator);

    /// <summary>Makes none the active one if it still is this one.</summary>
    public static void Deactivate(NvdimmSimulator simulator) => Interlocked.CompareExchange(ref _simulator, null, simulator);

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
