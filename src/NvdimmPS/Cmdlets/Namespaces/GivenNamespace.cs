using System.Management.Automation;
using NvdimmPS.Namespaces;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>What was given of a namespace.</summary>
internal static class GivenNamespace
{
    /// <summary>The parameters that say how a namespace is to be, by the names that all cmdlets have for them.</summary>
    public static NamespaceRequest Request(PSCmdlet cmdlet)
    {
        var given = cmdlet.MyInvocation.BoundParameters;
        return new NamespaceRequest
        {
            Mode = Value<NvdimmNamespaceMode>("Mode"),
            Size = Value<ulong>("Size"),
            Alignment = Value<ulong>("Alignment"),
            Map = Value<NvdimmNamespaceMap>("Map"),
            SectorSize = Value<ulong>("SectorSize"),
            Name = given.GetValueOrDefault("Name") as string,
            Uuid = Value<Guid>("Uuid"),
        };

        T? Value<T>(string name)
            where T : struct => given.TryGetValue(name, out var value) && value is T known ? known : null;
    }
}
