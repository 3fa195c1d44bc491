using System.Management.Automation;
using NvdimmPS.Changes;
using NvdimmPS.Injection;
using NvdimmPS.Inventory;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>A cmdlet that injects memory errors for tests, or takes them back.</summary>
public abstract class InjectedErrorCmdlet : ChangeCmdlet
{
    private protected const string NamespaceSet = "Namespace", AddressSet = "Address";

    /// <summary>The namespaces.</summary>
    [Parameter(ParameterSetName = NamespaceSet, Mandatory = true, Position = 0)]
    [NvdimmName(NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [SupportsWildcards]
    public string[] Namespace { get; set; } = [];

    /// <summary>The first block, in units of 512 bytes from the beginning of the namespace's block or DAX device.</summary>
    [Parameter(ParameterSetName = NamespaceSet, Mandatory = true, Position = 1)]
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

    /// <summary>Does it also on the bus of a real machine, which is no test bus.</summary>
    [Parameter]
    public SwitchParameter AllowHardware { get; set; }

    /// <inheritdoc/>
    protected override void Process() => Blocking(() =>
    {
        if (ParameterSetName == AddressSet)
        {
            foreach (var bus in Buses.Select(Bus, Report))
            {
                Try(bus, () => Change(bus, new MemoryRange(Address, Length)));
            }

            return;
        }

        foreach (var item in Namespaces.Select(Namespace, Report))
        {
            Try(item, () => Change(Machine.GetBus(item.Bus), MemoryRange.From(item, Block, Count)));
        }
    });

    /// <summary>What is done to a range.</summary>
    private protected abstract ChangePlan Plan(ErrorInjection injection, NvdimmBus bus, MemoryRange range);

    private void Change(NvdimmBus bus, MemoryRange range)
    {
        var injection = new ErrorInjection(Machine, AllowHardware);
        if (!Stopping && Apply(Plan(injection, bus, range)) && PassThru)
        {
            Emit(injection.Read(bus, Caller));
        }
    }
}
