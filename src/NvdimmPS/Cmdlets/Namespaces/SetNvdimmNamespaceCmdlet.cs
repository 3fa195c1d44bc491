using System.Management.Automation;
using NvdimmPS.Namespaces;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>
/// Gives namespaces another mode, size, alignment, map or sector size, by which what is on them is lost; or another name, by which
/// nothing is.
/// </summary>
[Cmdlet(VerbsCommon.Set, "NvdimmNamespace", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(NvdimmNamespace), typeof(WriteExplanation))]
public sealed class SetNvdimmNamespaceCmdlet : NamespaceChangeCmdlet
{
    /// <summary>The mode; as it is when left out.</summary>
    [Parameter]
    [Flat(IsSingle = true)]
    public NvdimmNamespaceMode Mode { get; set; }

    /// <summary>Bytes of the region: a number, or text such as 16M; as it is when left out.</summary>
    [Parameter]
    [NvdimmSize]
    public ulong Size { get; set; }

    /// <summary>The mapping alignment of fsdax and devdax.</summary>
    [Parameter]
    [NvdimmSize]
    [ArgumentCompleter(typeof(AlignmentCompleter))]
    public ulong Alignment { get; set; }

    /// <summary>Where the page structures of fsdax and devdax are.</summary>
    [Parameter]
    [Flat(IsSingle = true)]
    public NvdimmNamespaceMap Map { get; set; }

    /// <summary>Bytes of a sector.</summary>
    [Parameter]
    [NvdimmSize]
    [ArgumentCompleter(typeof(SectorSizeCompleter))]
    public ulong SectorSize { get; set; }

    /// <summary>The name; an empty one takes it away.</summary>
    [Parameter]
    [Alias("AlternateName")]
    [AllowEmptyString]
    public string? Name { get; set; }

    /// <summary>The UUID in the labels; as it is when left out.</summary>
    [Parameter]
    public Guid Uuid { get; set; }

    /// <summary>Changes also what is mounted or used in another way, even while it is in use.</summary>
    [Parameter]
    public SwitchParameter AllowInUse { get; set; }

    private protected override bool MayBeInUse => AllowInUse;

    /// <summary>What is to have a UUID or name of its own, held back until it is known that it is the only one.</summary>
    private (string[] Namespace, string? RawUuid)? _held;

    /// <inheritdoc/>
    protected override void Process()
    {
        var isUuid = MyInvocation.BoundParameters.ContainsKey(nameof(Uuid));
        if (!isUuid && string.IsNullOrEmpty(Name))
        {
            base.Process();
            return;
        }

        if (_held is not null || Namespace.Length > 1 || (isUuid && Namespace.Any(WildcardPattern.ContainsWildcardCharacters)))
        {
            _held = null;
            throw isUuid ? NamespaceErrors.OneUuid() : NamespaceErrors.OneName();
        }

        _held = (Namespace, RawUuid);
    }

    /// <inheritdoc/>
    protected override void End()
    {
        if (_held is { } only)
        {
            (Namespace, RawUuid) = only;
            base.Process();
        }

        base.End();
    }

    private protected override void Change(NvdimmNamespace space)
    {
        var request = GivenNamespace.Request(this);
        if (!request.IsAlready(space))
        {
            Carry(done => Planner.Set(Planner.Propose(space, request), AllowInUse, done));
            return;
        }

        SayNothingToDo($"{space.Name} is already in that state", "written");
        if (PassThru)
        {
            WriteObject(space);
        }
    }
}
