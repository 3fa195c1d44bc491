namespace NvdimmPS.Changes;

/// <summary>The person in front of a front end.</summary>
public interface IConfirmation
{
    /// <summary>The ordinary question, as PowerShell's confirm preference says; false ends the change without an error.</summary>
    /// <exception cref="CannotAskException">The session is not interactive.</exception>
    /// <param name="target">The DIMM or bus.</param>
    /// <param name="action">What is done to it.</param>
    bool MayGoOn(string target, string action);

    /// <summary>The question before what can lose data or concerns security; false ends the change.</summary>
    /// <exception cref="CannotAskException">The session is not interactive.</exception>
    /// <param name="question">The question, with the reason.</param>
    bool Confirm(string question);

    /// <summary>Has something typed before what nothing brings back; what was typed, empty to end the change.</summary>
    /// <exception cref="CannotAskException">The session is not interactive.</exception>
    /// <param name="question">The question, with the reason.</param>
    /// <param name="name">What is to be typed.</param>
    string? Type(string question, string name);
}
