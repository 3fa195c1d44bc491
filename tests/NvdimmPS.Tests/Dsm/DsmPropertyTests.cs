using NvdimmPS.Dsm;

namespace NvdimmPS.Tests.Dsm;

/// <summary>Properties that hold for every function of every family, whatever the bytes.</summary>
public class DsmPropertyTests
{
    public static TheoryData<string> Families() => [.. DsmFamilies.All.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Families))]
    public void Random_answers_never_crash_a_decoder_and_never_pass_for_success(string family)
    {
        var functions = RandomAnswers.Functions(DsmFamilies.All.Where(f => f.Name == family));
        var (decoded, refused) = RandomAnswers.Try(functions, 2_000 * functions.Count, 20160516);
        Assert.True(decoded > 0 && refused > 0, $"{decoded} decoded, {refused} refused");
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void What_is_encoded_decodes_to_itself(string family)
    {
        var random = new Random(20151116);
        foreach (var function in DsmFamilies.All.Single(f => f.Name == family).Functions.Where(f => f.Input is { Fields.Count: > 0 }))
        {
            for (var i = 0; i < 500; i++)
            {
                var given = Arguments(random, function.Input!);
                var bytes = DsmEncoder.EncodeInput(function, given);
                var decoded = DsmDecoder.DecodeInput(function, bytes).ToDictionary(f => f.Name, f => Golden.GoldenFile.Canonical(f, bytes));
                Assert.All(given, g => Assert.Equal((function.Name, g.Key, Golden.GoldenFile.Canonical(g.Value)), (function.Name, g.Key, decoded[g.Key])));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void An_answer_that_was_decoded_encodes_to_the_same_answer(string family)
    {
        var random = new Random(20260101);
        foreach (var function in DsmFamilies.All.Single(f => f.Name == family).Functions.Where(f => f.Output is not null).SelectMany(Forms))
        {
            for (var i = 0; i < 300; i++)
            {
                var bytes = new byte[function.Output!.FixedSize + (function.Output.Tail?.Size * random.Next(9) ?? 0)];
                random.NextBytes(bytes);
                bytes.AsSpan(0, 4).Clear();
                SetCounts(random, function.Output, bytes);
                var first = DsmDecoder.DecodeOutput(function, bytes);
                var again = DsmDecoder.DecodeOutput(function, DsmEncoder.EncodeOutput(function, first.Fields.ToDictionary(f => f.Name, f => f.Value)));
                Assert.Equal(Lines(function, first), Lines(function, again));
            }
        }
    }

    /// <summary>The form of each version, so that nothing is left to evidence in the bytes.</summary>
    private static IEnumerable<DsmFunction> Forms(DsmFunction function) => function.Generation is { } newest
        ? function.Generations.Select(g => g.Name).Append(newest).Select(function.In)
        : [function];

    /// <summary>What counts a tail must not claim more than there is; what counts bytes inside may not claim less than one can say.</summary>
    private static void SetCounts(Random random, DsmLayout layout, byte[] bytes)
    {
        foreach (var counted in layout.Fields.Where(f => f.CountedBy is not null))
        {
            var counter = layout.Find(counted.CountedBy!)!;
            var most = counted.IsTail ? (bytes.Length - layout.FixedSize) / counted.Size : counted.Shorter?.Size ?? counted.Size;
            bytes.AsSpan(counter.Offset, counter.Size).Clear();
            bytes[counter.Offset] = (byte)random.Next(most + 1);
        }
    }

    private static string Lines(DsmFunction function, DsmAnswer answer) =>
        function + "\n" + string.Join('\n', answer.Fields.Select(f => $"{f.Name} = {Golden.GoldenFile.Canonical(f.Value)}"));

    private static Dictionary<string, object?> Arguments(Random random, DsmLayout layout)
    {
        var given = new Dictionary<string, object?>();
        foreach (var field in layout.Fields.Where(f => f.Kind is not DsmFieldKind.Reserved && f.Counts is null && !f.IsOverlay))
        {
            // All of them: a field that is left out may follow from one that is given.
            given[field.Name] = field.Kind switch
            {
                DsmFieldKind.Temperature => Avoiding(field, () => random.Next(-200 * 16, 200 * 16) / 16.0, 15.9375),
                DsmFieldKind.Enum => field.Words[random.Next(field.Words.Count)].Word,
                DsmFieldKind.Flags => field.Words.Where(_ => random.Next(2) == 0).Select(w => w.Word).ToArray(),
                DsmFieldKind.Bytes => Bytes(random, field),
                _ => Avoiding(field, () => Number(random, field), [.. field.NotReported.Select(n => n.Value)]),
            };
        }

        return given;
    }

    /// <summary>A value that stands for "not given" cannot be given.</summary>
    private static T Avoiding<T>(DsmField field, Func<T> next, params T[] reserved)
    {
        T value;
        do
        {
            value = next();
        }
        while (field.NotReported.Count > 0 && reserved.Contains(value));
        return value;
    }

    private static byte[] Bytes(Random random, DsmField field)
    {
        var bytes = new byte[field.IsTail ? random.Next(1, 40) : field.Size];
        random.NextBytes(bytes);
        return bytes;
    }

    private static ulong Number(Random random, DsmField field)
    {
        var most = field.Size >= 8 ? ulong.MaxValue : (1UL << (8 * field.Size)) - 1;
        var (low, high) = ((ulong)(field.Minimum ?? 0), (ulong)Math.Min(field.Maximum ?? most, most));
        return low + ((ulong)random.NextInt64() % Math.Max(1, high - low + 1 == 0 ? ulong.MaxValue : high - low + 1));
    }
}
