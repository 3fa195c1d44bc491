using System.Management.Automation;
using NvdimmPS.Dsm;
using NvdimmPS.Shell.Binding;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Adds families or functions from files to this process. Each file is taken whole or not at all.</summary>
[Cmdlet(VerbsData.Import, "NvdimmDsmSchema", DefaultParameterSetName = PathSet, SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(DsmFunctionInfo))]
public sealed class ImportNvdimmDsmSchemaCmdlet : NvdimmCmdlet
{
    private const string PathSet = "Path";
    private const string JsonSet = "Json";

    /// <summary>The files.</summary>
    [Parameter(ParameterSetName = PathSet, Position = 0, Mandatory = true, ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The text in place of a file.</summary>
    [Parameter(ParameterSetName = JsonSet, Mandatory = true)]
    public string Json { get; set; } = string.Empty;

    /// <summary>Gives the functions that were imported.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Replaces functions that are known already, but makes none of them less dangerous, sensitive or secret.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (ParameterSetName == JsonSet)
        {
            Import(DsmSchema.Parse("-Json", Json));
            return;
        }

        foreach (var path in Path)
        {
            Try(path, () =>
            {
                foreach (var file in Files(path))
                {
                    Try(file, () => Import(DsmSchema.Load(file, Stopped)));
                }
            });
        }
    }

    private void Import(DsmSchema schema)
    {
        var families = string.Join(", ", schema.Families);
        foreach (var kept in DsmFamilies.Check(schema, Force))
        {
            Warn(kept);
        }

        if (!ShouldProcess(schema.Name, $"Import the DSM families {families} into this process"))
        {
            return;
        }

        var functions = DsmFamilies.Import(schema, Force);
        var codes = schema.VendorCodes.ToHashSet(StringComparer.Ordinal);
        WriteVerbose($"{schema.Name}: {families}, {Plural.Of(functions.Count, "function")}, {Plural.Of(codes.Count, "vendor command")}.");
        foreach (var function in PassThru
            ? functions.Select(DsmFunctionInfo.From).Concat(DsmFunctionInfo.Vendor().Where(c => codes.Contains(c.Opcode!))) : [])
        {
            WriteObject(function);
        }
    }

    /// <summary>A file, or those that a pattern matches in one folder.</summary>
    private string[] Files(string path)
    {
        var full = FilePath(path);
        if (!WildcardPattern.ContainsWildcardCharacters(path) || File.Exists(full))
        {
            return [full];
        }

        var folder = System.IO.Path.GetDirectoryName(full);
        var pattern = NamePattern.Parse(System.IO.Path.GetFileName(full));
        string[] found = Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder).Where(f => pattern.IsMatch(System.IO.Path.GetFileName(f))).Order(StringComparer.Ordinal)]
            : [];
        return found.Length > 0 ? found : throw BindingErrors.NoSchemaFiles(path);
    }
}
