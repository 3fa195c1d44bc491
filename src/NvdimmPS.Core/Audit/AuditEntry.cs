using System.Buffers.Binary;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Kernel;

namespace NvdimmPS.Audit;

/// <summary>A call that was logged before it was sent, and waits for its outcome.</summary>
internal sealed class AuditEntry(AuditLog log, NvdimmAuditRecord asked) : ICallEntry, IWriteEntry
{
    /// <inheritdoc/>
    public void Answer(DsmFunction function, NdReply reply)
    {
        uint? status = reply.Errno == 0 && reply.Written && reply.Output.Length >= sizeof(uint)
            ? BinaryPrimitives.ReadUInt32LittleEndian(reply.Output)
            : null;
        log.Close(asked with
        {
            Answered = true,
            Outcome = reply.Errno != 0 ? Errno.Name(reply.Errno) : status is { } code ? function.Family.Describe(function, code).Word
                : DsmStatus.NotReported.Word,
            Errno = reply.Errno,
            ReturnValue = reply.Result,
            StatusCode = status,
            Duration = reply.Latency,
        });
    }

    /// <inheritdoc/>
    public void Answer(int result, TimeSpan latency) => log.Close(asked with
    {
        Answered = true,
        Outcome = result < 0 ? Errno.Name(-result) : "Success",
        Errno = Math.Max(0, -result),
        ReturnValue = result,
        Duration = latency,
    });

    /// <inheritdoc/>
    public void Fail(Exception failure) => log.Close(asked with
    {
        Answered = true,
        Outcome = (failure as NvdimmException)?.ErrorId ?? failure.GetType().Name,
        Errno = (failure as NdOpenException)?.Errno,
    });
}
