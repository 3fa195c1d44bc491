using System.Management.Automation;

namespace NvdimmPS.Tests.Harness;

/// <summary>What a command did.</summary>
public sealed class CmdletRun
{
    public List<PSObject?> Output { get; } = [];

    /// <summary>The output out of its wrappers, except for custom objects, which are nothing but wrapper.</summary>
    public IReadOnlyList<object?> Objects => [.. Output.Select(item => item is { BaseObject: not PSCustomObject } ? item.BaseObject : item)];

    public List<ErrorRecord> Errors { get; } = [];

    /// <summary>Objects and errors as text, in the order in which they were written.</summary>
    public List<string> Written { get; } = [];

    /// <summary>From ThrowTerminatingError, an exception that the cmdlet let go, or a refused argument.</summary>
    public ErrorRecord? TerminatingError { get; set; }

    /// <summary>The command ended because it was stopped.</summary>
    public bool Stopped { get; set; }

    public List<string> Warnings { get; } = [];
    public List<string> Verbose { get; } = [];
    public List<InformationRecord> Information { get; } = [];

    /// <summary>Lines that went past all streams to the user's screen, such as "What if: …".</summary>
    public List<string> HostLines { get; } = [];

    /// <summary>Questions that reached the user.</summary>
    public List<Prompt> Prompts { get; } = [];
}
