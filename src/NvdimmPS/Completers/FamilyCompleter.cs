using NvdimmPS.Dsm;
using NvdimmPS.Kernel;

namespace NvdimmPS.Completers;

/// <summary>Completes family names.</summary>
public sealed class FamilyCompleter : NvdimmCompleter
{
    private protected override IEnumerable<Candidate> Candidates(CompletionContext context) => Families(context)
        .Select(f => new Candidate(f.Name, $"{f.Title} ({(f.Node == NdNodeKind.Bus ? "bus" : "DIMM")} family {f.Code})"));

    /// <summary>Those that can be removed, all where tables are looked at, and those of the target's kind where something is sent.</summary>
    private static IEnumerable<DsmFamily> Families(CompletionContext context) =>
        context.Command.Equals("Remove-NvdimmDsmSchema", StringComparison.OrdinalIgnoreCase) ? DsmFamilies.Imported
        : context.Command.EndsWith("NvdimmDsmFunction", StringComparison.OrdinalIgnoreCase) || context.Command.EndsWith("NvdimmDsmSchema", StringComparison.OrdinalIgnoreCase) ? DsmFamilies.All
        : DsmFamilies.All.Where(f => f.Node == (context.IsForBus ? NdNodeKind.Bus : NdNodeKind.Dimm));
}
