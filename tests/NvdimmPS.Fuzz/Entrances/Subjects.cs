using NvdimmPS.Dsm;
using NvdimmPS.Fuzz.Expected;

namespace NvdimmPS.Fuzz.Entrances;

/// <summary>A function as the product has it, and its table as the schema's text has it.</summary>
internal sealed record Subject(DsmFunction Function, FunctionTable Table)
{
    /// <summary>The families that are built in.</summary>
    public static IReadOnlyList<FamilyTable> BuiltIn { get; } = TableReader.Read(DsmSchema.Write(DsmFamilies.All));

    /// <summary>All functions of families, in all forms: those of older versions of a specification too.</summary>
    public static IReadOnlyList<Subject> Of(IReadOnlyList<DsmFamily> families) =>
        Of(families, [.. BuiltIn.Where(t => families.Any(f => f.Name == t.Name))]);

    public static IReadOnlyList<Subject> Of(IReadOnlyList<DsmFamily> families, IReadOnlyList<FamilyTable> tables) =>
    [
        .. from table in tables
           let family = families.Single(f => f.Name == table.Name)
           from function in table.Functions
           from subject in Forms(family.Get(function.Number), function)
           select subject,
    ];

    /// <summary>The subject's name with its version.</summary>
    public override string ToString() => Table.Generation is { } generation && Table.Generations.Count == 0 ? $"{Table} {generation}"
        : $"{Table}";

    private static IEnumerable<Subject> Forms(DsmFunction function, FunctionTable table) => function.Generation is not { } newest
        ? [new Subject(function, table)]
        : table.Generations.Select(g => g.Name).Append(newest).Select(g => new Subject(function.In(g), table.In(g)))
            .Prepend(new Subject(function, table));
}
