using System.Buffers.Binary;
using NvdimmPS.Dsm;

namespace NvdimmPS.Tests.Dsm;

/// <summary>
/// Throws random bytes at every decoder and holds what comes out against what must always be true: an error or an answer,
/// nothing from beyond the end, and success only where the status word says so. The bounded run is a test, the long one
/// <c>build.ps1 -Task Fuzz</c>.
/// </summary>
internal static class RandomAnswers
{
    private const byte Poison = 0xA5;
    private const int Margin = 64, Longest = 400;

    /// <summary>Tries answers of one function after the other, in every form that it has.</summary>
    /// <returns>How many were decoded, and how many refused.</returns>
    public static (long Decoded, long Refused) Try(IReadOnlyList<DsmFunction> functions, long count, int seed)
    {
        var random = new Random(seed);
        var buffer = new byte[Longest + (2 * Margin)];
        long decoded = 0, refused = 0;
        for (long i = 0; i < count; i++)
        {
            var function = functions[(int)(i % functions.Count)];
            var answer = Next(random, function, buffer);
            try
            {
                Check(function, answer, DsmDecoder.DecodeOutput(function, answer, truncated: i % 16 == 0, offered: i % 3 == 0 ? (ulong)random.NextInt64() : null), i % 16 == 0);
                decoded++;
            }
            catch (DsmReplyException e) when ($"{e.NextStep}".Length > 0 && e.Message.Contains(function.Name, StringComparison.Ordinal))
            {
                refused++;
            }
        }

        return (decoded, refused);
    }

    /// <summary>All forms of all functions: those of older versions of a specification too.</summary>
    public static List<DsmFunction> Functions(IEnumerable<DsmFamily> families) =>
        [.. families.SelectMany(f => f.Functions).SelectMany(f => f.Generations.Select(g => f.In(g.Name)).Prepend(f))];

    /// <summary>Half of them claim success, and half of those have about the right size: most random bytes end the decoding at once.</summary>
    private static ReadOnlyMemory<byte> Next(Random random, DsmFunction function, byte[] buffer)
    {
        Array.Fill(buffer, Poison);
        var size = function.Output?.FixedSize ?? 8;
        var length = random.Next(2) == 0 ? random.Next(Longest) : Math.Min(Longest, Math.Max(0, size + random.Next(-4, 40)));
        var answer = buffer.AsMemory(Margin, length);
        random.NextBytes(answer.Span);
        if (random.Next(2) == 0)
        {
            answer.Span[..Math.Min(sizeof(uint), length)].Clear();
        }

        // Sparse bytes keep counts small, so that tails and records are reached.
        for (var i = 0; random.Next(4) != 0 && i < length; i++)
        {
            answer.Span[i] = random.Next(3) == 0 ? answer.Span[i] : (byte)0;
        }

        return answer;
    }

    private static void Check(DsmFunction function, ReadOnlyMemory<byte> bytes, DsmAnswer answer, bool truncated)
    {
        var code = BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span);
        Hold(answer.Status.Code == code, function, "the status is another than the bytes'");
        Hold(!answer.Status.IsSuccess || (code & 0xFFFF) == 0 || function.Statuses.Any(s => s.IsSuccess && s.Code == code), function, "a refusal passes for success");
        Hold(!answer.Status.IsSuccess || truncated || function.Output is null || bytes.Length >= function.Output.FixedSize
            || function.ShortAnswers.Any(s => bytes.Length >= s.Size && code == (s.Status ?? code)), function, "a short answer passes for success");
        foreach (var field in answer.Fields)
        {
            Check(function, bytes, field);
        }
    }

    private static void Check(DsmFunction function, ReadOnlyMemory<byte> bytes, DsmFieldValue field)
    {
        Hold(field.Length == 0 || (field.Offset >= 0 && field.Offset + field.Length <= bytes.Length), function, $"{field.Name} lies beyond the end");
        Hold(field.Length == 0 || field.Field.IsSecret || bytes.Span.Slice(field.Offset, field.Length).SequenceEqual(Convert.FromHexString(field.Raw)), function, $"{field.Name} has bytes from elsewhere");
        Hold(field.Value is null == !field.Valid, function, $"{field.Name} has a value and none");
        Hold(field.Text.Length > 0 || field.Value is byte[] { Length: 0 }, function, $"{field.Name} says nothing");
        foreach (var part in (field.Value as DsmFieldValue[][] ?? []).SelectMany(record => record))
        {
            Check(function, bytes, part);
        }
    }

    private static void Hold(bool condition, DsmFunction function, string otherwise)
    {
        if (!condition)
        {
            throw new InvalidOperationException($"{function}: {otherwise}.");
        }
    }
}
