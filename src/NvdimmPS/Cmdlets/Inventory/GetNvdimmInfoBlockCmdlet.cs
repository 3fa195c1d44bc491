using System.Management.Automation;
using NvdimmPS.Changes;
using NvdimmPS.InfoBlocks;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Changes;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>
/// Shows the info blocks of namespaces, of a disabled or raw one or of a file, each with what is wrong with it. A disabled namespace is
/// bound for a moment, so that its own bytes can be read, and left as it was. Changes no bytes.
/// </summary>
[Cmdlet(VerbsCommon.Get, "NvdimmInfoBlock", DefaultParameterSetName = NamespaceSet)]
[OutputType(typeof(NvdimmInfoBlock))]
public sealed class GetNvdimmInfoBlockCmdlet : TopologyCmdlet
{
    private const string NamespaceSet = "Namespace", PathSet = "Path";

    private ChangeSession? _session;

    /// <summary>The namespaces.</summary>
    [Parameter(ParameterSetName = NamespaceSet, Mandatory = true, Position = 0, ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [SupportsWildcards]
    public string[] Namespace { get; set; } = [];

    /// <summary>Files with the first 8 KiB of a namespace or more, such as ndctl read-infoblock writes.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The UUID of the namespace that a file's block ought to belong to; not compared when left out.</summary>
    [Parameter(ParameterSetName = PathSet)]
    public Guid? ParentUuid { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        if (ParameterSetName == NamespaceSet)
        {
            base.Begin();
        }

        _session = new ChangeSession(this, () => new ChangeGates { Force = true });
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (ParameterSetName == PathSet)
        {
            foreach (var path in Path.SelectMany(pattern => FilePaths(pattern, InfoBlockErrors.Unreadable)))
            {
                Try(path, () => Emit(Blocking(() => Read(path))));
            }

            return;
        }

        Blocking(() =>
        {
            foreach (var space in Namespaces.Select(Namespace, Report))
            {
                Try(space, () => Emit(Read(space)));
            }
        });
    }

    private IReadOnlyList<NvdimmInfoBlock> Read(string path)
    {
        using var file = FileDisk.Open(path, Stopped);
        return InfoBlockReader.ReadAny(file, InfoBlockPlace.Of(file, ParentUuid), Stopped);
    }

    private IReadOnlyList<NvdimmInfoBlock> Read(NvdimmNamespace space)
    {
        IReadOnlyList<NvdimmInfoBlock> blocks = [];
        _session!.Runner.Send(RawAccess.Look(space, "Read the info block",
            disk => blocks = InfoBlockReader.Read(disk, InfoBlockPlace.Of(space), Stopped)), Stopped);
        return blocks.Count > 0 ? blocks : throw InfoBlockErrors.NotThere(space.Name);
    }
}
