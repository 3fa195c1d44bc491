using NvdimmPS.Dsm;
using NvdimmPS.Inventory;

namespace NvdimmPS.Shell.Completers;

/// <summary>Completes the versions in which a function's answer differs.</summary>
public sealed class GenerationCompleter : NvdimmCompleter
{
    private protected override IEnumerable<Candidate> Candidates(CompletionContext context)
    {
        var function = context.Bound["Function"] is { } name
            ? NvdimmMachine.FindFunction(context.Family ?? DsmFamilies.Intel, name.ToString()!)
            : null;
        return function?.Generation is not { } newest
            ? []
            : [.. function.Generations.Select(g => new Candidate(g.Name, g.Source)), new Candidate(newest, function.Source)];
    }
}
