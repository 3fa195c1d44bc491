namespace NvdimmPS.KernelRing;

/// <summary>Counts, and the closing line that every ring ends in.</summary>
internal sealed class Report(string name, IReadOnlyDictionary<string, string> knownDifferences)
{
    private int _passed, _failed, _skipped;

    public void Passed() => _passed++;

    public void Failed(string id, string what)
    {
        if (knownDifferences.TryGetValue(id, out var reason))
        {
            Skipped(id, "known difference: " + reason);
            return;
        }

        _failed++;
        Console.WriteLine($"FAILED {id}\n    {what}");
    }

    public void Skipped(string id, string why)
    {
        _skipped++;
        Console.WriteLine($"skipped {id}: {why}");
    }

    public int Close()
    {
        Console.WriteLine($"{name}: {_passed} passed, {_failed} failed, {_skipped} skipped");
        return _failed == 0 && _passed > 0 ? 0 : 1;
    }
}
