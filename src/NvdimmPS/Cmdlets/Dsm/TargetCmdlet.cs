using System.Management.Automation;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>A cmdlet that calls DIMMs or buses.</summary>
public abstract class TargetCmdlet : TopologyCmdlet
{
    private protected const string DimmSet = "Dimm";
    private protected const string BusSet = "Bus";

    /// <summary>The DIMMs to call. Not mandatory, or the engine would not let a bus come through the pipeline.</summary>
    [Parameter(ParameterSetName = DimmSet, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Dimm, NvdimmNoun.Region, NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(DimmCompleter))]
    [ValidateNotNull]
    [SupportsWildcards]
    public string[]? Dimm { get; set; }

    /// <summary>The buses to call.</summary>
    [Parameter(ParameterSetName = BusSet, Mandatory = true, ValueFromPipeline = true)]
    [NvdimmName(NvdimmNoun.Bus)]
    [ArgumentCompleter(typeof(BusCompleter))]
    [SupportsWildcards]
    public string[]? Bus { get; set; }

    /// <summary>Everything named, one at a time. With -WhatIf also what is not there, since nothing is sent.</summary>
    private protected IEnumerable<CallTarget> Targets(Func<NdNodeKind, DsmFamily> assume)
    {
        if (!IsWhatIfTyped)
        {
            EnsureLinux();
        }

        return Dimm is not null ? Targets(NdNodeKind.Dimm, Dimm, assume)
            : Bus is not null ? Targets(NdNodeKind.Bus, Bus, assume)
            : throw BindingErrors.NoTarget();
    }

    private IEnumerable<CallTarget> Targets(NdNodeKind kind, string[] names, Func<NdNodeKind, DsmFamily> assume)
    {
        var missing = new List<NvdimmException>();
        var found = kind == NdNodeKind.Dimm
            ? Devices.Select(names, missing.Add).Select(d => new CallTarget(NvdimmMachine.Target(d), d, []))
            : Buses.Select(names, missing.Add).Select(b => new CallTarget(NvdimmMachine.Target(b), b, []));
        foreach (var target in found)
        {
            yield return target;
        }

        foreach (var failure in missing)
        {
            if (IsWhatIfTyped && failure.Kind == NvdimmErrorKind.ObjectNotFound)
            {
                yield return Imagined(kind, failure, assume(kind));
            }
            else
            {
                Report(failure);
            }
        }
    }

    private static CallTarget Imagined(NdNodeKind kind, NvdimmException missing, DsmFamily family)
    {
        var target = NvdimmMachine.Imagine(kind, missing.Target ?? string.Empty, family);
        return new CallTarget(target, missing.Target ?? target.Name,
        [
            $"{missing.Message} This is what a {(kind == NdNodeKind.Bus ? "bus" : "DIMM")} of the {family} family would be "
                + $"sent{(target.Name == missing.Target ? string.Empty : $", with {target.Name} as an example")}.",
        ]) { IsImagined = true };
    }
}
