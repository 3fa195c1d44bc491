namespace NvdimmPS.Kernel;

/// <summary>A write that was logged before it was made, and waits for its outcome.</summary>
internal interface IWriteEntry
{
    /// <summary>The kernel answered: how many bytes it took, or the negated errno.</summary>
    void Answer(int result, TimeSpan latency);

    /// <summary>It was not made after all: the seam refused it.</summary>
    void Fail(Exception failure);
}
