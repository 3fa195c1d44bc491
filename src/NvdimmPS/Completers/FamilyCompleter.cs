using NvdimmPS.Dsm;
using NvdimmPS.Kernel;

namespace NvdimmPS.Completers;

/// <summary>Completes family names.</summary>
public sealed class FamilyCompleter : NvdimmCompleter
{
    private protected override IEnumerable<Candidate> Candidates(CompletionContext context) => DsmFamilies.All
        .Where(f => !context.Command.StartsWith("Invoke-", StringComparison.OrdinalIgnoreCase) || f.Node == (context.IsForBus ? NdNodeKind.Bus : NdNodeKind.Dimm))
        .Select(f => new Candidate(f.Name, $"{f.Title} ({(f.Node == NdNodeKind.Bus ? "bus" : "DIMM")} family {f.Code})"));
}
