using NvdimmPS.Dsm;
using NvdimmPS.Kernel;

namespace NvdimmPS.Completers;

/// <summary>Completes family names.</summary>
public sealed class FamilyCompleter : NvdimmCompleter
{
    private protected override IEnumerable<Candidate> Candidates(CompletionContext context) => DsmFamilies.All
        .Where(f => !IsForTarget(context.Command) || f.Node == (context.IsForBus ? NdNodeKind.Bus : NdNodeKind.Dimm))
        .Select(f => new Candidate(f.Name, $"{f.Title} ({(f.Node == NdNodeKind.Bus ? "bus" : "DIMM")} family {f.Code})"));

    /// <summary>What calls or simulates means a DIMM's family, or with -Bus a bus's; what reads the tables means any.</summary>
    private static bool IsForTarget(string command) =>
        command.StartsWith("Invoke-", StringComparison.OrdinalIgnoreCase) || command.StartsWith("New-", StringComparison.OrdinalIgnoreCase);
}
