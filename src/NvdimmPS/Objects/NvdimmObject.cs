using System.Management.Automation;

namespace NvdimmPS.Shell.Objects;

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

    /// <summary>Answers and functions name their target in Dimm or Bus; the other one is null.</summary>
    private static readonly string[] Calls = [typeof(DsmResult).FullName!, typeof(DsmFunctionInfo).FullName!];

    /// <summary>The name, or names, of a kind that an object holds; null where it is none of ours or does not know.</summary>
    public static object? Property(PSObject item, NvdimmNoun wanted, NvdimmNoun[] neighbours)
    {
        if (wanted is NvdimmNoun.Dimm or NvdimmNoun.Bus && Calls.Any(type => Is(item, type)))
        {
            RefuseOtherMachine(item);
            return item.Properties[wanted.ToString()]?.Value;
        }

        if (wanted == NvdimmNoun.Dimm && Is(item, typeof(NvdimmHealth).FullName!))
        {
            RefuseOtherMachine(item);
            return item.Properties[nameof(NvdimmHealth.Dimm)]?.Value;
        }

        if (item.BaseObject is PSCustomObject && KindOf(item) is null)
        {
            return Request(item, wanted);
        }

        if (KindOf(item) is not { } kind || (kind != wanted && !neighbours.Contains(kind)))
        {
            return null;
        }

        RefuseOtherMachine(item);
        return item.Properties[kind == wanted ? "Name" : wanted == NvdimmNoun.Dimm ? "Dimms" : wanted.ToString()]?.Value;
    }

    /// <summary>
    /// A row of a file names a DIMM, or else a bus. A DIMM's row that also has its bus must not become a call to the bus.
    /// </summary>
    private static object? Request(PSObject row, NvdimmNoun wanted) => wanted switch
    {
        NvdimmNoun.Dimm => Given(row, "Dimm"),
        NvdimmNoun.Bus when Given(row, "Dimm") is null && Given(row, "Name") is null => Given(row, "Bus"),
        _ => null,
    };

    private static object? Given(PSObject row, string name) => row.Properties[name]?.Value is { } value && value is not "" ? value : null;

    private static NvdimmNoun? KindOf(PSObject item)
    {
        foreach (var (noun, type) in Types)
        {
            if (Is(item, type))
            {
                return noun;
            }
        }

        return null;
    }

    private static bool Is(PSObject item, string type) => item.TypeNames.Any(name => name == type || name == "Deserialized." + type);

    /// <summary>nmem0 of another host is not nmem0 here.</summary>
    private static void RefuseOtherMachine(PSObject item)
    {
        var foreign = new ForeignObject(item);
        if (!string.Equals(foreign.Host, Environment.MachineName, StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentTransformationMetadataException(
                Printable.Line($"{foreign.Text("Name") ?? foreign.Text("Target")} is on {foreign.Host}, not on this "
                    + $"machine. Run the command there: Invoke-Command -HostName {foreign.Host} {{ … }}.",
                    Printable.MostOfMessage));
        }
    }
}
