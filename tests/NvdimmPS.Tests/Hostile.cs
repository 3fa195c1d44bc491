namespace NvdimmPS.Tests;

/// <summary>What somebody writes into a name to fool a person or to steer a terminal.</summary>
internal static class Hostile
{
    /// <summary>One of each kind, without the ends of lines: a title of the window, colours, order, what is not seen, tags, half a character.</summary>
    public const string Line = "n\u001b]0;owned\u0007\u001b[31m\u009b2J\u202Eevil\u2066\u200B\u2028\u00AD\uFEFF\uE000\u3164\U000E0041\ud83d!";

    /// <summary>The same without half characters, which JSON and files cannot hold, and with ends of lines.</summary>
    public const string Text = "n\u001b]0;owned\u0007\u001b[31m\u009b2J\u202Eevil\u2066\u200B\u2028\u00AD\uFEFF\uE000\u3164\U000E0041!\r\nnmem9 Healthy\rX";

    /// <summary>The part of a text that must not reach a person, or nothing.</summary>
    public static string In(string text) => string.Concat(text.ReplaceLineEndings("\n").Split('\n').Where(line => !Printable.IsText(line)));
}
