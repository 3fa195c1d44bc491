using NvdimmPS.Dsm;
using NvdimmPS.Fuzz.Expected;
using NvdimmPS.Fuzz.Making;

namespace NvdimmPS.Fuzz.Entrances;

/// <summary>Reads an answer; the product's own, or a faulty one that must be found out.</summary>
internal delegate DsmAnswer AnswerDecoder(DsmFunction function, ReadOnlyMemory<byte> output, bool truncated, ulong? offered);

/// <summary>
/// What firmware answers: every value of every field of every function in every form is what plain arithmetic over the bytes
/// says, or the answer is refused where it must be. Around the answer lie bytes that do not belong to it.
/// </summary>
/// <param name="subjects">The functions.</param>
/// <param name="decode">Who reads; the product where nobody else is named.</param>
internal sealed class AnswerEntrance(IReadOnlyList<Subject> subjects, AnswerDecoder? decode = null)
    : Entrance("answers", "answers of firmware, through every decoder")
{
    private const int Margin = 64;

    // A bit of a mask becomes a word of its own, and a record of two bytes several objects.
    private const int PerByte = 1024;

    private readonly AnswerDecoder _decode = decode
        ?? ((function, output, truncated, offered) => DsmDecoder.DecodeOutput(function, output, truncated, "nmem0", offered));

    public override void Try(FuzzCase current)
    {
        var dice = current.Dice;
        var subject = dice.Of(subjects);
        var bytes = PayloadMaker.Answer(dice, subject.Table);
        var (isCutOff, offered) = (dice.OneIn(8), dice.OneIn(3) ? (ulong?)dice.Number(4) : null);
        current.Throws(bytes, () => $"{subject}{(isCutOff ? ", cut off" : "")}{(offered is { } mask ? $", offered 0x{mask:x}" : "")}:");
        Throw(current, subject, bytes, isCutOff, offered);
    }

    private void Throw(FuzzCase current, Subject subject, byte[] bytes, bool isCutOff, ulong? offered)
    {
        var memory = Surrounded(current.Dice, bytes);
        var expected = AnswerReader.Read(subject.Table, bytes, isCutOff, offered);
        var answer = Product(current, Room + (PerByte * (long)bytes.Length),
            () => _decode(subject.Function, memory, isCutOff, offered), out var refusal);
        if (AnswerComparison.Difference(subject.Table, expected, answer, refusal) is { } difference)
        {
            throw new FuzzFailure($"{subject}: {difference}");
        }
    }

    private static Memory<byte> Surrounded(Dice dice, byte[] bytes)
    {
        var whole = new byte[bytes.Length + (2 * Margin)];
        dice.Fill(whole);
        var memory = whole.AsMemory(Margin, bytes.Length);
        bytes.CopyTo(memory);
        return memory;
    }
}
