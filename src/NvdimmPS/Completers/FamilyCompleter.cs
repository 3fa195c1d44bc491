using NvdimmPS.Abi;
using NvdimmPS.Dsm;

namespace NvdimmPS.Shell.Completers;

/// <summary>Completes family names.</summary>
public sealed class FamilyCompleter : NvdimmCompleter
{
    private protected override IEnumerable<Candidate> Candidates(CompletionContext context) => Families(context)
        .Select(f => new Candidate(f.Name, $"{f.Title} ({(f.Node == NdNodeKind.Bus ? "bus" : "DIMM")} family {f.Code})"));

    /// <summary>
    /// Those that can be removed, those of the target's kind where something is sent or simulated, all where tables are looked
    /// at.
    /// </summary>
    private static IEnumerable<DsmFamily> Families(CompletionContext context) =>
        context.Command.Equals("Remove-NvdimmDsmSchema", StringComparison.OrdinalIgnoreCase) ? DsmFamilies.Imported
        : !IsForTarget(context.Command) ? DsmFamilies.All
        : DsmFamilies.All.Where(f => f.Node == (context.IsForBus ? NdNodeKind.Bus : NdNodeKind.Dimm));

    private static bool IsForTarget(string command) =>
        command.StartsWith("Invoke-", StringComparison.OrdinalIgnoreCase) || command.StartsWith("New-", StringComparison.OrdinalIgnoreCase);
}
