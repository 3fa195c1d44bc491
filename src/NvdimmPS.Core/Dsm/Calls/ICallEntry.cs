using NvdimmPS.Abi;

namespace NvdimmPS.Dsm;

/// <summary>A call that was logged before it was sent, and waits for its outcome.</summary>
internal interface ICallEntry
{
    /// <summary>The kernel or the firmware answered.</summary>
    void Answer(DsmFunction function, NdReply reply);

    /// <summary>It was not sent after all: its node could not be opened, or the seam refused it.</summary>
    void Fail(Exception failure);
}
