namespace NvdimmPS.Changes;

/// <summary>The person in front of a front end.</summary>
public interface IConfirmation
{
    /// <summary>The ordinary question, which is asked only of who wants to be asked; false ends the change without an error.</summary>
    /// <param name="target">The DIMM or bus.</param>
    /// <param name="action">What is done to it.</param>
    bool MayGoOn(string target, string action);

    /// <summary>The question before what can lose data or concerns security; false ends the change.</summary>
    /// <param name="question">The question, with the reason.</param>
    bool Confirm(string question);
}
