using System.Globalization;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Kernel;

namespace NvdimmPS.Inventory;

/// <summary>A machine as both front ends see it: what is there, and which target a call would reach.</summary>
public sealed class NvdimmMachine(INdKernel kernel)
{
    /// <summary>The kernel, real or simulated.</summary>
    public INdKernel Kernel => kernel;

    /// <summary>What is there.</summary>
    public Topology Topology { get; } = new(kernel);

    /// <summary>The DIMM of a name (<c>nmem0</c>) or a number.</summary>
    /// <exception cref="NvdimmException">There is none; the message says which exist.</exception>
    public NvdimmDevice GetDevice(string name, TopologyDetail detail = TopologyDetail.Summary) =>
        Topology.FindDevice(Numbered(name, "nmem"), detail)
            ?? throw InventoryErrors.NotFound(Topology, "Dimm", name, Topology.GetDevices(TopologyDetail.Summary).Select(d => d.Name));

    /// <summary>The bus of a name (<c>ndbus0</c>, <c>ndctl0</c>), a number or a provider.</summary>
    /// <exception cref="NvdimmException">There is none, or several have that provider; the message says which exist.</exception>
    public NvdimmBus GetBus(string name)
    {
        var buses = Topology.GetBuses().ToList();
        var wanted = Numbered(name, "ndbus");
        if (buses.Find(b => b.Name == wanted || b.Node == wanted) is { } named)
        {
            return named;
        }

        var provided = buses.FindAll(b => string.Equals(b.Provider, name, StringComparison.OrdinalIgnoreCase));
        return provided.Count switch
        {
            0 => throw InventoryErrors.NotFound(Topology, "Bus", name, buses.Select(b => b.Name)),
            1 => provided[0],
            _ => throw InventoryErrors.SeveralBuses(name, provided.Select(b => b.Name)),
        };
    }

    /// <summary>The target of a call to a DIMM.</summary>
    public static DsmTarget Target(NvdimmDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return new DsmTarget
        {
            Node = new NdNode(NdNodeKind.Dimm, device.Id),
            Family = device.FamilyCode is >= 0 and var code ? DsmFamilies.Find(NdNodeKind.Dimm, (uint)code) : null,
            FamilyReason = device.Unavailable.GetValueOrDefault(nameof(NvdimmDevice.FamilyCode))
                ?? device.Unavailable.GetValueOrDefault(nameof(NvdimmDevice.Family)),
            IsCxl = device.Provider == "CXL",
            Mask = device.DsmMask,
            Commands = device.Commands ?? [],
            CommandsReason = device.Unavailable.GetValueOrDefault(nameof(NvdimmDevice.Commands)),
        };
    }

    /// <summary>The target of a call to a bus.</summary>
    public static DsmTarget Target(NvdimmBus bus)
    {
        ArgumentNullException.ThrowIfNull(bus);
        return new DsmTarget
        {
            Node = new NdNode(NdNodeKind.Bus, bus.Id),
            Family = DsmFamilies.NfitBus,
            Mask = bus.DsmMask,
            Commands = bus.Commands ?? [],
            CommandsReason = bus.Unavailable.GetValueOrDefault(nameof(NvdimmBus.Commands)),
        };
    }

    /// <summary>A target that need not exist: for explaining a call without a device.</summary>
    public static DsmTarget Imagine(NdNodeKind node, string name, DsmFamily family) => new()
    {
        Node = NdNode.TryParse(Numbered(name, node == NdNodeKind.Dimm ? "nmem" : "ndbus"), out var parsed) && parsed.Kind == node
            ? parsed
            : new NdNode(node, 0),
        Family = family,
        Commands = [.. NdCommands.All.Where(c => c.Node == node).Select(c => c.Name)],
    };

    /// <summary>The family of a name or number.</summary>
    /// <exception cref="NvdimmException">There is none; the message lists them.</exception>
    public static DsmFamily Family(NdNodeKind node, string name) =>
        DsmFamilies.Find(node, name) ?? throw InventoryErrors.UnknownFamily(node, name);

    /// <summary>The function of a name or a number (<c>1</c>, <c>0x1</c>).</summary>
    /// <exception cref="NvdimmException">There is none of that name; the message lists them.</exception>
    public static DsmFunction Function(DsmFamily family, string name)
    {
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(name);
        return FindFunction(family, name) ?? throw InventoryErrors.UnknownFunction(family, name);
    }

    /// <summary>The function of a name or a number; null where there is none of that name.</summary>
    internal static DsmFunction? FindFunction(DsmFamily family, string name)
    {
        var isNumber = name.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? uint.TryParse(name.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            : uint.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out number);
        return isNumber ? family.Get(number) : family.Find(name);
    }

    /// <summary>The legacy command of a sysfs name.</summary>
    /// <exception cref="NvdimmException">There is none; the message lists them.</exception>
    public static NdCommand Command(NdNodeKind node, string name) =>
        NdCommands.Find(node, name) is { } command && command.Number != NdCommands.CallNumber
            ? command
            : throw InventoryErrors.UnknownCommand(node, name);

    private static string Numbered(string name, string prefix) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? prefix + id.ToString(CultureInfo.InvariantCulture)
            : name;
}
