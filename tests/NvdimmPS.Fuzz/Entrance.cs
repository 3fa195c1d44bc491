namespace NvdimmPS.Fuzz;

/// <summary>One of the ways by which what others wrote gets into the product, and what must always be true of it.</summary>
/// <param name="name">Its name for <c>--only</c>.</param>
/// <param name="title">What is thrown, in words.</param>
internal abstract class Entrance(string name, string title)
{
    /// <summary>What a refusal or a small result may take besides.</summary>
    protected const long Room = 256 << 10;

    private const int LongestMessage = 4100;

    public string Name => name;

    public string Title => title;

    /// <summary>Makes one case and throws it.</summary>
    /// <exception cref="FuzzFailure">The product did what it must never do.</exception>
    public abstract void Try(FuzzCase current);

    protected static void Hold(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new FuzzFailure(otherwise);
        }
    }

    /// <summary>Has the product do something: it does it, or refuses it in the documented way, within bounds.</summary>
    /// <param name="current">The case.</param>
    /// <param name="most">How many bytes it may allocate.</param>
    /// <param name="call">What it is to do.</param>
    /// <param name="refusal">Its refusal; null where it did it.</param>
    protected static T? Product<T>(FuzzCase current, long most, Func<T> call, out NvdimmException? refusal)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            var result = call();
            refusal = null;
            current.Took();
            return result;
        }
        catch (NvdimmException e)
        {
            refusal = e;
            current.Refuses();
            Check(e);
            return default;
        }
        finally
        {
            var taken = GC.GetAllocatedBytesForCurrentThread() - before;
            Hold(taken <= most, $"{taken:N0} bytes were allocated where {most:N0} are enough");
        }
    }

    /// <summary>What every refusal has: an id, one line fit for a terminal, and the next step.</summary>
    protected static void Check(NvdimmException refusal)
    {
        Hold(refusal.ErrorId.StartsWith("Nvdimm.", StringComparison.Ordinal), $"the id of the refusal is '{refusal.ErrorId}'");
        Hold($"{refusal.NextStep}".Length > 0, $"the refusal does not say what to do next: {refusal.Message}");
        foreach (var text in (string[])[refusal.Message, $"{refusal.NextStep}", refusal.ErrorId])
        {
            Hold(!text.Any(char.IsControl),
                $"a refusal ({refusal.ErrorId}) has characters that steer a terminal: {Uri.EscapeDataString(text)}");
            Hold(text.Length <= LongestMessage, $"a refusal ({refusal.ErrorId}) has {text.Length} characters");
        }
    }
}
