using System.Globalization;

namespace NvdimmPS.Fuzz.Making;

/// <summary>Texts that have broken programs.</summary>
internal static class Hostile
{
    /// <summary>Stands in texts that must not become markup, a formula or an option.</summary>
    public const string Mark = "fuzzmark";

    private static readonly string[] Texts =
    [
        "", " ", "\0", "\n", "\r\n", "\u001b[31m\u0007", "\u0085", "\u2028", "\u202E", "\u2066", "\uFFFE", "\uFEFF", "\uD800", "é", "💾",
        "İ", "ﬃ", "０",
        "../../../etc/passwd", "/etc/passwd", "..", ".", "C:\\", "-oProxyCommand=x", "--", "$(id)", "`id`", "; id", "%n%s", "{0}", "@{x=1}",
        "System.Collections.Hashtable",
        $"<{Mark}>", $"</script><script>{Mark}</script>", $"\" {Mark}=\"1", $"' {Mark}='1", $"--><{Mark}", $"]]><{Mark}", $"&{Mark};",
        $"=cmd|{Mark}", $"+{Mark}", $"-{Mark}", $"@{Mark}", $"\t={Mark}", $"＝{Mark}",
        "NaN", "Infinity", "-1", "1e400", "18446744073709551616", "0x", "0xffffffffffffffffff", "9999-12-31T23:59:59.9999999Z",
        "0001-01-01", "2027-02-30", "forever", "null", "true",
        "nmem0", "NMEM0", "Healthy", "Unhealthy", "NV1001", "Intel", "*", "[", "[a-", "nmem[0-", "localhost", "a=b", "a,b", "\"", "\\",
        "\\\"", "a\"b", "node[1-3]", "[::1]:22", "ssh://",
    ];

    public static string Text(Dice dice) => dice.Below(10) switch
    {
        0 => new string(dice.Of('a', '9', '[', '\\', '<', '\uD83D'), dice.OneIn(20) ? 70_000 : dice.Of(65, 300, 3000)),
        1 => string.Concat(Enumerable.Range(0, dice.Below(6)).Select(_ => (char)dice.Below(dice.Of(0x80, 0x300, 0x10000)))),
        2 => dice.Of(Texts) + dice.Of(Texts),
        _ => dice.Of(Texts),
    };

    /// <summary>The same without half characters, for where a text must be writable.</summary>
    public static string WholeText(Dice dice) => string.Concat(Text(dice).EnumerateRunes().Select(r => r.ToString()));

    public static string Number(Dice dice) => dice.Below(4) switch
    {
        0 => dice.Of("-0", "-1", "1e400", "-1e400", "1e-400", "0.1", "1E5", "18446744073709551615", "18446744073709551616",
            "9223372036854775808", "4294967296", "2147483648", "65536", "256", "1.0", "123456789012345678901234567890"),
        1 => dice.Number(8).ToString(CultureInfo.InvariantCulture),
        _ => dice.Below(100).ToString(CultureInfo.InvariantCulture),
    };
}
