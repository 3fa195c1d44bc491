using NvdimmPS.Dsm;

namespace NvdimmPS.Shell.Completers;

/// <summary>Completes function names of the family that is called.</summary>
public sealed class FunctionCompleter : NvdimmCompleter
{
    private protected override IEnumerable<Candidate> Candidates(CompletionContext context) =>
        (context.Family ?? DsmFamilies.Intel).Functions.Select(f =>
            new Candidate(f.Name,
                $"{f.Family} {f.Number} {f.Title} "
                    + $"({f.Danger.ToString().ToLowerInvariant()}{(f.IsSensitive ? ", sensitive" : string.Empty)})"));
}
