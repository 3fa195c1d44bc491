using System.Management.Automation;
using NvdimmPS.Inventory;
using NvdimmPS.Scrub;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Has the kernel scrub all persistent memory of buses, or the firmware a range, to find what cannot be read.</summary>
[Cmdlet(VerbsLifecycle.Start, "NvdimmScrub", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low,
    DefaultParameterSetName = BusSet)]
[OutputType(typeof(NvdimmScrub), typeof(NvdimmScrubResult), typeof(WriteExplanation), typeof(DsmExplanation))]
public sealed class StartNvdimmScrubCmdlet : ChangeCmdlet
{
    private const string BusSet = "Bus", RegionSet = "Region", AddressSet = "Address";

    /// <summary>The buses; all when left out.</summary>
    [Parameter(ParameterSetName = BusSet, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = AddressSet, Mandatory = true, Position = 0)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Bus, NvdimmNoun.Dimm, NvdimmNoun.Region, NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(BusCompleter))]
    [ValidateNotNull]
    [SupportsWildcards]
    public string[]? Bus { get; set; }

    /// <summary>The regions that the firmware scrubs.</summary>
    [Parameter(ParameterSetName = RegionSet, Mandatory = true)]
    [NvdimmName(NvdimmNoun.Region, NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ValidateNotNull]
    [SupportsWildcards]
    public string[] Region { get; set; } = [];

    /// <summary>A physical address, for a scrub by the firmware.</summary>
    [Parameter(ParameterSetName = AddressSet, Mandatory = true)]
    public ulong Address { get; set; }

    /// <summary>Bytes from that address on.</summary>
    [Parameter(ParameterSetName = AddressSet, Mandatory = true)]
    [ValidateRange(1UL, ulong.MaxValue)]
    public ulong Length { get; set; }

    /// <inheritdoc/>
    protected override void Process() => Blocking(() =>
    {
        if (ParameterSetName == RegionSet)
        {
            foreach (var region in Regions.Select(Region, Report))
            {
                Try(region, () => Start(Machine.GetBus(region.Bus), Range(region)));
            }

            return;
        }

        foreach (var bus in Buses.Select(Bus, Report))
        {
            if (Stopping)
            {
                return;
            }

            Try(bus, () =>
            {
                if (ParameterSetName == AddressSet)
                {
                    Start(bus, new MemoryRange(Address, Length));
                }
                else
                {
                    Start(bus);
                }
            });
        }
    });

    private void Start(NvdimmBus bus)
    {
        if (Apply(ScrubPlanner.Start(bus)) && PassThru)
        {
            WriteObject(NvdimmScrub.From(Machine.GetBus(bus.Name)));
        }
    }

    private void Start(NvdimmBus bus, MemoryRange range)
    {
        var scrub = new RangeScrub(Machine, Caller);
        if (!Stopping && Apply(scrub.Start(bus, range)) && PassThru)
        {
            WriteObject(scrub.Read(bus));
        }
    }

    private static MemoryRange Range(NvdimmRegion region) => region is { Resource: { } start, Size: { } size }
        ? new MemoryRange(start, size)
        : throw ScrubErrors.NoAddress(region);
}
