using NvdimmPS.Changes;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;

namespace NvdimmPS.BadBlocks;

/// <summary>
/// Clears memory errors by the bus's firmware (Clear Uncorrectable Error, ACPI 6.1 and later). The data there are lost already; the
/// blocks can be read and written again, and hold anything.
/// </summary>
/// <param name="machine">The machine.</param>
/// <param name="caller">Sends what only reads.</param>
public sealed class BadBlockClearing(NvdimmMachine machine, DsmCaller caller)
{
    private const string Capabilities = "GetArsCapabilities", Clear = "ClearError";
    private const ulong SectorSize = 512;

    // The kernel returns how much was cleared as an int, so it cuts what is larger.
    private const ulong Most = 1UL << 30;

    /// <summary>The plan for a range.</summary>
    /// <exception cref="NvdimmException">The bus cannot clear there.</exception>
    public ChangePlan Plan(NvdimmBus bus, MemoryRange range)
    {
        ArgumentNullException.ThrowIfNull(bus);
        ArgumentNullException.ThrowIfNull(range);
        var target = NvdimmMachine.Target(bus);
        var (capabilities, clear) = (DsmFamilies.NfitBus.Find(Capabilities)!, DsmFamilies.NfitBus.Find(Clear)!);
        if (!target.OffersLegacy(clear) || !target.OffersLegacy(capabilities))
        {
            throw BadBlockErrors.CannotClear(bus, "its firmware has no function for it");
        }

        var whole = Rounded(range.Within(machine.Topology), Unit(bus, range, target, capabilities)).In(machine.Topology);
        return new ChangePlan
        {
            Target = range.Namespaces is [var only] ? only : whole.Region ?? bus.Name,
            Action = $"Clear {whole}, whose data are lost",
            // The generic call of this function is refused while a namespace is enabled: the kernel takes its envelope for the range.
            Steps =
            [
                .. whole.Pieces(Most).Select(p => new CallStep(target, Call(clear, p, DsmRoute.Legacy)) { Namespaces = whole.Namespaces }),
            ],
            Values = [new ValueChange("BadBlocks", whole.ToString(), "readable, with any contents")],
        };
    }

    /// <summary>Holds what a plan's calls answered against what was asked, and looks at the kernel's list again.</summary>
    /// <exception cref="NvdimmException">Nothing was cleared, or not all.</exception>
    public NvdimmBadBlockClearing Verify(NvdimmBus bus, IReadOnlyList<DsmResult> results)
    {
        ArgumentNullException.ThrowIfNull(bus);
        ArgumentNullException.ThrowIfNull(results);
        var (start, asked, cleared) = (Sent(results[0], "Address"), 0UL, 0UL);
        foreach (var result in results)
        {
            asked += Sent(result, "Length");
            cleared += result.Find("Cleared")?.Number ?? 0;
        }

        var range = new MemoryRange(start, asked).In(machine.Topology);
        return cleared < asked ? throw BadBlockErrors.NotCleared(bus, range, cleared) : new NvdimmBadBlockClearing
        {
            Bus = bus.Name,
            Region = range.Region,
            Namespaces = [.. range.Namespaces],
            SystemPhysicalAddress = start,
            Length = asked,
            Cleared = cleared,
            StillBad = StillBad(range),
            Source = results[0].Source,
        };
    }

    private static ulong Sent(DsmResult result, string field) =>
        DsmDecoder.DecodeInput(DsmFamilies.NfitBus.Find(Clear)!, result.InputBytes).First(f => f.Name == field).Number;

    /// <summary>What the platform clears at once; firmware of before ACPI 6.1 does not say, and clears nothing.</summary>
    private ulong Unit(NvdimmBus bus, MemoryRange range, DsmTarget target, DsmFunction capabilities)
    {
        var answer = caller.Invoke(target, Call(capabilities, range, DsmRoute.Auto));
        return answer.Find("ClearErrorUnit")?.Number is { } unit and > 0 && ulong.IsPow2(unit)
            ? unit
            : throw BadBlockErrors.CannotClear(bus, "it names no unit in which it clears");
    }

    private static MemoryRange Rounded(MemoryRange range, ulong unit)
    {
        var start = range.Address & ~(unit - 1);
        var length = range.Length + (range.Address - start);
        return range with { Address = start, Length = (length + unit - 1) & ~(unit - 1) };
    }

    private static DsmCall Call(DsmFunction function, MemoryRange range, DsmRoute route) => new(function, DsmInput.FromArguments(function,
        new Dictionary<string, object?> { ["Address"] = range.Address, ["Length"] = range.Length })) { Route = route };

    private ulong? StillBad(MemoryRange range)
    {
        if (range.Region is null || machine.Topology.FindRegion(range.Region) is not { BadBlocks: { } blocks, Resource: { } resource })
        {
            return null;
        }

        var first = (range.Address - resource) / SectorSize;
        var end = (range.Address - resource + range.Length + SectorSize - 1) / SectorSize;
        return blocks.Aggregate(0UL, (sum, b) => sum + Overlap(b.Sector, b.Sector + b.Count, first, end));
    }

    private static ulong Overlap(ulong start, ulong end, ulong first, ulong last) =>
        Math.Min(end, last) is var until && Math.Max(start, first) is var from && until > from ? until - from : 0;
}
