using System.Runtime.CompilerServices;

namespace NvdimmPS;

/// <summary>
/// What to do about a failure: a sentence in which commands and options are left open (<see cref="Mention"/>), so that each
/// front end names them as its users type them.
/// </summary>
[InterpolatedStringHandler]
public sealed class NextStep
{
    private readonly List<(string? Text, MentionKind Kind, string[] Arguments)> _parts = [];

    /// <summary>Called by the compiler for an interpolated text, which gives its lengths.</summary>
    public NextStep(int literalLength, int formattedCount)
    {
    }

    /// <summary>A sentence that names neither commands nor options.</summary>
    public static implicit operator NextStep(string text)
    {
        var step = new NextStep(1, 0);
        step.AppendLiteral(text);
        return step;
    }

    /// <summary>Plain text.</summary>
    public void AppendLiteral(string text) => _parts.Add((text, default, []));

    /// <summary>A value, as text.</summary>
    public void AppendFormatted<T>(T value) => AppendLiteral(value?.ToString() ?? string.Empty);

    /// <summary>A command or an option.</summary>
    public void AppendFormatted(Mention mention) => _parts.Add((null, mention.Kind, mention.Arguments ?? []));

    /// <summary>What another failure advises.</summary>
    public void AppendFormatted(NextStep? other) => _parts.AddRange(other?._parts ?? []);

    /// <summary>The sentence for the users of a front end. It can be shown.</summary>
    public string In(IMentionWords words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return Printable.Line(string.Concat(_parts.Select(p => p.Text ?? words.Name(p.Kind, p.Arguments))), Printable.MostOfMessage);
    }

    /// <summary>The sentence with neutral names.</summary>
    public override string ToString() => In(NeutralWords.Instance);

    /// <summary>For programs that use Core without a front end.</summary>
    private sealed class NeutralWords : IMentionWords
    {
        public static NeutralWords Instance { get; } = new();

        public string Name(MentionKind kind, IReadOnlyList<string> arguments) => string.Join(' ', [kind.ToString(), .. arguments]);
    }
}
