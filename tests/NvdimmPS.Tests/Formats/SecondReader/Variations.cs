using System.Buffers.Binary;
using DsmFamily = NvdimmPS.Dsm.DsmFamily;

namespace NvdimmPS.Tests.Formats.SecondReader;

/// <summary>Successful answers at random, the same on every run, rich in the bytes at the edges.</summary>
internal static class Variations
{
    private const int Seed = 20_160_916;

    private static readonly byte[] Edges = [0x00, 0x01, 0x64, 0x7F, 0x80, 0xFE, 0xFF];

    // What chance alone would seldom meet: each validity bit alone and each one missing, all combinations of alarms, words
    // that the documents name. PAPR's health stays below 32: libndctl shifts by it, and C leaves more than that open.
    private static readonly Dictionary<(string Family, uint Function), Action<byte[], int>> Shapes = new()
    {
        [("Intel", 1)] = (bytes, i) =>
        {
            Walk(bytes.AsSpan(4), 12, i);
            Choose(ref bytes[12], i, 0, 1, 2, 4);
            bytes[15] = (byte)(i & 7);
        },
        [("Intel", 2)] = (bytes, i) => bytes[4] = (byte)i,
        [("Intel", 12)] = (bytes, i) =>
        {
            bytes.AsSpan(28, i % 7 == 1 ? 8 : 0).Fill(0xFF);
            bytes.AsSpan(36, i % 5 == 0 ? 8 : 0).Clear();
        },
        [("Msft", 11)] = (bytes, i) =>
        {
            bytes.AsSpan(4, i % 4 == 0 ? 0 : 2).Clear();
            bytes[8] = (byte)(i % 3 == 0 ? i : 0);
            bytes[9] = (byte)(i >> 2);
            if (i % 16 == 5)
            {
                (bytes[6], bytes[7]) = (0xFF, 0);
            }
        },
        [("Hpe1", 1)] = (bytes, i) =>
        {
            Walk(bytes.AsSpan(4), 11, i);
            Choose(ref bytes[8], i, 0, 1, 2, 4);
            bytes[12] = (byte)i;
            Choose(ref bytes[15], i, 0, 2, 1, 3);
        },
        [("Hpe1", 2)] = (bytes, i) => bytes[4] = (byte)i,
        [("HyperV", 1)] = (bytes, i) => bytes[4] = (byte)i,
        [("HyperV", 2)] = (_, _) => { },
        [("Papr", 1)] = (bytes, i) =>
        {
            bytes[8] = (byte)i;
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(18), (ushort)(i / 4 % (i % 2 == 0 ? 4 : 32)));
            Choose(ref bytes[13], i, 0, 1);
        },
    };

    /// <summary>The functions that ndctl asks a family for.</summary>
    public static IEnumerable<uint> Functions(string family) => Shapes.Keys.Where(k => k.Family == family).Select(k => k.Function);

    /// <summary>As many as are wanted.</summary>
    public static IEnumerable<Specimen> Of(DsmFamily family)
    {
        var random = new Random(Seed);
        for (var i = 0; ; i++)
        {
            var number = i;
            yield return new Specimen($"variation {i}", family, Functions(family.Name).ToDictionary(f => f, f => Answer(family, f, random, number)));
        }
    }

    private static byte[] Answer(DsmFamily family, uint function, Random random, int number)
    {
        var bytes = new byte[family.Get(function).Output!.FixedSize];
        for (var i = sizeof(uint); i < bytes.Length; i++)
        {
            bytes[i] = random.Next(2) == 0 ? Edges[random.Next(Edges.Length)] : (byte)random.Next(256);
        }

        Shapes[(family.Name, function)](bytes, number);
        return bytes;
    }

    /// <summary>All bits, each alone, all but each, then as chance has it.</summary>
    private static void Walk(Span<byte> mask, int bits, int number)
    {
        var all = (1u << bits) - 1;
        if (number <= 2 * bits)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(mask, number == 0 ? all : number <= bits ? 1u << (number - 1) : all & ~(1u << (number - bits - 1)));
        }
    }

    /// <summary>One of these three times of four, else as chance has it.</summary>
    private static void Choose(ref byte value, int number, params byte[] words) =>
        value = number % 4 == 3 ? value : words[number / 4 % words.Length];
}
