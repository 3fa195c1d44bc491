using System.Buffers.Binary;
using NvdimmPS.Changes;
using NvdimmPS.Dsm;

namespace NvdimmPS.Firmware;

/// <summary>
/// Intel's functions 12 to 16 ("NVDIMM DSM Interface" V1.6 and later): start, send, finish, and ask until the image is verified, as often
/// and for as long as the firmware itself says. Function 15 with the control "abort" ends an update.
/// </summary>
/// <param name="target">The DIMM.</param>
/// <param name="information">What function 12 said.</param>
/// <param name="time">The clock.</param>
internal sealed class IntelSession(DsmTarget target, IntelUpdateInformation information, TimeProvider time) : FirmwareSession(target)
{
    private const uint StartUpdate = 13, SendData = 14, FinishUpdate = 15, QueryFinish = 16;
    private const uint InProgress = 0x1_0007, AlreadyOccurred = 0x2_0007, StillVerifying = 0x2_0007, InvalidContext = 0x1_0007;
    private const byte Finishes = 0, Aborts = 1;
    private const int SendHeader = 12;

    // Null until the firmware has said it.
    private uint? _context;

    /// <inheritdoc/>
    public override int PieceSize => information.PieceSize;

    /// <inheritdoc/>
    public override bool Start(CancellationToken stop)
    {
        // Ending one makes room for another; if it does not, a third attempt will not help.
        for (var again = true; ; again = false)
        {
            var answer = Ask(StartUpdate, []);
            if (answer.Status.IsSuccess)
            {
                _context = Context(answer);
                return true;
            }

            if (answer.Status.Code == AlreadyOccurred)
            {
                return false;
            }

            if (answer.Status.Code != InProgress || !again)
            {
                throw Failure(StartUpdate, answer.Status);
            }

            _context = Context(answer);
            if (Ask(QueryFinish, Word(_context.Value)) is { Status.Code: StillVerifying })
            {
                // Whoever began it has sent it all: it ends by itself.
                Await(stop);
                return false;
            }

            // Some firmware, as the kernel's test bus, calls a staged image an update in progress, and says so only here.
            switch (Ask(FinishUpdate, Control(Aborts)).Status)
            {
                case { Code: AlreadyOccurred }:
                    return false;
                case { IsSuccess: false }:
                    throw Failure(StartUpdate, answer.Status);
            }

            (_context, EndedOther) = (null, true);
        }
    }

    /// <inheritdoc/>
    public override void Send(int offset, ReadOnlyMemory<byte> piece) => Demand(SendData, Piece(offset, piece));

    /// <inheritdoc/>
    public override void Finish() => Demand(FinishUpdate, Control(Finishes));

    /// <inheritdoc/>
    public override void Await(CancellationToken stop)
    {
        var (answer, isOver) = new LongOperation(time).Await(() => Ask(QueryFinish, Word(_context ?? 0)),
            a => a.Status.Code != StillVerifying, information.MaxQueryTime, stop: stop, interval: information.QueryInterval);
        if (!isOver)
        {
            throw FirmwareUpdateErrors.NotVerified(Target.Name, information.MaxQueryTime);
        }

        if (!answer.Status.IsSuccess)
        {
            throw Failure(QueryFinish, answer.Status);
        }
    }

    /// <inheritdoc/>
    public override bool TryEnd()
    {
        try
        {
            if (_context is null)
            {
                // The answer to the start was lost: asked again it names the update that is open.
                var answer = Ask(StartUpdate, []);
                if (!answer.Status.IsSuccess && answer.Status.Code != InProgress)
                {
                    return answer.Status.Code == AlreadyOccurred;
                }

                _context = Context(answer);
            }

            // "Aborted" counts as success. A context that is not known, and one whose image is staged, are no longer open.
            var status = Ask(FinishUpdate, Control(Aborts)).Status;
            return status.IsSuccess || status.Code == AlreadyOccurred
                || (status.Code == InvalidContext && Ask(QueryFinish, Word(_context.Value)).Status.Code != StillVerifying);
        }
        catch (NvdimmException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<CallStep> Calls(ReadOnlyMemory<byte> image) =>
    [
        Call(StartUpdate, []),
        .. Pieces(image.Length).Select(p => Call(SendData, Piece(p.Offset, image.Slice(p.Offset, p.Length)))),
        Call(FinishUpdate, Control(Finishes)),
        Call(QueryFinish, Word(0)),
    ];

    private static uint Context(DsmAnswer answer) => (uint)(answer.Fields.FirstOrDefault(f => f.Name == "Context")?.Number ?? 0);

    private byte[] Piece(int offset, ReadOnlyMemory<byte> piece)
    {
        var input = new byte[SendHeader + piece.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(input, _context ?? 0);
        BinaryPrimitives.WriteInt32LittleEndian(input.AsSpan(4), offset);
        BinaryPrimitives.WriteInt32LittleEndian(input.AsSpan(8), piece.Length);
        piece.CopyTo(input.AsMemory(SendHeader));
        return input;
    }

    private byte[] Control(byte control)
    {
        byte[] input = [control, 0, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32LittleEndian(input.AsSpan(4), _context ?? 0);
        return input;
    }

    private static byte[] Word(uint value)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }
}
