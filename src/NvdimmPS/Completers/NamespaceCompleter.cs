namespace NvdimmPS.Shell.Completers;

/// <summary>Completes namespace names.</summary>
public sealed class NamespaceCompleter : NvdimmCompleter
{
    private protected override IEnumerable<Candidate> Candidates(CompletionContext context) =>
        context.Machine.Topology.GetNamespaces().Select(n => new Candidate(n.Name, $"{n.Name}, {n.Mode}, {n.BlockDevice ?? n.DaxDevice}"));
}
