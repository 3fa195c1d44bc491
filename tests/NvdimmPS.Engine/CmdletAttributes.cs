namespace System.Management.Automation;

public enum ConfirmImpact
{
    None, Low, Medium, High,
}

// Attributes.cs, all of this file: attributes keep what they are given.
[AttributeUsage(AttributeTargets.Class)]
public abstract class CmdletCommonMetadataAttribute : Attribute
{
    public string? DefaultParameterSetName { get; set; }
    public bool SupportsShouldProcess { get; set; }

    // Attributes.cs: Medium by default, None whatever was given for a cmdlet that does not ask.
    public ConfirmImpact ConfirmImpact { get => SupportsShouldProcess ? field : ConfirmImpact.None; set; } = ConfirmImpact.Medium;
}

[AttributeUsage(AttributeTargets.Class)]
public sealed class CmdletAttribute(string verbName, string nounName) : CmdletCommonMetadataAttribute
{
    public string VerbName { get; } = verbName;
    public string NounName { get; } = nounName;
}

[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class OutputTypeAttribute : Attribute
{
    public OutputTypeAttribute(params Type[] type) => Type = [.. type.Select(one => new PSTypeName(one))];

    public PSTypeName[] Type { get; }
}

// CommandInfo.cs
public class PSTypeName
{
    public PSTypeName(Type type) => (Name, Type) = (type.FullName!, type);

    public string Name { get; }
    public Type? Type { get; }
}
