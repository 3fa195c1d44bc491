using System.Text;

namespace NvdimmPS.Cli;

/// <summary>What the console shows, without what would steer the terminal: all that it writes goes through here.</summary>
internal sealed class PrintableWriter : TextWriter
{
    private char _half;

    public PrintableWriter(TextWriter inner)
    {
        Inner = inner;
        CoreNewLine = inner.NewLine.ToCharArray();
    }

    /// <summary>Where it goes.</summary>
    public TextWriter Inner { get; }

    public override Encoding Encoding => Inner.Encoding;

    public override void Write(char value) => Write([value]);

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (buffer.IsEmpty)
        {
            return;
        }

        if (_half != 0)
        {
            buffer = _half + buffer.ToString();
            _half = default;
        }

        // The other half of a character may come with the next piece.
        if (char.IsHighSurrogate(buffer[^1]))
        {
            _half = buffer[^1];
            buffer = buffer[..^1];
        }

        Inner.Write(Printable.IsText(buffer) ? buffer : Printable.Text(buffer.ToString()));
    }

    public override void Flush()
    {
        if (_half != 0)
        {
            _half = default;
            Inner.Write(Printable.Replacement);
        }

        Inner.Flush();
    }
}
