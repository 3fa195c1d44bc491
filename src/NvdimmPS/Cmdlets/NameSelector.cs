using System.Management.Automation;
using NvdimmPS.Inventory;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Finds what names and patterns mean. One that means nothing is an error, and the others go on.</summary>
/// <param name="topology">Where they are looked for.</param>
/// <param name="noun">What is named.</param>
/// <param name="list">All there are, in order.</param>
/// <param name="find">The one of a name; null where there is none.</param>
/// <param name="nameOf">Its name.</param>
/// <param name="nothing">Called where all are wanted and there is none.</param>
internal sealed class NameSelector<T>(Topology topology, NvdimmNoun noun, Func<IEnumerable<T>> list, Func<string, T?> find,
    Func<T, string> nameOf, Action? nothing = null)
    where T : class
{
    private IReadOnlyList<T>? _all;

    /// <summary>What the names and patterns mean, each once; null means all.</summary>
    public IEnumerable<T> Select(string[]? names, Action<NvdimmException> report)
    {
        if (names is null)
        {
            var none = true;
            foreach (var item in list())
            {
                none = false;
                yield return item;
            }

            if (none)
            {
                nothing?.Invoke();
            }

            yield break;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (Matches(name, report) is not { } matches)
            {
                continue;
            }

            var any = false;
            foreach (var item in matches)
            {
                any = true;
                if (seen.Add(nameOf(item)))
                {
                    yield return item;
                }
            }

            if (!any)
            {
                report(InventoryErrors.NotFound(topology, noun.ToString(), name, All.Select(nameOf)));
            }
        }
    }

    private IReadOnlyList<T> All => _all ??= [.. list()];

    private IEnumerable<T>? Matches(string name, Action<NvdimmException> report)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(name))
        {
            return find(name) is { } one ? [one] : [];
        }

        try
        {
            var pattern = NamePattern.Parse(name);
            return All.Where(item => pattern.IsMatch(nameOf(item)));
        }
        catch (NvdimmException e)
        {
            report(e);
            return null;
        }
    }
}
