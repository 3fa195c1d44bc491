using NvdimmPS.Dsm;

namespace NvdimmPS.Tests.Formats.SecondReader;

/// <summary>A DIMM for both readers: its family, and the bytes that it answers to each function.</summary>
internal sealed record Specimen(string Name, DsmFamily Family, IReadOnlyDictionary<uint, byte[]> Answers)
{
    /// <summary>What we decode; null where the firmware, or the decoder, refuses.</summary>
    public SpecimenAnswer? Ask(uint number)
    {
        try
        {
            var answer = DsmDecoder.DecodeOutput(Family.Get(number), Answers[number]);
            return answer.Status.IsSuccess ? new SpecimenAnswer(answer.Fields) : null;
        }
        catch (DsmReplyException)
        {
            return null;
        }
    }

    /// <summary>The same DIMM with its answers rewritten.</summary>
    public Specimen Rewrite(Func<DsmFunction, byte[], byte[]> rewrite) =>
        this with { Answers = Answers.ToDictionary(a => a.Key, a => rewrite(Family.Get(a.Key), a.Value)) };

    public override string ToString() =>
        $"{Family.Name}, {Name}\n" + string.Concat(Answers.Select(a => $"  {a.Key}: {Convert.ToHexString(a.Value).ToLowerInvariant()}\n"));
}
