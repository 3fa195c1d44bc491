using NvdimmPS.Kernel;

namespace NvdimmPS.Simulation;

/// <summary>A kernel that is not the running one: a simulated machine, or a recorded one that is replayed. Disposing removes it.</summary>
public interface INdSimulator : INdKernel, IDisposable
{
    /// <summary>What it is, in a word or two.</summary>
    string Name { get; }

    /// <summary>Looks at every request before it is answered; none by default.</summary>
    NdSnoop? Snoop { get; set; }

    /// <summary>The last requests, oldest first.</summary>
    IReadOnlyList<SimulatedRequest> Transcript { get; }

    /// <summary>How many requests are kept; 0 keeps none.</summary>
    int TranscriptCapacity { get; set; }
}
