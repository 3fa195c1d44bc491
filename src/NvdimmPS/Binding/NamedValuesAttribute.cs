using System.Management.Automation;
using NvdimmPS.Shell.Cmdlets;

namespace NvdimmPS.Shell.Binding;

/// <summary>Takes an object for a table, since that is what JSON gives.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NamedValuesAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData is PSObject { BaseObject: PSCustomObject } ? PlainValues.From(inputData) : inputData;
}
