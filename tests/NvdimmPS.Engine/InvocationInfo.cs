namespace System.Management.Automation;

// InvocationInfo.cs: how the command was called. BoundParameters ignores case (PSBoundParametersDictionary).
public class InvocationInfo
{
    internal InvocationInfo(CommandInfo command) => MyCommand = command;

    public CommandInfo MyCommand { get; }
    public Dictionary<string, object?> BoundParameters { get; } = new(StringComparer.OrdinalIgnoreCase);
}

// CommandInfo.cs
public abstract class CommandInfo
{
    internal CommandInfo(string name) => Name = name;

    public string Name { get; }
}

// CmdletInfo.cs: ImplementingType ends every FullyQualifiedErrorId.
public class CmdletInfo(string name, Type implementingType) : CommandInfo(name)
{
    public Type ImplementingType { get; } = implementingType;
}
