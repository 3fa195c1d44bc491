using System.Globalization;
using System.Management.Automation;

namespace NvdimmPS.Shell.Binding;

/// <summary>
/// Takes texts and nothing else for hosts. A script block that stands first goes on to the parameter that is meant: for a parameter
/// of texts the engine would run it here, once for each host that is piped in, and take the outcome for the host's name.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class HostNamesAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var names = new List<string>();
        foreach (var item in Nested.Items(inputData))
        {
            const string why = "This is not the name of a host.";
            names.Add((item is PSObject wrapped ? wrapped.BaseObject : item) is IConvertible name
                ? name.ToString(CultureInfo.InvariantCulture)
                : throw new ArgumentTransformationMetadataException(why, new PSInvalidCastException(why)));
        }

        return names.ToArray();
    }
}
