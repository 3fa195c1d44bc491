using System.Management.Automation;
using NvdimmPS.Dsm;
using NvdimmPS.Dsm.Schema;
using NvdimmPS.Shell.Completers;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Takes back what was imported; a built-in family is then again what it was.</summary>
[Cmdlet(VerbsCommon.Remove, "NvdimmDsmSchema", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
public sealed class RemoveNvdimmDsmSchemaCmdlet : NvdimmCmdlet
{
    /// <summary>The families; everything that was imported when left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(FamilyCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Family { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (var name in Family)
        {
            Try(name, () => Remove(name));
        }
    }

    private void Remove(string name)
    {
        var pattern = NamePattern.Parse(name);
        string[] found = [.. DsmFamilies.Imported.Select(f => f.Name).Where(pattern.IsMatch)];
        if (found.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
        {
            throw SchemaErrors.NotImported(name);
        }

        foreach (var family in found)
        {
            if (ShouldProcess(family, "Remove what was imported"))
            {
                DsmFamilies.Restore(family);
            }
        }
    }
}
