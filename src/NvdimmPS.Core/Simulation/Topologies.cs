using System.Globalization;
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
        (NvdimmNMachine.Name, NvdimmNMachine.Make),
        (HyperVMachine.Name, HyperVMachine.Make),
    ];

    /// <summary>The named ones; besides there is <c>SOCKETSxDIMMS</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Named.Select(n => n.Name)];

    /// <summary>
    /// Reads a topology's name: <c>2x6</c> is a server with two sockets of six DIMMs; <c>nfit_test</c> the kernel's own test
    /// buses, <c>qemu</c> QEMU's virtual NVDIMMs, <c>nvdimm-n</c> a server with battery-backed DIMMs, <c>hyperv</c> a guest.
    /// </summary>
    /// <exception cref="NvdimmException">It is none of them.</exception>
    public static SimulatorTopology Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var (name, make) in Named)
        {
            if (string.Equals(name, text.Trim(), StringComparison.OrdinalIgnoreCase))
            {
                return make();
            }
        }

        var parts = text.Trim().ToLowerInvariant().Split('x');
        if (parts.Length != 2 || !TryNumber(parts[0], out var sockets) || !TryNumber(parts[1], out var dimms))
        {
            throw Refuse(text, "it is neither a known name nor SOCKETSxDIMMS.");
        }

        return sockets is < 1 or > MaxSockets ? throw Refuse(text, $"there can be 1 to {MaxSockets} sockets.")
            : dimms is < 1 or > MaxDimms ? throw Refuse(text, $"a socket can have 1 to {MaxDimms} DIMMs.")
            : IntelServerMachine.Make(sockets, dimms);
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static NvdimmException Refuse(string text, string why) => Errors.SimulatorTopology(text, why, string.Join(", ", Names));
}
