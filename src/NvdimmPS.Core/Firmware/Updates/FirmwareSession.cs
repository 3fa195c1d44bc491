using NvdimmPS.Changes;
using NvdimmPS.Dsm;

namespace NvdimmPS.Firmware;

/// <summary>The functions of one family that take a firmware image, in their order. What the firmware refuses is thrown.</summary>
/// <param name="target">The DIMM.</param>
internal abstract class FirmwareSession(DsmTarget target)
{
    /// <summary>The DIMM.</summary>
    protected DsmTarget Target => target;

    /// <summary>Sends; given when the update begins.</summary>
    public DsmCaller Caller { protected get; set; } = null!;

    /// <summary>How many bytes the firmware takes at a time.</summary>
    public abstract int PieceSize { get; }

    /// <summary>True where an update that this session did not begin was aborted before.</summary>
    public bool AbortedOther { get; protected set; }

    /// <summary>True while a start was sent and its answer is not known: it may have begun an update.</summary>
    public bool IsStartUnclear { get; protected set; }

    /// <summary>Begins, if nobody else has.</summary>
    /// <param name="endsOther">Whether an update that somebody else began is aborted before.</param>
    /// <param name="stop">Ends the waiting for one that is being verified.</param>
    public abstract FirmwareStart Start(bool endsOther, CancellationToken stop);

    /// <summary>Sends one piece.</summary>
    public abstract void Send(int offset, ReadOnlyMemory<byte> piece);

    /// <summary>All is sent.</summary>
    public abstract void Finish();

    /// <summary>Waits until the firmware has checked and kept it.</summary>
    public abstract void Await(CancellationToken stop);

    /// <summary>False where the DIMM holds the image already.</summary>
    public virtual bool SendsImage => true;

    /// <summary>True where the next start takes the image only if it is selected.</summary>
    public virtual bool HasSelection => false;

    /// <summary>Has the next start take the image.</summary>
    public virtual void Select()
    {
    }

    /// <summary>Ends the update that this session began; false where the firmware did not.</summary>
    public abstract bool TryEnd();

    /// <summary>The calls as far as they are known beforehand, made one by one as they are looked at.</summary>
    public abstract IEnumerable<CallStep> Calls(ReadOnlyMemory<byte> image);

    /// <summary>The answer to a start.</summary>
    protected DsmAnswer AskStart(uint number, byte[] input)
    {
        IsStartUnclear = true;
        var answer = Ask(number, input);
        IsStartUnclear = false;
        return answer;
    }

    /// <summary>The answer to a function, whatever its status.</summary>
    protected DsmAnswer Ask(uint number, byte[] input)
    {
        var function = target.Family!.Get(number);
        var result = Caller.Invoke(target, new DsmCall(function, input) { Raw = true });
        return result.StatusCode is null
            ? throw CodecErrors.ShortReply(target.Name, function, sizeof(uint), result.OutputBytes.Length)
            : DsmDecoder.DecodeOutput(function, result.OutputBytes, result.Truncated, target.Name, target.Mask);
    }

    /// <summary>The failure of a function that answered with a status.</summary>
    protected NvdimmException Failure(uint number, DsmStatus status) =>
        CodecErrors.FirmwareStatus(target.Name, target.Family!.Get(number), status);

    /// <summary>The same where it is none.</summary>
    protected DsmAnswer Demand(uint number, byte[] input)
    {
        var answer = Ask(number, input);
        return answer.Status.IsSuccess ? answer : throw Failure(number, answer.Status);
    }

    /// <summary>The offsets of an image's pieces.</summary>
    public IEnumerable<(int Offset, int Length)> Pieces(int length)
    {
        for (var offset = 0; offset < length; offset += PieceSize)
        {
            yield return (offset, Math.Min(PieceSize, length - offset));
        }
    }

    /// <summary>One call as it would be made. What concerns activation is what the person asked for.</summary>
    protected CallStep Call(uint number, byte[] input)
    {
        var function = target.Family!.Get(number);
        return new CallStep(target, new DsmCall(function, input), function with { IsSensitive = false });
    }
}
