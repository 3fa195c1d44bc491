using NvdimmPS.Changes;

namespace NvdimmPS.Cli;

/// <summary>Asks at the terminal, where there is one.</summary>
internal sealed class TerminalConfirmation(Session session) : IConfirmation
{
    /// <inheritdoc/>
    public bool MayGoOn(string target, string action) => true;

    /// <inheritdoc/>
    public bool Confirm(string question) => session.Confirm(question);

    /// <inheritdoc/>
    public string? Type(string question, string name) => session.Ask(question);
}
