using NvdimmPS.Fuzz.Making;

namespace NvdimmPS.Fuzz.Entrances;

/// <summary>Documents that people write and others send: refused as a whole, in the way of their kind, or what was taken holds.</summary>
/// <param name="name">The entrance's name.</param>
/// <param name="title">What is thrown.</param>
/// <param name="ids">How the ids of refusals begin.</param>
/// <param name="good">Documents that are good.</param>
/// <param name="read">Reads one.</param>
/// <param name="wrong">What is wrong with one that was taken; null where nothing is.</param>
/// <param name="missing">What is wrong with a good one that was read, as it is: a value that is not what stands there.</param>
/// <param name="change">Makes another of a good one; as JSON where nothing else is said.</param>
internal sealed class DocumentEntrance<T>(
    string name, string title, string ids, IReadOnlyList<string> good, Func<byte[], T> read, Func<T, string?> wrong,
    Func<string, T, string?> missing, Func<Dice, string, byte[]>? change = null) : Entrance(name, title)
{
    private const int PerByte = 4000;

    public override void Try(FuzzCase current)
    {
        var dice = current.Dice;
        var document = dice.Of(good);
        var isGood = dice.OneIn(20);
        var bytes = isGood ? System.Text.Encoding.UTF8.GetBytes(document) : (change ?? JsonMutant.Of)(dice, document);
        current.Throws(bytes, () => "document:");
        var result = Product(current, (Room * 64) + (PerByte * (long)bytes.Length), () => read(bytes), out var refusal);
        Hold(refusal is null || refusal.ErrorId.StartsWith(ids, StringComparison.Ordinal) || refusal.ErrorId == "Nvdimm.Input.Nesting",
            $"it is refused as {refusal?.ErrorId}: {refusal?.Message}");
        if (refusal is null && wrong(result!) is { } reason)
        {
            throw new FuzzFailure($"it passes, and {reason}");
        }

        Hold(!isGood || refusal is null, $"it is good and refused: {refusal?.Message}");
        if (isGood && missing(document, result!) is { } value)
        {
            throw new FuzzFailure($"it is good, and read with {value}");
        }
    }
}
