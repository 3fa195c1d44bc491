namespace NvdimmPS.Files;

/// <summary>Where values come from, and how what is wrong with them is said.</summary>
/// <param name="Name">The file, or the parameter.</param>
/// <param name="Root">What its outermost table is called: <c>policy</c>.</param>
/// <param name="Command">The command whose help shows an example.</param>
/// <param name="Invalid">Makes the failure: place, reason, next step.</param>
internal sealed record DataOrigin(string Name, string Root, MentionKind Command, Func<DataPlace, string, NextStep, NvdimmException> Invalid)
{
    /// <summary>
    /// JSON as programs exchange it: no comments, no comma at the end, texts of one line, and capitals count. Else it is written
    /// by hand, and less of that matters.
    /// </summary>
    public bool IsStrict { get; init; }

    /// <summary>How many tables and lists may hold each other.</summary>
    public int MaxDepth { get; init; } = 8;

    /// <summary>Makes the failure of a text that is no JSON.</summary>
    public Func<DataPlace, string, NextStep, NvdimmException> NotJson { get; init; } =
        (place, reason, next) => Invalid(place, "it is no JSON: " + reason, next);

    /// <summary>The failure of the whole, or of a place in it.</summary>
    public NvdimmException Wrong(string reason, NextStep next, int line = 0) => Invalid(new(Name, line, line, Root), reason, next);
}
