using System.Management.Automation;
using NvdimmPS.Dsm;
using NvdimmPS.Shell.Completers;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Gives families as JSON: the tables that decoder and encoder read. Needs no hardware.</summary>
[Cmdlet(VerbsData.Export, "NvdimmDsmSchema", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(string))]
public sealed class ExportNvdimmDsmSchemaCmdlet : NvdimmCmdlet
{
    private readonly List<DsmFamily> _families = [];

    /// <summary>The families, by name or number.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(FamilyCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Family { get; set; } = ["*"];

    /// <summary>The file to write; without it the text comes out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Replaces a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (var name in Family)
        {
            Try(name, () => _families.AddRange(FunctionFilter.Families(name).Except(_families)));
        }
    }

    /// <inheritdoc/>
    protected override void End() => Try(Path, () =>
    {
        if (_families.Count == 0)
        {
            return;
        }

        if (Path is null)
        {
            WriteObject(DsmSchema.Write(_families));
        }
        else if (FilePath(Path) is var file && ShouldProcess(file, $"Write the families {string.Join(", ", _families)}"))
        {
            DsmSchema.Save(file, _families, Force, Stopped);
        }
    });
}
