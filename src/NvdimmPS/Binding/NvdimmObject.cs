using System.Management.Automation;
using NvdimmPS.Model;

namespace NvdimmPS.Binding;

/// <summary>Reads names off our own objects, live ones and those that came through remoting or a file.</summary>
internal static class NvdimmObject
{
    private static readonly Dictionary<NvdimmNoun, string> Types = new()
    {
        [NvdimmNoun.Dimm] = typeof(NvdimmDevice).FullName!,
        [NvdimmNoun.Bus] = typeof(NvdimmBus).FullName!,
        [NvdimmNoun.Region] = typeof(NvdimmRegion).FullName!,
        [NvdimmNoun.Namespace] = typeof(NvdimmNamespace).FullName!,
    };

    /// <summary>The name, or names, of a kind that an object holds; null where it is none of ours or does not know.</summary>
    public static object? Property(PSObject item, NvdimmNoun wanted, NvdimmNoun[] neighbours)
    {
        if (KindOf(item) is not { } kind || (kind != wanted && !neighbours.Contains(kind)))
        {
            return null;
        }

        RefuseOtherMachine(item);
        return item.Properties[kind == wanted ? "Name" : wanted == NvdimmNoun.Dimm ? "Dimms" : wanted.ToString()]?.Value;
    }

    private static NvdimmNoun? KindOf(PSObject item)
    {
        foreach (var (noun, type) in Types)
        {
            if (item.TypeNames.Any(name => name == type || name == "Deserialized." + type))
            {
                return noun;
            }
        }

        return null;
    }

    /// <summary>nmem0 of another host is not nmem0 here.</summary>
    private static void RefuseOtherMachine(PSObject item)
    {
        if (item.Properties["PSComputerName"]?.Value?.ToString() is { Length: > 0 } host
            && !string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
            && !string.Equals(host, Environment.MachineName, StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentTransformationMetadataException(
                $"{item.Properties["Name"]?.Value} is on {host}, not on this machine. Run the command there: Invoke-Command -HostName {host} {{ … }}.");
        }
    }
}
