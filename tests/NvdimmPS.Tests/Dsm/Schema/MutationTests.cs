using System.Text;
using NvdimmPS.Dsm;

namespace NvdimmPS.Tests.Dsm.Schema;

/// <summary>Files that were good once. Whatever becomes of them, they are refused whole, or they are a family that works.</summary>
public sealed class MutationTests
{
    private static readonly string[] Pieces =
        ["0", "-1", "1e9", "18446744073709551616", "\"\"", "null", "true", "[]", "{}", ",", "}", "]", "\"tail\": true,", "\"offset\": 3,", "\"overlay\": true,", "\"Status\"", "\"Records\"", "\"Bytes\"", "\\", "\u0000", "é"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Nothing_crashes_and_nothing_half_done_stays(int seed)
    {
        var random = new Random(seed);
        var seeds = new[] { Example.Text, Example.Texts[1], DsmSchema.Write([.. DsmFamilies.All.Where(f => f.Name is "IntelBus" or "HyperV" or "NfitBus")]) }.Select(Encoding.UTF8.GetBytes).ToList();
        var (taken, refused) = (0, 0);
        for (var i = 0; i < 1500; i++)
        {
            using var isolated = DsmFamilies.Isolate();
            var before = DsmFamilies.Current;
            try
            {
                DsmFamilies.Import(DsmSchema.Parse("mutant", Mutated(random, seeds[random.Next(seeds.Count)])), replace: random.Next(2) == 0);
                taken++;
                Use(random);
            }
            catch (NvdimmException e)
            {
                refused++;
                Assert.StartsWith("Nvdimm.Schema.", e.ErrorId, StringComparison.Ordinal);
                Assert.Same(before, DsmFamilies.Current);
            }
        }

        Assert.True(taken > 50 && refused > 500, $"{taken} taken, {refused} refused");
    }

    /// <summary>Decodes and encodes with all that was imported.</summary>
    private static void Use(Random random)
    {
        foreach (var function in DsmFamilies.Imported.SelectMany(f => f.Functions).Where(f => f.Origin is not null))
        {
            var bytes = new byte[random.Next(64)];
            random.NextBytes(bytes);
            bytes.AsSpan(0, Math.Min(4, bytes.Length)).Clear();
            Try(() => DsmDecoder.DecodeOutput(function, bytes, truncated: random.Next(2) == 0));
            Try(() => DsmDecoder.DecodeInput(function, bytes));
            Try(() => DsmInput.None(function));
            Try(() => DsmInput.FromBytes(function, bytes));
            if (function.Input is { } input)
            {
                Try(() => DsmInput.FromArguments(function, input.Fields.Where(f => f.Kind != DsmFieldKind.Reserved).ToDictionary(f => f.Name, f => (object?)1)));
            }

            Assert.NotNull(DsmFunctionInfo.From(function));
        }
    }

    private static void Try(Func<object> action)
    {
        try
        {
            Assert.NotNull(action());
        }
        catch (NvdimmException e)
        {
            Assert.NotNull(e.NextStep);
        }
    }

    private static byte[] Mutated(Random random, byte[] good)
    {
        var bytes = good.ToList();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] = (byte)('0' + random.Next(10));
                    break;
                case 2:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
                case 3:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at));
                    break;
                case 4:
                    Swap(random, bytes);
                    break;
                default:
                    Digit(random, bytes);
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>Two lines change places: it may still be JSON.</summary>
    private static void Swap(Random random, List<byte> bytes)
    {
        var lines = Encoding.Latin1.GetString([.. bytes]).Split('\n');
        var (one, other) = (random.Next(lines.Length), random.Next(lines.Length));
        (lines[one], lines[other]) = (lines[other], lines[one]);
        bytes.Clear();
        bytes.AddRange(Encoding.Latin1.GetBytes(string.Join('\n', lines)));
    }

    /// <summary>One of the digits that there are becomes another: it still is JSON.</summary>
    private static void Digit(Random random, List<byte> bytes)
    {
        var digits = Enumerable.Range(0, bytes.Count).Where(i => bytes[i] is >= (byte)'0' and <= (byte)'9').ToList();
        if (digits.Count > 0)
        {
            bytes[digits[random.Next(digits.Count)]] = (byte)('0' + random.Next(10));
        }
    }
}
