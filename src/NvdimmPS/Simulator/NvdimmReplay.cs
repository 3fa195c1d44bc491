using NvdimmPS.Tracing;

namespace NvdimmPS;

/// <summary>A recorded machine that is replayed. Transcript and snoop work as on a simulated one; there is no state to set.</summary>
public sealed class NvdimmReplay : NvdimmSimulator
{
    private readonly ReplayKernel _kernel;

    internal NvdimmReplay(ReplayKernel kernel)
        : base(kernel) => _kernel = kernel;

    /// <summary>The file.</summary>
    public string Trace => _kernel.Path;

    /// <summary>Where, when and with what it was recorded.</summary>
    public TraceHost Host => _kernel.Host;

    /// <summary>How many requests were recorded.</summary>
    public int Recorded => _kernel.Requests;
}
