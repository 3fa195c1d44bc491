using System.Management.Automation;
using NvdimmPS.Shell.Binding;

namespace NvdimmPS.Shell.Objects;

/// <summary>Takes what came back from a file or another session for the health that it was.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class HealthObjectAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var each = Nested.Items(inputData).ToList();
        var health = each.ConvertAll(HealthObject.Read);
        if (each.Count > 0 && !health.Contains(null))
        {
            return health.ToArray();
        }

        // The engine takes a refusal with this cause for "try its properties, and other parameters".
        var why = $"'{Printable.Quote($"{inputData}")}' is no health of a DIMM, such as Get-NvdimmHealth gives.";
        throw new ArgumentTransformationMetadataException(why, new PSInvalidCastException(why));
    }
}
