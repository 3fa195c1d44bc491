using System.Buffers.Binary;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Fuzz.Expected;
using NvdimmPS.Fuzz.Making;
using NvdimmPS.Kernel;

namespace NvdimmPS.Fuzz.Entrances;

/// <summary>
/// Whole calls of a kernel that answers anything: an errno, a size that nobody wrote, an answer that was not written, too little and
/// too much. What goes there is the buffer of the kernel's header, to the byte. What comes back is success only where the firmware
/// said so, and then has the values of the bytes.
/// </summary>
/// <param name="subjects">The functions.</param>
/// <param name="between">Stands between the product and the kernel, to be found out; nothing where it is not named.</param>
internal sealed class CallEntrance(IReadOnlyList<Subject> subjects, Func<INdKernel, INdKernel>? between = null)
    : Entrance("calls", "whole calls of a kernel that answers anything")
{
    private const int Word = 4, LargestErrno = 133, PerByte = 2048;
    private const uint NotWritten = 0xB7C3_91E6;

    /// <summary>What the kernel does.</summary>
    private sealed record Play(int Result, uint? FirmwareSize, byte[] Answer, bool IsSilent);

    public override void Try(FuzzCase current)
    {
        var dice = current.Dice;
        var subject = dice.Of(subjects);
        var input = subject.Table.Input is { } layout ? ArgumentMaker.Table(dice, layout).Raw : PayloadMaker.Input(dice, subject.Table);
        if (input is null || !RequestWriter.IsSendable(subject.Table, input))
        {
            return;
        }

        var route = subject.Table.Legacy is not null && dice.OneIn(2) ? DsmRoute.Legacy : DsmRoute.Call;
        var size = dice.OneIn(3) ? (int?)dice.Between(8, 500) : null;
        var play = Playing(dice, subject.Table, route);
        current.Throws(play.Answer, () => $"{subject} by {route}, room for {size?.ToString() ?? "its size"}, "
            + $"input {Convert.ToHexStringLower(input)}, the kernel returns {play.Result}, nd_fw_size {play.FirmwareSize}, "
            + $"{(play.IsSilent ? "and writes nothing" : "answer")}:");
        Throw(current, subject, input, route, size, play);
    }

    private static Play Playing(Dice dice, FunctionTable table, DsmRoute route)
    {
        var answer = PayloadMaker.Answer(dice, table);
        return new Play(
            dice.Below(12) switch
            {
                0 => -dice.Between(1, LargestErrno),
                1 or 2 when route == DsmRoute.Legacy => dice.Below(answer.Length + 20),
                _ => 0,
            },
            dice.Below(4) switch
            {
                0 => null,
                1 => (uint)dice.Number(4),
                2 => (uint)dice.Below(answer.Length + 8),
                _ => (uint)answer.Length,
            },
            answer,
            IsSilent: dice.OneIn(10));
    }

    private void Throw(FuzzCase current, Subject subject, byte[] input, DsmRoute route, int? size, Play play)
    {
        byte[] filled = [];
        var (isCutOff, isWritten, isAsSent) = (false, false, false);
        var must = new SentRequest(subject.Table, input, route == DsmRoute.Legacy, size);
        string? other = null;
        var kernel = new AnsweringKernel((request, buffer) =>
        {
            other = must.Difference(request, buffer);
            if (other is not null)
            {
                return play.Result;
            }

            var (start, room) = (must.Start, must.Room);
            var sent = buffer[start..(start + room)];
            if (!play.IsSilent)
            {
                play.Answer.AsSpan(0, Math.Min(room, play.Answer.Length)).CopyTo(buffer.AsSpan(start));
            }

            if (route == DsmRoute.Call && play.FirmwareSize is { } said)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(60), said);
            }

            var known = route == DsmRoute.Legacy ? Math.Max(0, room - play.Result)
                : play.FirmwareSize is { } its and not NotWritten ? its
                : (long?)null;
            filled = buffer[start..(start + (int)Math.Min(known ?? room, room))];
            isCutOff = known > room;
            isWritten = filled.Length < Word || BinaryPrimitives.ReadUInt32LittleEndian(filled) != NotWritten;
            filled.AsSpan(0, isWritten ? 0 : Word).Clear();
            isAsSent = filled.Length <= Word || filled.AsSpan(Word).SequenceEqual(sent.AsSpan(Word, filled.Length - Word));
            return play.Result;
        });
        var (result, refusal) = Invoke(current, between?.Invoke(kernel) ?? kernel, subject, input, route, size);
        Hold(other is null, $"{subject} by {route}: {other}");
        if (kernel.Requests == 0)
        {
            Hold(refusal!.ErrorId.StartsWith("Nvdimm.Request.", StringComparison.Ordinal)
                && (size is not null || subject.Table.Legacy is not null),
                $"{subject}: it was not sent: {refusal.Message}");
            return;
        }

        var offered = AnswerReader.Read(subject.Table, filled, isCutOff, Offered(subject));
        var isShort = IsShortOfLabels(subject.Table, input, must.Room, filled);
        var expected = play.Result < 0 ? "Nvdimm.Ioctl." : !isWritten && isAsSent ? "Nvdimm.Dsm.NoReply" : offered.ErrorId
            ?? (isWritten && !offered.Status!.IsSuccess ? "Nvdimm.Dsm.FirmwareStatus" : isWritten && isShort ? "Nvdimm.Dsm.ShortReply"
                : null);
        var isAsExpected = refusal is null ? expected is null
            : expected is not null && refusal.ErrorId.StartsWith(expected, StringComparison.Ordinal);
        Hold(isAsExpected, refusal is null ? $"{subject}: it passes for success ({result!.Status}), must be {expected}"
            : $"{subject}: it is refused as {refusal.ErrorId}, must be {expected ?? "success"}");
        Hold(refusal is not DsmStatusException status || status.StatusCode == offered.Status!.Code, $"{subject}: the status is another");
        Hold(refusal is not NdIoctlException ioctl || ioctl.Errno == -play.Result, $"{subject}: the errno is another");
        if (result is not null)
        {
            Hold(result.ReturnValue == play.Result,
                $"{subject}: the kernel is said to have returned {result.ReturnValue}, and returned {play.Result}");
            Compare(subject, result, offered, filled, isWritten, isCutOff);
        }
    }

    private static (DsmResult? Result, NvdimmException? Refusal) Invoke(
        FuzzCase current, INdKernel kernel, Subject subject, byte[] input, DsmRoute route, int? size)
    {
        using var caller = new DsmCaller(kernel);
        var target = new DsmTarget
        {
            Node = new NdNode(subject.Table.Family.IsOfBus ? NdNodeKind.Bus : NdNodeKind.Dimm, 0),
            Family = subject.Function.Family,
            Mask = Offered(subject),
            Commands = ["cmd_call", .. subject.Table.Legacy is { } legacy ? (string[])[legacy] : []],
        };
        var call = new DsmCall(subject.Function, input) { Route = route, OutputSize = size };
        var result = Product(current, Room + (PerByte * 8192L), () => caller.Invoke(target, call), out var refusal);
        return (result, refusal);
    }

    /// <summary>Every other function: with the low ones alone an answer may be of an older version.</summary>
    private static ulong Offered(Subject subject) =>
        (1UL << (int)subject.Table.Number) | (subject.Table.Name.Length % 2 == 0 ? 0xFFFF_FFFF : 0u);

    /// <summary>A label read is short where it has fewer bytes than were asked for.</summary>
    private static bool IsShortOfLabels(FunctionTable table, byte[] input, int room, byte[] filled) =>
        table.Legacy == "get_data"
            && filled.Length < Math.Min(Word + (long)BinaryPrimitives.ReadUInt32LittleEndian(input.AsSpan(Word)), room);

    private static void Compare(Subject subject, DsmResult result, ExpectedAnswer expected, byte[] filled, bool isWritten, bool isCutOff)
    {
        CheckBytes(subject.Table, result.OutputBytes, filled);
        Hold(result.Truncated == isCutOff, $"{subject}: Truncated is {result.Truncated}");
        Hold(result.Status == (isWritten ? expected.Status!.Name : "NotReported"), $"{subject}: the status is {result.Status}");
        if (AnswerComparison.Fields(expected.Fields, result.Fields) is { } difference)
        {
            throw new FuzzFailure($"{subject}: {difference}");
        }
    }

    /// <summary>The bytes are those that came, or zeros where a passphrase is concerned.</summary>
    private static void CheckBytes(FunctionTable table, byte[] shown, byte[] filled)
    {
        var isSame = table.HoldsSecret
            ? shown.Length == filled.Length && !shown.Where((b, i) => b != filled[i] && b != 0).Any()
            : shown.AsSpan().SequenceEqual(filled);
        Hold(isSame, $"{table}: the answer's bytes are {Convert.ToHexStringLower(shown)}, must be {Convert.ToHexStringLower(filled)}");
        foreach (var field in table.Outputs.SelectMany(o => o.Named).Where(f => f.HoldsSecret && f.Offset < shown.Length))
        {
            var end = field.IsTail ? shown.Length : Math.Min(shown.Length, field.Offset + field.Size);
            Hold(!shown.AsSpan(field.Offset, end - field.Offset).ContainsAnyExcept((byte)0),
                $"{table}: {field.Name} can be read in the answer's bytes");
        }
    }
}
