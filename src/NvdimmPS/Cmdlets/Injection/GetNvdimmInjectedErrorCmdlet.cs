using System.Management.Automation;
using NvdimmPS.Injection;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Lists the memory errors that are injected into buses now.</summary>
[Cmdlet(VerbsCommon.Get, "NvdimmInjectedError")]
[OutputType(typeof(NvdimmInjectedError))]
public sealed class GetNvdimmInjectedErrorCmdlet : TopologyCmdlet
{
    /// <summary>Which buses; all that offer injection when left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Bus, NvdimmNoun.Dimm, NvdimmNoun.Region, NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(BusCompleter))]
    [ValidateNotNull]
    [SupportsWildcards]
    public string[]? Bus { get; set; }

    /// <inheritdoc/>
    protected override void Process() => Blocking(() =>
    {
        var injection = new ErrorInjection(Machine, allowHardware: true);
        foreach (var bus in Buses.Select(Bus, Report).Where(b => Bus is not null || ErrorInjection.IsOfferedBy(b)))
        {
            if (Stopping)
            {
                return;
            }

            Try(bus, () => Emit(injection.Read(bus, Caller)));
        }
    });
}
