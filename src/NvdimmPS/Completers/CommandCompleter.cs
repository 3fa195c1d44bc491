using NvdimmPS.Abi;
using NvdimmPS.Dsm;

namespace NvdimmPS.Shell.Completers;

/// <summary>Completes the legacy commands.</summary>
public sealed class CommandCompleter : NvdimmCompleter
{
    private protected override IEnumerable<Candidate> Candidates(CompletionContext context) => NdCommands.All
        .Where(c => c.Number != NdCommands.CallNumber && c.Node == (context.IsForBus ? NdNodeKind.Bus : NdNodeKind.Dimm))
        .Select(c =>
            new Candidate(c.Name, $"{DsmFamilies.FunctionOf(c)} ({DsmFamilies.FunctionOf(c).Danger.ToString().ToLowerInvariant()})"));
}
