using NvdimmPS.Dsm;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>The target of a call.</summary>
/// <param name="Dsm">What the core needs to know of it.</param>
/// <param name="Object">The DIMM or bus, for errors.</param>
/// <param name="Notes">What to say when the call is explained.</param>
internal sealed record CallTarget(DsmTarget Dsm, object Object, IReadOnlyList<string> Notes)
{
    /// <summary>True for one that is not there and is only explained to.</summary>
    public bool IsImagined { get; init; }
}
