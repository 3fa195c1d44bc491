namespace NvdimmPS.Tests.Harness;

/// <param name="Caption">The title.</param>
/// <param name="Message">The question.</param>
/// <param name="OffersAll">Whether "to all" answers are among the choices.</param>
/// <param name="DefaultsToNo">Whether Enter means no, as where security is at stake.</param>
public sealed record Prompt(string Caption, string Message, bool OffersAll, bool DefaultsToNo);

public enum Answer
{
    Yes,
    YesToAll,
    No,
    NoToAll,
}
