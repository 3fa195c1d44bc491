using System.Text;
using System.Text.RegularExpressions;

namespace System.Management.Automation;

[Flags]
public enum WildcardOptions
{
    None = 0, Compiled = 1, IgnoreCase = 2, CultureInvariant = 4,
}

// regex.cs: * ? [set] and [a-z]; a backtick takes the next character literally; case counts unless IgnoreCase is given.
public sealed class WildcardPattern(string pattern, WildcardOptions options)
{
    private readonly string _pattern = pattern ?? throw new ArgumentNullException(nameof(pattern));
    private Regex? _regex;

    public WildcardPattern(string pattern) : this(pattern, WildcardOptions.None) { }

    // regex.cs: the pattern is translated at the first match, so that is where a bad one throws.
    public bool IsMatch(string? input) => input is not null && (_regex ??= Translate()).IsMatch(input);

    public static bool ContainsWildcardCharacters(string? pattern)
    {
        for (int i = 0; i < (pattern?.Length ?? 0); i++)
        {
            if (pattern![i] is '*' or '?' or '[' or ']')
            {
                return true;
            }

            i += pattern[i] == '`' ? 1 : 0;
        }

        return false;
    }

    // regex.cs, WildcardPatternParser: ] right after [ is literal, a set does not nest, an unclosed one is an error,
    // a backtick at the end is literal unless it is the whole pattern.
    private Regex Translate()
    {
        var regex = new StringBuilder(@"\A");
        for (int i = 0; i < _pattern.Length; i++)
        {
            if (_pattern[i] == '[')
            {
                AppendSet(regex, ref i);
            }
            else if (_pattern[i] == '`')
            {
                i += i + 1 < _pattern.Length ? 1 : 0;
                regex.Append(_pattern == "`" ? "" : Regex.Escape(_pattern[i].ToString()));
            }
            else
            {
                regex.Append(_pattern[i] switch { '*' => ".*", '?' => ".", char c => Regex.Escape(c.ToString()) });
            }
        }

        return Compile(regex.Append(@"\z").ToString());
    }

    private void AppendSet(StringBuilder regex, ref int i)
    {
        var set = new List<(char Char, bool IsDash)>();
        for (int first = ++i; i < _pattern.Length && (_pattern[i] != ']' || i == first); i++)
        {
            bool escaped = _pattern[i] == '`';
            i += escaped ? 1 : 0;
            set.Add(i < _pattern.Length ? (_pattern[i], _pattern[i] == '-' && !escaped) : throw Invalid());
        }

        regex.Append(i < _pattern.Length ? '[' : throw Invalid());
        for (int n = 0; n < set.Count; n++)
        {
            bool isRange = n + 2 < set.Count && set[n + 1].IsDash;
            regex.Append(isRange ? $@"\u{(int)set[n].Char:x4}-\u{(int)set[n += 2].Char:x4}" : $@"\u{(int)set[n].Char:x4}");
        }

        regex.Append(']');
    }

    private Regex Compile(string regex)
    {
        try
        {
            bool ignoreCase = options.HasFlag(WildcardOptions.IgnoreCase), invariant = options.HasFlag(WildcardOptions.CultureInvariant);
            return new Regex(regex, RegexOptions.Singleline | (ignoreCase ? RegexOptions.IgnoreCase : 0) | (invariant ? RegexOptions.CultureInvariant : 0));
        }
        catch (ArgumentException)
        {
            throw Invalid();
        }
    }

    private WildcardPatternException Invalid() => new($"The specified wildcard character pattern is not valid: {_pattern}");
}
