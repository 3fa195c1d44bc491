using System.Text;

namespace NvdimmPS.Fuzz;

/// <summary>One case: what chooses it, and what was thrown at the product, for who wants to see it again.</summary>
internal sealed class FuzzCase(int seed)
{
    private const int Most = 4096;

    private ReadOnlyMemory<byte> _bytes;
    private Func<string>? _said;

    public Dice Dice { get; } = new(seed);

    public int Seed => seed;

    /// <summary>How often the product took what it was given, and how often it refused it.</summary>
    public int Taken { get; private set; }

    public int Refused { get; private set; }

    /// <summary>Keeps what is thrown. It is looked at only after a failure.</summary>
    public void Throws(ReadOnlyMemory<byte> bytes, Func<string> said) => (_bytes, _said) = (bytes, said);

    /// <summary>The same of a text.</summary>
    public void Throws(string text, Func<string> said) => Throws(Encoding.UTF8.GetBytes(text), said);

    public void Took() => Taken++;

    public void Refuses() => Refused++;

    /// <summary>What was thrown, on one line.</summary>
    public string Shown
    {
        get
        {
            var isText = !_bytes.IsEmpty && !_bytes.Span.ContainsAnyExceptInRange((byte)' ', (byte)'~');
            var shown = isText ? Encoding.ASCII.GetString(_bytes.Span) : Convert.ToHexStringLower(_bytes.Span);
            return $"{_said?.Invoke()} {(shown.Length <= Most ? shown : $"{shown[..Most]}… ({_bytes.Length} bytes)")}".Trim();
        }
    }
}
