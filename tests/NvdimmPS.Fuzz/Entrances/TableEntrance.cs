using NvdimmPS.Dsm;
using NvdimmPS.Fuzz.Expected;
using NvdimmPS.Fuzz.Making;

namespace NvdimmPS.Fuzz.Entrances;

/// <summary>
/// Families that nobody has thought of: each is accepted, comes out as it went in, and reads and writes as plain arithmetic by its
/// text says.
/// </summary>
internal sealed class TableEntrance() : Entrance("tables", "families made at random, as a schema, and their answers, requests and packages")
{
    private const int Cases = 24;

    public override void Try(FuzzCase current)
    {
        var text = TableMaker.Make(current.Dice);
        current.Throws(text, () => "schema:");
        var schema = Product(current, Room * 64, () => DsmSchema.Parse("fuzz.json", text), out var refusal);
        Hold(schema is not null, $"the schema is good and refused: {refusal?.Message}");
        using var isolated = DsmFamilies.Isolate();
        _ = Product(current, Room * 64, () => DsmFamilies.Import(schema!), out refusal);
        Hold(refusal is null, $"the schema is good and refused: {refusal?.Message}");
        var family = DsmFamilies.Imported.Single();
        var written = DsmSchema.Write([family]);
        Hold(DsmFamilies.Import(DsmSchema.Parse("again.json", written)).Count == family.Functions.Count && DsmSchema.Write(DsmFamilies.Imported) == written, "it comes out otherwise than it went in");
        var table = TableReader.Read(text);
        var subjects = Subject.Of([family], table);
        FamilyTable[] known = [.. Subject.BuiltIn, .. table];
        Entrance[] entrances = [new AnswerEntrance(subjects), new RequestEntrance(subjects), new PackageEntrance(subjects, known), new EnvelopeEntrance(subjects, known), new CallEntrance(subjects)];
        for (var i = 0; i < Cases; i++)
        {
            Use(current, current.Dice.Of(entrances), text);
        }
    }

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
