using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using NvdimmPS.Inventory;
using NvdimmPS.Shell.Session;

namespace NvdimmPS.Shell.Completers;

/// <summary>
/// Completes an argument from sysfs and the tables alone: no DSM is sent. Whatever goes wrong, there is just nothing to
/// offer; an exception would spoil the prompt.
/// </summary>
public abstract class NvdimmCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            var word = (wordToComplete ?? string.Empty).Trim('\'', '"');
            var pattern = new WildcardPattern(word + "*", WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
            var context = new CompletionContext(new NvdimmMachine(NvdimmSession.Kernel), commandName ?? string.Empty,
                fakeBoundParameters ?? new Hashtable());
            return [.. Candidates(context).Where(c => pattern.IsMatch(c.Text)).Select(Result)];
        }
#pragma warning disable CA1031 // See above.
        catch (Exception)
#pragma warning restore CA1031
        {
            return [];
        }
    }

    /// <summary>Everything there is to offer, best first.</summary>
    private protected abstract IEnumerable<Candidate> Candidates(CompletionContext context);

    private static CompletionResult Result(Candidate candidate)
    {
        var needsQuotes = !candidate.IsCode && candidate.Text.AsSpan().IndexOfAny(' ', '\'', ';') >= 0;
        var text = needsQuotes ? $"'{candidate.Text.Replace("'", "''", StringComparison.Ordinal)}'" : candidate.Text;
        return new CompletionResult(text, candidate.Text, CompletionResultType.ParameterValue, string.IsNullOrEmpty(candidate.ToolTip)
            ? candidate.Text
            : candidate.ToolTip);
    }
}
