using System.Management.Automation;
using NvdimmPS.Health;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>A cmdlet that takes DIMMs, or the health of DIMMs as it was piped in; all DIMMs where neither is given.</summary>
public abstract class HealthInputCmdlet : TopologyCmdlet
{
    private protected const string InputSet = "InputObject";
    private protected const string DimmSet = "Dimm";

    /// <summary>Health as Get-NvdimmHealth gives it; read now when left out.</summary>
    [Parameter(ParameterSetName = InputSet, ValueFromPipeline = true)]
    [HealthObject]
    [ValidateNotNull]
    public NvdimmHealth[]? InputObject { get; set; }

    /// <summary>The DIMMs to read; all when left out.</summary>
    [Parameter(ParameterSetName = DimmSet, Mandatory = true, Position = 0, ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Dimm, NvdimmNoun.Bus, NvdimmNoun.Region, NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(DimmCompleter))]
    [ValidateNotNull]
    [SupportsWildcards]
    public string[]? Dimm { get; set; }

    /// <summary>How long sysfs, and then each DIMM, may take to answer.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = (int)HealthReader.UsualLimit.TotalSeconds;

    /// <summary>The same as a time.</summary>
    private protected TimeSpan Limit => TimeSpan.FromSeconds(TimeoutSec);

    /// <summary>True where a DIMM that was asked for could not be looked at.</summary>
    private protected bool HasFailed { get; private set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (InputObject is { } given)
        {
            Array.ForEach(given, Take);
        }
        else
        {
            ForEach(Devices.Select(Dimm, Miss), Read, Take, Limit, ReadLate);
        }
    }

    /// <summary>The health of one DIMM, as it was piped in; on the pipeline's thread.</summary>
    private protected abstract void Take(NvdimmHealth health);

    /// <summary>Reads one DIMM; null where it was read before.</summary>
    private protected abstract object? Read(NvdimmDevice device);

    /// <summary>One that did not answer in time.</summary>
    private protected abstract object ReadLate(NvdimmDevice device, NvdimmException why);

    /// <summary>What was read of one DIMM.</summary>
    private protected abstract void Take(NvdimmDevice device, object read);

    /// <summary>Tells that one cannot be looked at; the rest goes on.</summary>
    private protected void Miss(NvdimmException failure)
    {
        HasFailed = true;
        Report(failure);
    }
}
