namespace NvdimmPS.Shell.Completers;

/// <summary>Completes the sector sizes that the kernel offers.</summary>
public sealed class SectorSizeCompleter : NvdimmCompleter
{
    private protected override IEnumerable<Candidate> Candidates(CompletionContext context) =>
        AlignmentCompleter.Choices(context, "btt_seed", "sector_size").Select(s => new Candidate($"{s}", $"{s} bytes"));
}
