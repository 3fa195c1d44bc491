using System.Buffers.Binary;
using NvdimmPS.Changes;
using NvdimmPS.Dsm;

namespace NvdimmPS.Firmware;

/// <summary>
/// Microsoft's functions 22 to 25 ("_DSM Interface for Byte Addressable Energy Backed Function Class"): start with a slot that does not
/// run, send region after region, finish, and select the slot for the next boot. No function aborts: an update that is finished before
/// its image is complete is refused, and is over.
/// </summary>
/// <param name="target">The DIMM.</param>
/// <param name="slot">The slot that takes the image.</param>
/// <param name="pieceSize">The size of a region, in bytes.</param>
/// <param name="holdsImage">True where the slot holds the image already, so that it need only be selected.</param>
internal sealed class MsftSession(DsmTarget target, int slot, int pieceSize, bool holdsImage) : FirmwareSession(target)
{
    private const uint StartUpdate = 22, SendData = 23, FinishUpdate = 24, SelectSlot = 25;
    private const uint InProgress = 0x1_0004, NoUpdate = 0x1_0004, InvalidImage = 0x2_0004;
    private const int SendHeader = 7;

    /// <summary>A piece has whole blocks.</summary>
    public const int BlockSize = 32;

    /// <inheritdoc/>
    public override int PieceSize => pieceSize;

    /// <inheritdoc/>
    public override bool SendsImage => !holdsImage;

    /// <inheritdoc/>
    public override bool HasSelection => true;

    /// <inheritdoc/>
    public override FirmwareStart Start(bool endsOther, CancellationToken stop)
    {
        var answer = AskStart(StartUpdate, [(byte)slot]);
        if (answer.Status.Code == InProgress && endsOther && TryEnd())
        {
            AbortedOther = true;
            answer = AskStart(StartUpdate, [(byte)slot]);
        }

        return answer.Status.IsSuccess ? FirmwareStart.Begun
            : answer.Status.Code == InProgress ? FirmwareStart.Busy : throw Failure(StartUpdate, answer.Status);
    }

    /// <inheritdoc/>
    public override void Send(int offset, ReadOnlyMemory<byte> piece) => Demand(SendData, Piece(offset, piece));

    /// <inheritdoc/>
    public override void Finish() => Demand(FinishUpdate, []);

    /// <summary>It is verified when function 24 answers.</summary>
    public override void Await(CancellationToken stop)
    {
    }

    /// <inheritdoc/>
    public override void Select() => Demand(SelectSlot, [(byte)slot]);

    /// <inheritdoc/>
    public override bool TryEnd()
    {
        try
        {
            return Ask(FinishUpdate, []).Status is { IsSuccess: true } or { Code: NoUpdate or InvalidImage };
        }
        catch (NvdimmException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<CallStep> Calls(ReadOnlyMemory<byte> image) => holdsImage ? [Call(SelectSlot, [(byte)slot])]
        : Pieces(image.Length).Select(p => Call(SendData, Piece(p.Offset, image.Slice(p.Offset, p.Length))))
            .Prepend(Call(StartUpdate, [(byte)slot])).Append(Call(FinishUpdate, [])).Append(Call(SelectSlot, [(byte)slot]));

    private byte[] Piece(int offset, ReadOnlyMemory<byte> piece)
    {
        var input = new byte[SendHeader + piece.Length];
        BinaryPrimitives.WriteInt32LittleEndian(input, piece.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(input.AsSpan(4), (ushort)(offset / pieceSize));
        piece.CopyTo(input.AsMemory(SendHeader));
        return input;
    }
}
