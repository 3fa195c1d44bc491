using NvdimmPS.Fleet;

namespace NvdimmPS.Shell.Completers;

/// <summary>Completes the hosts that ssh knows: of ~/.ssh/config and ~/.ssh/known_hosts.</summary>
public sealed class HostCompleter : NvdimmCompleter
{
    private protected override IEnumerable<Candidate> Candidates(CompletionContext context)
    {
        // ssh goes by the user's home too, and not by $HOME.
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return KnownHosts.Read(Path.Combine(home, ".ssh")).Select(h => new Candidate(h.Name, h.Source));
    }
}
