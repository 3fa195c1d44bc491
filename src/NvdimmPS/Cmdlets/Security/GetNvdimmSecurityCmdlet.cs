using System.Management.Automation;
using NvdimmPS.Security;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Says how the security of DIMMs stands, and which keys are at hand. Sends a read alone, and reads no key.</summary>
[Cmdlet(VerbsCommon.Get, "NvdimmSecurity")]
[OutputType(typeof(NvdimmSecurity))]
public sealed class GetNvdimmSecurityCmdlet : TopologyCmdlet
{
    /// <summary>The DIMMs; all when left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Dimm, NvdimmNoun.Bus, NvdimmNoun.Region, NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(DimmCompleter))]
    [ValidateNotNull]
    [SupportsWildcards]
    public string[]? Dimm { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var reader = new SecurityReader(Machine, Caller);
        ForEach(Devices.Select(Dimm, Report), reader.Read, (_, security) => WriteObject(security));
    }
}
