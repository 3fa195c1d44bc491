namespace NvdimmPS;

/// <summary>How a front end names what a <see cref="NextStep"/> mentions.</summary>
public interface IMentionWords
{
    /// <summary>The command or option as a user types it.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="arguments">What it is given, such as a name; there may be none.</param>
    string Name(MentionKind kind, IReadOnlyList<string> arguments);
}
