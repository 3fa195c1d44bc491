using System.Management.Automation;
using NvdimmPS.Shell.Binding;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Patterns of names, case aside.</summary>
internal static class NamePattern
{
    /// <summary>The pattern of a text.</summary>
    /// <exception cref="NvdimmException">It is none, such as <c>nmem[</c>.</exception>
    public static WildcardPattern Parse(string text)
    {
        var pattern = new WildcardPattern(text, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        try
        {
            // The engine reads a pattern when it first matches.
            _ = pattern.IsMatch(string.Empty);
            return pattern;
        }
        catch (WildcardPatternException e)
        {
            throw BindingErrors.BadPattern(text, e);
        }
    }
}
