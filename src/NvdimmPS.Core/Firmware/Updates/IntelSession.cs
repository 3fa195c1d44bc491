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

    // Of the update that this session began; null until the firmware has said it.
    private uint? _context;

    /// <inheritdoc/>
    public override int PieceSize => information.PieceSize;

    /// <inheritdoc/>
    public override FirmwareStart Start(bool endsOther, CancellationToken stop)
    {
        // Each is done once: if it makes no room, a third attempt will not help.
        for (var (hasWaited, hasAborted) = (false, false); ;)
        {
            var answer = AskStart(StartUpdate, []);
            if (answer.Status.IsSuccess)
            {
                IsStartUnclear = true;
                _context = Context(answer) ?? throw CodecErrors.ShortReply(Target.Name, Target.Family!.Get(StartUpdate), 8, sizeof(uint));
                IsStartUnclear = false;
                return FirmwareStart.Begun;
            }

            if (answer.Status.Code == AlreadyOccurred)
            {
                return FirmwareStart.Staged;
            }

            if (answer.Status.Code != InProgress)
            {
                throw Failure(StartUpdate, answer.Status);
            }

            // Never kept: what somebody else began is not ours to end later.
            var theirs = Context(answer) ?? 0;
            var state = Ask(QueryFinish, Word(theirs)).Status;
            if (state.Code == StillVerifying && !hasWaited)
            {
                // Whoever began it has sent it all: it ends by itself. An image of theirs that is rejected makes room for ours.
                hasWaited = true;
                state = Await(theirs, stop).Status;
                if (!state.IsSuccess)
                {
                    continue;
                }
            }

            if (state.IsSuccess)
            {
                return FirmwareStart.Staged;
            }

            if (!endsOther || hasAborted)
            {
                return FirmwareStart.Busy;
            }

            // Some firmware, as the kernel's test bus, calls a staged image an update in progress, and says so only here.
            switch (Ask(FinishUpdate, Control(Aborts, theirs)).Status)
            {
                case { Code: AlreadyOccurred }:
                    return FirmwareStart.Staged;
                case { IsSuccess: false }:
                    throw Failure(StartUpdate, answer.Status);
            }

            (hasAborted, AbortedOther) = (true, true);
        }
    }

    /// <inheritdoc/>
    public override void Send(int offset, ReadOnlyMemory<byte> piece) => Demand(SendData, Piece(offset, piece));

    /// <inheritdoc/>
    public override void Finish() => Demand(FinishUpdate, Control(Finishes, _context ?? 0));

    /// <inheritdoc/>
    public override void Await(CancellationToken stop)
    {
        var answer = Await(_context ?? 0, stop);
        if (!answer.Status.IsSuccess)
        {
            throw Failure(QueryFinish, answer.Status);
        }
    }

    private DsmAnswer Await(uint context, CancellationToken stop)
    {
        var (answer, isOver) = new LongOperation(time).Await(() => Ask(QueryFinish, Word(context)),
            a => a.Status.Code != StillVerifying, information.MaxQueryTime, stop: stop, interval: information.QueryInterval);
        return isOver ? answer : throw FirmwareUpdateErrors.NotVerified(Target.Name, information.MaxQueryTime);
    }

    /// <inheritdoc/>
    public override bool TryEnd()
    {
        if (_context is not { } ours)
        {
            return false;
        }

        try
        {
            // "Aborted" counts as success. A context that is not known, and one whose image is staged, are no longer open.
            var status = Ask(FinishUpdate, Control(Aborts, ours)).Status;
            return status.IsSuccess || status.Code == AlreadyOccurred
                || (status.Code == InvalidContext && Ask(QueryFinish, Word(ours)).Status.Code != StillVerifying);
        }
        catch (NvdimmException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<CallStep> Calls(ReadOnlyMemory<byte> image) =>
        Pieces(image.Length).Select(p => Call(SendData, Piece(p.Offset, image.Slice(p.Offset, p.Length))))
            .Prepend(Call(StartUpdate, [])).Append(Call(FinishUpdate, Control(Finishes, 0))).Append(Call(QueryFinish, Word(0)));

    private static uint? Context(DsmAnswer answer) =>
        answer.Fields.FirstOrDefault(f => f.Name == "Context") is { Value: not null } found ? (uint)found.Number : null;

    private byte[] Piece(int offset, ReadOnlyMemory<byte> piece)
    {
        var input = new byte[SendHeader + piece.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(input, _context ?? 0);
        BinaryPrimitives.WriteInt32LittleEndian(input.AsSpan(4), offset);
        BinaryPrimitives.WriteInt32LittleEndian(input.AsSpan(8), piece.Length);
        piece.CopyTo(input.AsMemory(SendHeader));
        return input;
    }

    private static byte[] Control(byte control, uint context)
    {
        byte[] input = [control, 0, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32LittleEndian(input.AsSpan(4), context);
        return input;
    }

    private static byte[] Word(uint value)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }
}
