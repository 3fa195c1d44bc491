using System.Management.Automation;
using NvdimmPS.Configuration;
using NvdimmPS.Findings;
using NvdimmPS.Shell.Files;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Holds a machine against the configuration that it ought to have, a difference a row. Writes nothing.</summary>
[Cmdlet(VerbsData.Compare, "NvdimmConfiguration")]
[OutputType(typeof(ConfigurationDifference), typeof(bool))]
public sealed class CompareNvdimmConfigurationCmdlet : NvdimmCmdlet
{
    private NvdimmConfiguration? _desired;
    private bool _isCompared;
    private bool _isAlike = true;

    /// <summary>What ought to be: a file of Export-NvdimmConfiguration, its text, or what ConvertFrom-Json made of it.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNull]
    public object? Reference { get; set; }

    /// <summary>What there is, in the same forms; this machine when left out.</summary>
    [Parameter(Position = 1, ValueFromPipeline = true)]
    [ValidateNotNull]
    public object? Difference { get; set; }

    /// <summary>Gives one boolean: true where nothing of a warning or worse differs.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void Begin() => _desired = Read(nameof(Reference), Reference!);

    /// <inheritdoc/>
    protected override void Process()
    {
        try
        {
            foreach (var difference in ConfigurationComparer.Compare(_desired!,
                Difference is null ? OfThisMachine() : Read(nameof(Difference), Difference)))
            {
                _isAlike &= difference.Severity == nameof(FindingSeverity.Information);
                if (!Quiet)
                {
                    WriteObject(difference);
                }
            }

            _isCompared = true;
        }
        catch (NvdimmException e)
        {
            _isAlike = false;
            Report(e);
        }
    }

    /// <inheritdoc/>
    protected override void End()
    {
        if (Quiet)
        {
            WriteObject(_isCompared && _isAlike);
        }
    }

    private NvdimmConfiguration Read(string parameter, object given)
    {
        var configuration = ConfigurationOfParameter.Resolve($"-{parameter}", given, FilePath, Stopped);
        if (configuration.Strange.Count > 0)
        {
            WriteWarning($"The configuration '{configuration.Name}' has what this NvdimmPS does not know; it is passed over: "
                + $"{string.Join(", ", configuration.Strange)}.");
        }

        return configuration;
    }

    /// <summary>DIMMs are asked only for what the document speaks of.</summary>
    private NvdimmConfiguration OfThisMachine()
    {
        EnsureLinux();
        return Blocking(() => new MachineConfiguration(Machine, Caller)
        {
            WithSerials = _desired!.Serials.Any(),
            WithFirmware = _desired.Asks("firmware"),
            WithThresholds = _desired.Asks(ConfigurationPart.Thresholds.Name),
            WithCapacity = _desired.Asks(ConfigurationPart.Capacity.Name),
        }.Read(DateTime.UtcNow));
    }
}
