using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Kernel;

namespace NvdimmPS.Firmware;

/// <summary>
/// Runtime activation as the kernel shows it of a bus. Reading these attributes has the kernel call the firmware, so they are read only
/// where an activation is wanted.
/// </summary>
/// <param name="State"><c>idle</c>, <c>armed</c>, <c>overflow</c> or <c>busy</c>; null where the kernel does not know it.</param>
/// <param name="Capability"><c>quiesce</c> or <c>live</c>; null where activation takes a restart.</param>
/// <param name="Armed">The DIMMs that are armed.</param>
/// <param name="Offering">The DIMMs that can be.</param>
internal sealed record BusActivation(string? State, string? Capability, IReadOnlyList<string> Armed, IReadOnlyList<string> Offering)
{
    public const string IdleState = "idle", ArmedState = "armed", OverflowState = "overflow", BusyState = "busy";

    /// <summary>True where the firmware of a DIMM has both functions.</summary>
    public static bool OffersDimm(DsmTarget target) =>
        target.Family is { } family && target.Offers(family.Get(29)) && target.Offers(family.Get(30));

    /// <summary>The capability alone.</summary>
    public static string? CapabilityOf(INdKernel kernel, string? bus) => bus is null ? null : Text(kernel, bus, "firmware/capability");

    /// <summary>The state of a DIMM: <c>idle</c>, <c>armed</c> or <c>busy</c>; null where it has none.</summary>
    public static string? StateOf(INdKernel kernel, string dimm) => Text(kernel, dimm, "firmware/activate");

    /// <summary>The state of a bus alone.</summary>
    public static string? StateOfBus(INdKernel kernel, string bus) => Text(kernel, bus, "firmware/activate");

    /// <summary>All of it.</summary>
    public static BusActivation Read(INdKernel kernel, NvdimmBus bus)
    {
        var states = bus.Dimms.Select(d => (Name: d, State: StateOf(kernel, d))).Where(d => d.State is not null).ToList();
        return new BusActivation(StateOfBus(kernel, bus.Name), CapabilityOf(kernel, bus.Name),
            [.. states.Where(d => d.State == ArmedState).Select(d => d.Name)], [.. states.Select(d => d.Name)]);
    }

    /// <summary>How long the firmware estimates it to take; null where it does not say.</summary>
    public static ActivationEstimate? Estimate(DsmCaller caller, DsmTarget bus)
    {
        try
        {
            const uint family = 1; // NVDIMM_BUS_FAMILY_INTEL
            var function = DsmFamilies.Find(NdNodeKind.Bus, family)!.Get(1);
            var answer = caller.Invoke(bus, new DsmCall(function, DsmInput.None(function)));
            return new ActivationEstimate(Time("ActivationTime"), Time("ProcessorQuiesceTime"), Time("IoQuiesceTime"),
                Time("MaximumIoQuiesceTime"));

            TimeSpan? Time(string field) =>
                answer.Find(field) is { Value: not null } found ? TimeSpan.FromMicroseconds(Math.Min(found.Number, int.MaxValue)) : null;
        }
        catch (NvdimmException)
        {
            return null;
        }
    }

    private static string? Text(INdKernel kernel, string device, string attribute) =>
        SysfsFile.Read(Path.Join(kernel.SysfsRoot, "bus/nd/devices", device), attribute).Text;
}
