using System.Management.Automation;
using NvdimmPS.PlatformConfiguration;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Gets how modules of the Intel family are configured, and what their platform can do. Writes nothing.</summary>
[Cmdlet(VerbsCommon.Get, "NvdimmPlatformConfiguration", DefaultParameterSetName = DimmSet)]
[OutputType(typeof(NvdimmPlatformConfiguration), ParameterSetName = [DimmSet])]
[OutputType(typeof(NvdimmPlatformCapability), ParameterSetName = [PlatformSet])]
public sealed class GetNvdimmPlatformConfigurationCmdlet : TopologyCmdlet
{
    private const string DimmSet = "Dimm", PlatformSet = "Platform";

    private PlatformConfigurationReader? _reader;

    /// <summary>The DIMMs; all when left out.</summary>
    [Parameter(ParameterSetName = DimmSet, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Dimm, NvdimmNoun.Bus, NvdimmNoun.Region, NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(DimmCompleter))]
    [ValidateNotNull]
    [SupportsWildcards]
    public string[]? Dimm { get; set; }

    /// <summary>Reads by the large payload of the mailbox, where the platform has one: fewer calls.</summary>
    [Parameter(ParameterSetName = DimmSet)]
    public SwitchParameter LargePayload { get; set; }

    /// <summary>What the platform can do, in place of DIMMs.</summary>
    [Parameter(ParameterSetName = PlatformSet, Mandatory = true)]
    public SwitchParameter Platform { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        base.Begin();
        _reader = new PlatformConfigurationReader(Machine, Caller);
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (Platform)
        {
            var capability = Blocking(() => PlatformCapabilityReader.Read(Machine.Kernel));
            Warn("the platform", capability.Problems);
            WriteObject(capability);
            return;
        }

        ForEach(Devices.Select(Dimm, Report),
            device => _reader!.Read(device, LargePayload, Stopped),
            (device, read) =>
            {
                Warn(device.Name, read.Problems);
                WriteObject(read);
            });
    }

    private void Warn(string what, ItemList<string> problems)
    {
        if (problems.Count > 0)
        {
            WriteWarning($"The configuration data of {what} is damaged: {string.Join("; ", problems)}. "
                + "What makes no sense is in Tables, as bytes.");
        }
    }
}
