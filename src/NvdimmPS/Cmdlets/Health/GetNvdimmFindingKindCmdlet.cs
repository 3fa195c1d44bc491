using System.Management.Automation;
using NvdimmPS.Findings;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Lists what Test-NvdimmHealth can find: id, severity, meaning and remedy. Asks nothing of the machine.</summary>
[Cmdlet(VerbsCommon.Get, "NvdimmFindingKind")]
[OutputType(typeof(HealthFindingKind))]
public sealed class GetNvdimmFindingKindCmdlet : NvdimmCmdlet
{
    /// <summary>Ids such as NV1001, and patterns of them; all when left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(FindingCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Id { get; set; }

    /// <summary>Only those of these severities.</summary>
    [Parameter]
    [Flat]
    [ValidateNotNull]
    public FindingSeverity[]? Severity { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var found = Id is null ? FindingKinds.All.Values : Id.SelectMany(Matches).Distinct();
        foreach (var kind in found.Where(k => Severity is null || Severity.Contains(k.Severity)))
        {
            WriteObject(HealthFindingKind.From(kind));
        }
    }

    private IReadOnlyList<FindingKind> Matches(string id)
    {
        FindingKind[] found = [];
        Try(id, () =>
        {
            var pattern = NamePattern.Parse(id);
            found = [.. FindingKinds.All.Values.Where(k => pattern.IsMatch(k.Id))];
            if (found.Length == 0)
            {
                throw FindingErrors.NotFound(id);
            }
        });
        return found;
    }
}
