using NvdimmPS.Dsm;
using NvdimmPS.Fuzz.Expected;
using NvdimmPS.Fuzz.Making;

namespace NvdimmPS.Fuzz.Entrances;

/// <summary>
/// Families that nobody has thought of: each is accepted, comes out as it went in, and reads and writes as plain arithmetic by its
/// text says.
/// </summary>
/// <param name="parse">Who reads the text; the product where nobody else is named.</param>
internal sealed class TableEntrance(Func<string, DsmSchema>? parse = null)
    : Entrance("tables", "families made at random, as a schema, and their answers, requests and packages")
{
    private const int Cases = 24;

    private readonly Func<string, DsmSchema> _parse = parse ?? (text => DsmSchema.Parse("fuzz.json", text));

    public override void Try(FuzzCase current)
    {
        var text = TableMaker.Make(current.Dice);
        current.Throws(text, () => "schema:");
        var schema = Product(current, Room * 64, () => _parse(text), out var refusal);
        Hold(schema is not null, $"the schema is good and refused: {refusal?.Message}");
        using var isolated = DsmFamilies.Isolate();
        _ = Product(current, Room * 64, () => DsmFamilies.Import(schema!), out refusal);
        Hold(refusal is null, $"the schema is good and refused: {refusal?.Message}");
        var family = DsmFamilies.Imported.Single();
        var written = DsmSchema.Write([family]);
        var count = DsmFamilies.Import(DsmSchema.Parse("again.json", written)).Count;
        Hold(count == family.Functions.Count && DsmSchema.Write(DsmFamilies.Imported) == written, "it comes out otherwise than it went in");
        var table = TableReader.Read(text);
        var (goes, comes) = (TableText.Of(table), TableText.Of(TableReader.Read(written)));
        var at = goes.AsSpan().CommonPrefixLength(comes);
        Hold(goes == comes, $"it says '{Around(comes, at)}', must say '{Around(goes, at)}'");
        var subjects = Subject.Of([family], table);
        FamilyTable[] known = [.. Subject.BuiltIn, .. table];
        Entrance[] entrances =
        [
            new AnswerEntrance(subjects), new RequestEntrance(subjects), new PackageEntrance(subjects, known),
            new EnvelopeEntrance(subjects, known), new CallEntrance(subjects),
        ];
        for (var i = 0; i < Cases; i++)
        {
            Use(current, current.Dice.Of(entrances), text);
        }
    }

    private static string Around(string text, int at) => text[Math.Max(0, at - 60)..Math.Min(text.Length, at + 30)];

    private static void Use(FuzzCase current, Entrance entrance, string text)
    {
        try
        {
            entrance.Try(current);
        }
        catch (FuzzFailure e)
        {
            throw new FuzzFailure($"{entrance.Name}: {e.Message} The family is {text}");
        }
    }
}
