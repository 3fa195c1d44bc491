using System.Management.Automation;
using NvdimmPS.BadBlocks;
using NvdimmPS.Inventory;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Clears bad blocks by the bus's firmware, so that they can be read and written again. What was there is lost.</summary>
[Cmdlet(VerbsCommon.Clear, "NvdimmBadBlock", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High,
    DefaultParameterSetName = InputSet)]
[OutputType(typeof(NvdimmBadBlockClearing), typeof(DsmExplanation))]
public sealed class ClearNvdimmBadBlockCmdlet : ChangeCmdlet
{
    private SpaTranslator? _translator;

    /// <summary>Bad blocks as Get-NvdimmBadBlock gives them.</summary>
    [Parameter(ParameterSetName = InputSet, Mandatory = true, ValueFromPipeline = true)]
    [BadBlockObject]
    public NvdimmBadBlockRange[] InputObject { get; set; } = [];

    /// <summary>All bad blocks of these namespaces, or with -Block these blocks, bad or not.</summary>
    [Parameter(ParameterSetName = NamespaceSet, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [NvdimmName(NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [SupportsWildcards]
    public string[] Namespace { get; set; } = [];

    /// <summary>The first block, in units of 512 bytes from the beginning of the namespace's block or DAX device.</summary>
    [Parameter(ParameterSetName = NamespaceSet)]
    public ulong Block { get; set; }

    /// <summary>How many blocks of 512 bytes.</summary>
    [Parameter(ParameterSetName = NamespaceSet)]
    [ValidateRange(1UL, ulong.MaxValue / 512)]
    public ulong Count { get; set; } = 1;

    /// <summary>The bus of a physical address.</summary>
    [Parameter(ParameterSetName = AddressSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [NvdimmName(NvdimmNoun.Bus)]
    [ArgumentCompleter(typeof(BusCompleter))]
    public string[] Bus { get; set; } = [];

    /// <summary>A physical address.</summary>
    [Parameter(ParameterSetName = AddressSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public ulong Address { get; set; }

    /// <summary>Bytes from that address on.</summary>
    [Parameter(ParameterSetName = AddressSet, ValueFromPipelineByPropertyName = true)]
    [ValidateRange(1UL, ulong.MaxValue)]
    public ulong Length { get; set; } = 512;

    /// <summary>Clears also what a mounted or otherwise used namespace has there.</summary>
    [Parameter]
    public SwitchParameter AllowInUse { get; set; }

    private protected override bool MayBeInUse => AllowInUse;

    /// <inheritdoc/>
    protected override void Begin()
    {
        base.Begin();
        _translator = new SpaTranslator(Machine.Kernel, Machine.Topology);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _translator?.Dispose();
        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    protected override void Process() => Blocking(() =>
    {
        switch (ParameterSetName)
        {
            case InputSet:
                Array.ForEach(InputObject, range => Try(range, () => Clear(range)));
                break;
            case AddressSet:
                foreach (var bus in Buses.Select(Bus, Report))
                {
                    Try(bus, () => Clear(bus, new MemoryRange(Address, Length)));
                }

                break;
            default:
                foreach (var item in Namespaces.Select(Namespace, Report))
                {
                    Try(item, () => Clear(item));
                }

                break;
        }
    });

    private void Clear(NvdimmNamespace item)
    {
        if (MyInvocation.BoundParameters.ContainsKey(nameof(Block)))
        {
            Clear(Machine.GetBus(item.Bus), MemoryRange.From(item, Block, Count));
            return;
        }

        var region = Machine.Topology.FindRegion(item.Region)!;
        var found = BadBlockMap.Map(region, [.. Machine.Topology.GetNamespacesOf(region.Name)], e => Report(e, region), _translator)
            .Where(r => r.Namespace == item.Name).ToList();
        if (found.Count == 0)
        {
            SayNothingToDo($"{item.Name} has no bad block that the kernel knows of");
        }

        found.ForEach(range => Try(range, () => Clear(range)));
    }

    private void Clear(NvdimmBadBlockRange range) => Clear(Machine.GetBus(range.Bus),
        new MemoryRange(range.SystemPhysicalAddress ?? throw BadBlockErrors.NoAddress(range), range.Length));

    private void Clear(NvdimmBus bus, MemoryRange range)
    {
        if (Stopping)
        {
            return;
        }

        var clearing = new BadBlockClearing(Machine, Caller);
        if (Send(clearing.Plan(bus, range)) is { } results)
        {
            var done = clearing.Verify(bus, results);
            if (PassThru)
            {
                WriteObject(done);
            }
        }
    }

    private const string InputSet = "InputObject";
    private const string NamespaceSet = "Namespace";
    private const string AddressSet = "Address";
}
