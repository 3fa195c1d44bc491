using System.Management.Automation;

namespace NvdimmPS.Shell.Binding;

/// <summary>
/// Refuses a script block, which the engine would make a text of, so that one that stands first goes to the parameter that is meant.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NoScriptAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        const string why = "This is a script block, not a name.";
        return (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is ScriptBlock
            ? throw new ArgumentTransformationMetadataException(why, new PSInvalidCastException(why))
            : inputData;
    }
}
