namespace NvdimmPS.Engine.Harness;

/// <summary>
/// Runs the cmdlets of one module: <c>DoubleHost</c> without any PowerShell, <c>EngineHost</c> on a real one.
/// Tests are written against this, and hold for both.
/// </summary>
public interface ICmdletHost : IDisposable
{
    /// <param name="command">Verb-Noun.</param>
    /// <param name="parameters">By name or alias, in full; of the common ones WhatIf, Confirm and Verbose.</param>
    /// <param name="pipeline">Null when nothing is piped in, which is not the same as piping in nothing.</param>
    /// <param name="answer">What the user says when asked, by default yes.</param>
    CmdletRun Run(
        string command,
        IDictionary<string, object?>? parameters = null,
        IEnumerable<object?>? pipeline = null,
        Func<Prompt, Answer>? answer = null) => RunUntil(command, parameters, pipeline, answer, CancellationToken.None);

    /// <summary>The same, stopped as Ctrl+C does it when another thread cancels the token.</summary>
    CmdletRun RunUntil(
        string command,
        IDictionary<string, object?>? parameters = null,
        IEnumerable<object?>? pipeline = null,
        Func<Prompt, Answer>? answer = null,
        CancellationToken stopping = default);
}
