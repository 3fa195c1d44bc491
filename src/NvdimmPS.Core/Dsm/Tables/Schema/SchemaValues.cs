using NvdimmPS.Files;

namespace NvdimmPS.Dsm.Schema;

/// <summary>What values of a schema are besides those of other files.</summary>
internal static class SchemaValues
{
    private const int MaxIdentifier = 64;

    /// <summary>A name that can be typed without quotes: a letter, then letters, digits and underscores.</summary>
    public static string Identifier(this DataNode node)
    {
        var word = node.AnyText();
        return word.Length is > 0 and <= MaxIdentifier && char.IsAsciiLetter(word[0])
            && word.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            ? word
            : throw node.Wrong(
                $"'{Suggestion.Shown(word)}' is no name: a name is a letter, then letters, digits and _, at most {MaxIdentifier}",
                "Write it like GetSmart.");
    }

    /// <summary>The failure of a definition that is there already.</summary>
    public static NvdimmException Taken(this DataNode node, string reason, NextStep next) => SchemaErrors.Taken(node.Place, reason, next);

    /// <summary>What of a definition that is there already stays, whatever is said here.</summary>
    public static NvdimmException Kept(this DataNode node, string what) => SchemaErrors.Kept(node.Place, what);
}
