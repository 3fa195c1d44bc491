using System.Management.Automation;
using NvdimmPS.Configuration;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Gives the machine's configuration as JSON: what it ought to be from now on. Changes nothing of it.</summary>
[Cmdlet(VerbsData.Export, "NvdimmConfiguration", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(string))]
public sealed class ExportNvdimmConfigurationCmdlet : NvdimmCmdlet
{
    /// <summary>The file to write; without it the text comes out.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Takes serial numbers and unique ids too, so that it fits this machine alone.</summary>
    [Parameter]
    public SwitchParameter IncludeSerial { get; set; }

    /// <summary>Asks DIMMs too what their capacity is used for: two calls more a module of the Intel family.</summary>
    [Parameter]
    public SwitchParameter IncludeCapacity { get; set; }

    /// <summary>Replaces a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        EnsureLinux();
        var file = Path is null ? null : FilePath(Path);
        if (file is not null && !ShouldProcess(file, "Write the configuration of this machine"))
        {
            return;
        }

        Blocking(() => Export(file));
    }

    private void Export(string? file)
    {
        var configuration = new MachineConfiguration(Machine, Caller) { WithSerials = IncludeSerial, WithCapacity = IncludeCapacity,
            Failed = e => WriteWarning($"Not in the configuration: {e.Message}") }.Read(DateTime.UtcNow);
        if (configuration.Root.Parts.Values.All(p => p.Count == 0))
        {
            throw ConfigurationErrors.Empty();
        }

        var text = ConfigurationWriter.Text(configuration);
        if (file is null)
        {
            WriteObject(text);
        }
        else
        {
            ConfigurationWriter.Save(file, text, Force, Stopped);
        }
    }
}
