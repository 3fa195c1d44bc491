using NvdimmPS.Abi;

namespace NvdimmPS.Simulation.Namespaces;

/// <summary>
/// How the kernel reads what is written to an attribute: as a C string, which ends at the first zero byte. What returns a
/// number returns an errno, 0 for none.
/// </summary>
internal static class KernelText
{
    private const int UuidLength = 36;

    public static string CString(string text)
    {
        var end = text.IndexOf('\0', StringComparison.Ordinal);
        return end < 0 ? text : text[..end];
    }

    /// <summary>strim().</summary>
    public static string Trimmed(string text) => CString(text).Trim(' ', '\t', '\n', '\v', '\f', '\r', '\u00a0');

    /// <summary>sysfs_streq(): equal but for one line end.</summary>
    public static bool Equal(string text, string word)
    {
        var value = CString(text);
        return value == word || value == word + "\n";
    }

    /// <summary>kstrtoull() with base 0.</summary>
    public static int Number(string text, out ulong value)
    {
        var digits = CString(text);
        digits = digits.StartsWith('+') ? digits[1..] : digits;
        digits = digits.EndsWith('\n') ? digits[..^1] : digits;
        var radix = digits is ['0', 'x' or 'X', var first, ..] && char.IsAsciiHexDigit(first) ? 16u : digits.StartsWith('0') ? 8u : 10u;
        digits = radix == 16 ? digits[2..] : digits;
        value = 0;
        if (digits.Length == 0 || !digits.All(d => char.IsAsciiHexDigit(d) && Convert.ToUInt32(d.ToString(), 16) < radix))
        {
            return Errno.EINVAL;
        }

        foreach (var digit in digits)
        {
            var next = ((UInt128)value * radix) + Convert.ToUInt32(digit.ToString(), 16);
            if (next > ulong.MaxValue)
            {
                return Errno.ERANGE;
            }

            value = (ulong)next;
        }

        return 0;
    }

    /// <summary>kstrtobool(), which looks at the first character, or two.</summary>
    public static int Boolean(string text, out bool value)
    {
        var word = CString(text);
        bool? read = word switch
        {
            ['y' or 'Y' or 't' or 'T' or '1', ..] => true,
            ['n' or 'N' or 'f' or 'F' or '0', ..] => false,
            ['o' or 'O', 'n' or 'N', ..] => true,
            ['o' or 'O', 'f' or 'F', ..] => false,
            _ => null,
        };
        value = read ?? false;
        return read is null ? Errno.EINVAL : 0;
    }

    /// <summary>uuid_parse(), which does not look past the uuid.</summary>
    public static int Uuid(string text, out Guid uuid)
    {
        uuid = default;
        var value = CString(text);
        return value.Length >= UuidLength && Guid.TryParseExact(value[..UuidLength], "D", out uuid) ? 0 : Errno.EINVAL;
    }
}
