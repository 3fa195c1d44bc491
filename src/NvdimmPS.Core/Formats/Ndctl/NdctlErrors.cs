namespace NvdimmPS.Formats.Ndctl;

/// <summary>What can be wrong with objects that are written as ndctl writes them.</summary>
internal static class NdctlErrors
{
    internal static NvdimmException OtherDimm(string dimm, string there, string here) =>
        new("Nvdimm.Input.OtherDimm", NvdimmErrorKind.InvalidArgument, dimm,
            $"The health does not belong to {dimm}: its DIMM has the id {Printable.Quote(there)}, and {dimm} of this machine has "
                + $"{here}.",
            $"Convert it on the computer where it was read, or leave it out: {Mention.Named("Health")} reads the DIMM.");
}
