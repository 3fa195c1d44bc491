namespace NvdimmPS.Files;

/// <summary>Where values come from, and how what is wrong with them is said.</summary>
/// <param name="Name">The file, or the parameter.</param>
/// <param name="Root">What its outermost table is called: <c>policy</c>.</param>
/// <param name="Command">The command whose help shows an example.</param>
/// <param name="Invalid">Makes the failure: name, line (0 where there are none), path, reason, next step.</param>
internal sealed record DataOrigin(string Name, string Root, MentionKind Command, Func<string, int, string, string, NextStep,
    NvdimmException> Invalid)
{
    /// <summary>The failure of a value.</summary>
    public NvdimmException Wrong(int line, string path, string reason, NextStep next) => Invalid(Name, line, path, reason, next);

    /// <summary>The path of what a table holds.</summary>
    public string Inner(string path, string name) => path == Root ? name : $"{path}.{name}";
}
