using System.Management.Automation;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.Shell.Binding;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Finds functions in the tables by name, pattern or number.</summary>
internal static class FunctionFilter
{
    /// <summary>The families of a name, a pattern or a DIMM family's number.</summary>
    /// <exception cref="NvdimmException">There is none.</exception>
    public static DsmFamily[] Families(string name)
    {
        var pattern = NamePattern.Parse(name);
        DsmFamily[] found = [.. DsmFamilies.All.Where(f => pattern.IsMatch(f.Name))];
        return found.Length > 0 ? found
            : [DsmFamilies.Find(NdNodeKind.Bus, name) is { } bus && !char.IsAsciiDigit(name[0]) ? bus
                : NvdimmMachine.Family(NdNodeKind.Dimm, name)];
    }

    /// <summary>The functions of some families; null means all.</summary>
    /// <exception cref="NvdimmException">A name, or a pattern, means none.</exception>
    public static IEnumerable<DsmFunction> Select(DsmFamily[] families, string[]? names) => names is null
        ? families.SelectMany(f => f.Functions)
        : names.SelectMany(name => Named(families, name)).ToArray();

    private static DsmFunction[] Named(DsmFamily[] families, string name)
    {
        var pattern = NamePattern.Parse(name);
        DsmFunction[] found = WildcardPattern.ContainsWildcardCharacters(name)
            ? [.. families.SelectMany(f => f.Functions).Where(f => pattern.IsMatch(f.Name))]
            : [.. families.Select(f => NvdimmMachine.FindFunction(f, name)).OfType<DsmFunction>()];
        return found.Length > 0 ? found : throw InventoryErrors.UnknownFunction(families, name);
    }
}
