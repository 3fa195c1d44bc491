using System.Collections;
using System.Management.Automation;

namespace NvdimmPS.Shell.Binding;

/// <summary>
/// Refuses a list that is nested too deep, or holds itself. The engine goes into a list that is given for a word of an
/// enumeration as deep as it is, and its stack ends the process.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FlatAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        foreach (var _ in Nested.AsList(inputData) is ICollection list ? Nested.Items(list) : [])
        {
        }

        return inputData;
    }
}
