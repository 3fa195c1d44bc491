using System.Text;
using NvdimmPS.Dsm;
using NvdimmPS.Dsm.Vendor;
using NvdimmPS.Fuzz.Expected;
using NvdimmPS.Fuzz.Making;

namespace NvdimmPS.Fuzz.Entrances;

/// <summary>Takes a schema's bytes in, or refuses them.</summary>
internal delegate void SchemaImport(byte[] bytes, bool replace);

/// <summary>Schemas that were good once: refused as a whole, or families that read as plain arithmetic by what they are now says.</summary>
/// <param name="import">Who takes them in; the product where nobody else is named.</param>
internal sealed class SchemaEntrance(SchemaImport? import = null) : Entrance("schemas", "schema files that were good once")
{
    private const int PerByte = 4000, Cases = 6;

    private static readonly string[] Small = ["IntelBus", "HyperV", "NfitBus", "Papr", "Hpe2"];

    private static readonly Lazy<string[]> Good = new(() =>
        [.. DsmFamilies.All.Where(f => Small.Contains(f.Name)).Select(f => DsmSchema.Write([f])), DsmSchema.Write(DsmFamilies.All)]);

    private readonly SchemaImport _import =
        import ?? ((bytes, replace) => DsmFamilies.Import(DsmSchema.Parse("schema.json", bytes), replace));

    public override void Try(FuzzCase current)
    {
        var dice = current.Dice;
        var good = dice.OneIn(4) ? SomeVendorCommands(dice) : dice.OneIn(2) ? TableMaker.Make(dice) : dice.OneIn(30) ? Good.Value[^1] : dice.Of(Good.Value[..^1]);
        var bytes = JsonMutant.Of(dice, good);
        var replace = dice.OneIn(2);
        current.Throws(bytes, () => $"schema{(replace ? ", replacing" : "")}:");
        using var isolated = DsmFamilies.Isolate();
        var before = DsmFamilies.Current;
        _ = Product<object>(current, (Room * 16) + (PerByte * (long)bytes.Length), Import, out var refusal);
        Hold(refusal is null || ReferenceEquals(before, DsmFamilies.Current), "it is refused, and something of it stays");
        Hold(refusal is null || refusal.ErrorId.StartsWith("Nvdimm.Schema.", StringComparison.Ordinal),
            $"it is refused as {refusal?.ErrorId}");
        var families = DsmFamilies.Imported.Where(f => f.Functions.Any(x => x.Origin is not null)).ToList();
        if (refusal is null && families.Count > 0)
        {
            Use(current, families, bytes);
        }

        if (refusal is null && VendorCommands.All.Any(c => c.Origin is not null))
        {
            UseVendor(current);
        }

        object Import()
        {
            _import(bytes, replace);
            return this;
        }
    }

    /// <summary>A file that adds a few to the family that has them.</summary>
    private static string SomeVendorCommands(Dice dice)
    {
        VendorCommand[] some = [.. Enumerable.Range(0, 1 + dice.Below(3)).Select(_ => dice.Of(VendorCommands.BuiltIn)).Distinct()];
        var known = DsmFamilies.Intel;
        return DsmSchema.Write([new DsmFamily(known.Name, known.Node, known.Code, known.Title)
        {
            Guid = known.Guid, Source = known.Source, Statuses = known.Statuses, VendorTable = () => some,
        }]);
    }

    private static void UseVendor(FuzzCase current)
    {
        var text = DsmSchema.Write([DsmFamilies.Intel]);
        var names = VendorCommands.All.Where(c => c.Origin is not null).Select(c => c.Name).ToHashSet();
        var family = TableReader.Read(text).Single();
        var entrance = new VendorEntrance(family with { VendorCommands = [.. family.VendorCommands.Where(c => names.Contains(c.Name))] });
        for (var i = 0; i < Cases; i++)
        {
            try
            {
                entrance.Try(current);
            }
            catch (FuzzFailure e)
            {
                throw new FuzzFailure($"{e.Message} By the schema {text.ReplaceLineEndings("")}");
            }
        }
    }

    private static void Use(FuzzCase current, List<DsmFamily> families, byte[] bytes)
    {
        var text = DsmSchema.Write(families);
        var tables = TableReader.Read(text);

        // What adds to a built-in family says a part of it; what has a family of its own says it all.
        if (!families.Exists(f => Subject.BuiltIn.Any(b => b.Name == f.Name)))
        {
            var own = TableReader.Read(Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF'));
            Hold(TableText.Of(own) == TableText.Of(tables), "it is accepted, and says otherwise then than it was written");
            tables = own;
        }

        var subjects = Subject.Of(families, tables).Where(s => s.Function.Origin is not null).ToList();
        Entrance[] entrances = [new AnswerEntrance(subjects), new RequestEntrance(subjects)];
        for (var i = 0; i < Cases; i++)
        {
            try
            {
                current.Dice.Of(entrances).Try(current);
            }
            catch (FuzzFailure e)
            {
                throw new FuzzFailure($"{e.Message} By the schema {text.ReplaceLineEndings("")}");
            }
        }
    }
}
