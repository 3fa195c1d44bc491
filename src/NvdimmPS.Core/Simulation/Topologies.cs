using System.Globalization;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Files;
using NvdimmPS.Simulation.Machines;

namespace NvdimmPS.Simulation;

/// <summary>The machines that a simulator can be.</summary>
public static class Topologies
{
    private const int MaxSockets = 16, MaxDimms = 24;

    private static readonly (string Name, Func<SimulatorTopology> Make)[] Named =
    [
        (NfitTestMachine.Name, NfitTestMachine.Make),
        (QemuMachine.Name, QemuMachine.Make),
        (LabelledMachines.NfitTestName, LabelledMachines.NfitTest),
        (LabelledMachines.QemuName, LabelledMachines.Qemu),
        (NvdimmNMachine.MsftName, NvdimmNMachine.MakeMsft),
        (NvdimmNMachine.Hpe1Name, NvdimmNMachine.MakeHpe1),
        (NvdimmNMachine.Hpe2Name, NvdimmNMachine.MakeHpe2),
        (HyperVMachine.Name, HyperVMachine.Make),
        (PaprMachine.Name, PaprMachine.Make),
        (CxlMachine.Name, CxlMachine.Make),
        (BrokenLabelsMachine.Name, BrokenLabelsMachine.Make),
    ];

    private static readonly (string Name, Func<string, int, int, SimulatorTopology> Make)[] Servers =
    [
        (nameof(NdFamily.Intel), (_, sockets, dimms) => IntelServerMachine.Make(sockets, dimms)),
        (nameof(NdFamily.Hpe1), NvdimmNMachine.MakeHpe1),
        (nameof(NdFamily.Hpe2), NvdimmNMachine.MakeHpe2),
        (nameof(NdFamily.Msft), NvdimmNMachine.MakeMsft),
        (nameof(NdFamily.HyperV), (name, sockets, dimms) => HyperVMachine.Make(name, sockets * dimms)),
        (nameof(NdFamily.Papr), (name, sockets, dimms) => PaprMachine.Make(name, sockets * dimms)),
    ];

    /// <summary>The named ones; besides there is <c>SOCKETSxDIMMS</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = Array.ConvertAll(Named, n => n.Name);

    /// <summary>The families that the DIMMs of <c>SOCKETSxDIMMS</c> can be of; the first one unless said.</summary>
    public static IReadOnlyList<string> Families { get; } = Array.ConvertAll(Servers, s => s.Name);

    /// <summary>What is offered where one is typed: some sizes, the named ones, and a size in each of the other families.</summary>
    internal static IReadOnlyList<string> Examples =>
    [
        "1x1", "1x2", "1x4", "2x6", "8x12", .. Names,
        .. Families.Skip(1).Select(f => f.ToLowerInvariant()).SelectMany(f => new[] { $"1x2:{f}", $"2x6:{f}" }),
    ];

    /// <summary>Whether a word can be meant for a topology.</summary>
    internal static bool IsName(string word) =>
        Array.Exists(Named, n => string.Equals(n.Name, word, StringComparison.OrdinalIgnoreCase))
        || (word.Split(':')[0].ToLowerInvariant().Split('x') is [var sockets, var dimms]
            && TryNumber(sockets, out _) && TryNumber(dimms, out _));

    /// <summary>
    /// Reads a topology's name: <c>2x6</c> is a server with two sockets of six DIMMs, <c>2x6:msft</c> one with DIMMs of
    /// another family; <c>nfit_test</c> the kernel's own test buses, <c>qemu</c> QEMU's virtual NVDIMMs, <c>nvdimm-n</c>,
    /// <c>hpe-nvdimm-n</c> and <c>hpe2-nvdimm-n</c> servers with battery-backed DIMMs, <c>hyperv</c> a guest, <c>papr</c> a
    /// partition of a POWER server, <c>cxl</c> persistent CXL memory, <c>broken-labels</c> a DIMM for each fault of labels.
    /// </summary>
    /// <exception cref="NvdimmException">It is none of them.</exception>
    public static SimulatorTopology Parse(string text) => Parse(text, family: null);

    /// <summary>The same with the family beside the name.</summary>
    /// <exception cref="NvdimmException">It is no topology, or one that has its own family.</exception>
    public static SimulatorTopology Parse(string text, string? family)
    {
        ArgumentNullException.ThrowIfNull(text);
        var name = text.Trim();
        foreach (var (known, make) in Named)
        {
            if (string.Equals(known, name, StringComparison.OrdinalIgnoreCase))
            {
                return family is null ? make() : throw Refuse(text, "its DIMMs have a family of their own; only SOCKETSxDIMMS takes one.");
            }
        }

        var colon = name.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0 && family is not null)
        {
            throw Refuse(text, $"it names a family already, and {family} is another word for it.");
        }

        return Server(text, colon < 0 ? name : name[..colon], colon < 0 ? family : name[(colon + 1)..]);
    }

    private static SimulatorTopology Server(string text, string size, string? family)
    {
        var parts = size.ToLowerInvariant().Split('x');
        if (parts.Length != 2 || !TryNumber(parts[0], out var sockets) || !TryNumber(parts[1], out var dimms))
        {
            throw Refuse(text, $"it is neither a known name nor SOCKETSxDIMMS. {Suggestion.DidYouMean(text, Names)}".TrimEnd());
        }

        if (sockets is < 1 or > MaxSockets)
        {
            throw Refuse(text, $"there can be 1 to {MaxSockets} sockets.");
        }

        if (dimms is < 1 or > MaxDimms)
        {
            throw Refuse(text, $"a socket can have 1 to {MaxDimms} DIMMs.");
        }

        var (word, make) = family is null
            ? Servers[0]
            : Array.Find(Servers, s => string.Equals(s.Name, DsmFamilies.Find(NdNodeKind.Dimm, family)?.Name ?? family,
                StringComparison.OrdinalIgnoreCase));
        return make is null
            ? throw Refuse(text, $"'{family}' is no family of DIMMs; there are {string.Join(", ", Families)}.")
            : make(string.Create(CultureInfo.InvariantCulture, $"{sockets}x{dimms}:{word.ToLowerInvariant()}"), sockets, dimms);
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static NvdimmException Refuse(string text, string why) => SimulatorErrors.Topology(text, why, string.Join(", ", Names));
}
