using System.Diagnostics.CodeAnalysis;

namespace NvdimmPS.Fuzz;

/// <summary>Chooses everything in a case. The same seed chooses the same.</summary>
[SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "It must come again.")]
internal sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>0 to one less than this.</summary>
    public int Below(int most) => _random.Next(most);

    public int Between(int least, int most) => _random.Next(least, most + 1);

    public bool OneIn(int count) => _random.Next(count) == 0;

    public T Of<T>(params IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    public byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }

    public void Fill(Span<byte> bytes) => _random.NextBytes(bytes);

    /// <summary>A number of so many bytes, more often than not one at which something ends.</summary>
    public ulong Number(int bytes)
    {
        var bits = 8 * Math.Min(bytes, sizeof(ulong));
        var largest = ulong.MaxValue >> (64 - bits);
        return largest & (Below(8) switch
        {
            0 => 0,
            1 => largest - (uint)Below(3),
            2 => (uint)Below(4),
            3 => 1UL << Below(bits),
            4 => (1UL << Below(bits)) - 1,
            5 => 1UL << (bits - 1) | (uint)Below(256),
            _ => (ulong)_random.NextInt64(long.MinValue, long.MaxValue),
        });
    }

    /// <summary>Some of the items, in their order.</summary>
    public IEnumerable<T> Some<T>(IEnumerable<T> items) => items.Where(_ => OneIn(2));

    /// <summary>A text of so many letters.</summary>
    public string Text(string letters, int length) => string.Create(length, letters, (text, from) =>
    {
        foreach (ref var letter in text)
        {
            letter = from[_random.Next(from.Length)];
        }
    });
}
