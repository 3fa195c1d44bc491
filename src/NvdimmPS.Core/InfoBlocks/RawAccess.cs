using NvdimmPS.Abi;
using NvdimmPS.Changes;
using NvdimmPS.Kernel;

namespace NvdimmPS.InfoBlocks;

/// <summary>
/// The bytes of a namespace from its very beginning. What a BTT, PFN or DAX instance shows begins behind its info block, so a disabled
/// namespace is bound for a moment with <c>force_raw</c>, which passes over the instance, and left as it was.
/// </summary>
internal static class RawAccess
{
    private const string Driver = "bus/nd/drivers/nd_pmem";

    /// <summary>A plan that makes steps while the namespace shows its own bytes.</summary>
    /// <param name="space">A namespace, as it is now.</param>
    /// <param name="action">What is done, for people.</param>
    /// <param name="steps">The steps, given the bus and the name of the disk.</param>
    /// <exception cref="NvdimmException">It cannot be: an instance shows it, or claims it, or it is none of persistent memory.</exception>
    public static ChangePlan Plan(NvdimmNamespace space, string action, Func<NdNode, string, IEnumerable<ChangeStep>> steps)
    {
        if (space.Type == "blk" || !NdNode.TryParse(space.Bus, out var bus))
        {
            throw InfoBlockErrors.NoPmem(space);
        }

        if (!string.IsNullOrEmpty(space.Holder))
        {
            throw InfoBlockErrors.Held(space);
        }

        var isShown = space is { Enabled: true, BlockDevice: not null };
        var disk = space.BlockDevice ?? Disk(space);
        var force = $"bus/nd/devices/{space.Name}/force_raw";
        var before = space.ForceRaw == true ? "1\n" : "0\n";
        AttributeStep Write(string attribute, string value) => new(bus, space.Name, attribute, value);
        AttributeStep[] close = [Write(Driver + "/unbind", space.Name + "\n"), Write(force, before)];
        ChangeStep[] open =
        [
            Write(force, "1\n") with { Undo = [close[1]] },
            // ENODEV: what has failed to bind is not bound.
            Write(Driver + "/bind", space.Name + "\n") with { Undo = [close[0] with { Accepted = [Errno.ENODEV] }] },
        ];
        return new ChangePlan
        {
            Target = space.Name,
            Action = action,
            Steps = isShown ? [.. steps(bus, disk)] : [.. open, .. steps(bus, disk), .. close],
        };
    }

    /// <summary>A plan that looks at the bytes and changes none.</summary>
    public static ChangePlan Look(NvdimmNamespace space, string action, Action<INdDisk> look) =>
        Plan(space, action, (bus, disk) => [new LookStep(bus, space.Name, disk, look)]);

    /// <summary>The name that the kernel gives the disk: the namespace's numbers, without a second one of 0.</summary>
    private static string Disk(NvdimmNamespace space) =>
        "pmem" + (space.Id.EndsWith(".0", StringComparison.Ordinal) ? space.Id[..^2] : space.Id);
}
