namespace NvdimmPS.Kernel;

/// <summary>What answers behind the seam.</summary>
public enum KernelKind
{
    /// <summary>The running kernel, and hardware behind it.</summary>
    Device,

    /// <summary>A simulator.</summary>
    Simulated,

    /// <summary>A trace, or what a host without the module sent.</summary>
    Replayed,
}
