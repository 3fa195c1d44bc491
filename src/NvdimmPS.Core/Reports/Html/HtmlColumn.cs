namespace NvdimmPS.Reports.Html;

/// <summary>A column of a table on the page.</summary>
/// <param name="Title">Its head.</param>
/// <param name="Order">How it is sorted: <c>text</c>, <c>number</c> or <c>status</c>; null where that makes no sense.</param>
internal sealed record HtmlColumn(string Title, string? Order = "text")
{
    /// <summary>A column of numbers.</summary>
    public static HtmlColumn Number(string title) => new(title, "number");

    /// <summary>A column of status words.</summary>
    public static HtmlColumn Status(string title) => new(title, "status");
}
