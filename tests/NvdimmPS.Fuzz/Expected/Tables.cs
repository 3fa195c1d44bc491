using System.Numerics;

namespace NvdimmPS.Fuzz.Expected;

// The tables as the schema's text has them: what is expected is worked out from these and shares nothing with the product's codec.

/// <summary>A value and its word; of a mask the value is a bit.</summary>
internal sealed record WordTable(BigInteger Value, string Word);

/// <summary>Holds when the masked bits of a field have a value, or where <paramref name="Not"/> is true another.</summary>
internal sealed record ConditionTable(string Field, BigInteger Mask, BigInteger Value, bool Not)
{
    /// <summary>A mask of all bits, however many there are.</summary>
    public static readonly BigInteger AllBits = BigInteger.MinusOne;

    public bool HoldsFor(BigInteger number) => ((number & Mask) == Value) != Not;
}

internal sealed record FieldTable
{
    public required string Name { get; init; }

    public required string Kind { get; init; }

    /// <summary>Its bytes; of a field without a fixed end those of one element.</summary>
    public required int Size { get; init; }

    public required int Offset { get; init; }

    public bool IsOverlay { get; init; }

    public bool IsTail { get; init; }

    public string? Unit { get; init; }

    public required IReadOnlyList<WordTable> Words { get; init; }

    public string? OtherWord { get; init; }

    public required IReadOnlyList<WordTable> NotReported { get; init; }

    public required IReadOnlyList<ConditionTable> ValidWhen { get; init; }

    public bool OnFailureToo { get; init; }

    public (ConditionTable When, int Size)? Shorter { get; init; }

    public double? Minimum { get; init; }

    public double? Maximum { get; init; }

    public BigInteger Default { get; init; }

    public bool IsRequired { get; init; }

    public required IReadOnlyList<ConditionTable> Sets { get; init; }

    public string? Counts { get; init; }

    public string? CountedBy { get; init; }

    public bool IsSecret { get; init; }

    public LayoutTable? Element { get; init; }

    /// <summary>Whether it is secret, or a record that has something secret.</summary>
    public bool HoldsSecret => IsSecret || Element?.Fields.Any(f => f.IsSecret) is true;

    public bool IsReserved => Kind == "Reserved";

    public bool IsNumber => Kind is "Unsigned" or "Temperature" or "Duration" or "Enum" or "Flags";

    /// <summary>The largest number that its bytes hold.</summary>
    public BigInteger Largest => (BigInteger.One << (8 * Size)) - 1;
}

internal sealed record LayoutTable(IReadOnlyList<FieldTable> Fields, bool RequiresAny)
{
    /// <summary>The bytes before what has no fixed end.</summary>
    public int FixedSize { get; } = Fields.Where(f => !f.IsOverlay && !f.IsTail).Sum(f => f.Size);

    public FieldTable? Tail { get; } = Fields.FirstOrDefault(f => f.IsTail);

    public IEnumerable<FieldTable> Named { get; } = [.. Fields.Where(f => !f.IsReserved)];

    public FieldTable Get(string name) => Named.Single(f => f.Name == name);
}

internal sealed record StatusTable(uint Code, string Name, string Message, bool IsSuccess);

internal sealed record GenerationTable(string Name, LayoutTable Output, IReadOnlyList<ConditionTable> Evidence, int? FunctionsBelow,
    IReadOnlyList<StatusTable>? Statuses);

internal sealed record FunctionTable
{
    public required FamilyTable Family { get; init; }

    public required uint Number { get; init; }

    public required string Name { get; init; }

    public bool IsSensitive { get; init; }

    public bool HasVendorPayload { get; init; }

    public LayoutTable? Input { get; init; }

    public LayoutTable? Output { get; init; }

    /// <summary>Where no layout says it.</summary>
    public int? InputSize { get; init; }

    public int? OutputSize { get; init; }

    public string? Legacy { get; init; }

    public string? Generation { get; init; }

    public required IReadOnlyList<GenerationTable> Generations { get; init; }

    public required IReadOnlyList<StatusTable> Statuses { get; init; }

    /// <summary>The family's status words, or those of an older version.</summary>
    public required IReadOnlyList<StatusTable> FamilyStatuses { get; init; }

    public required IReadOnlyList<uint> FieldsWithStatus { get; init; }

    public required IReadOnlyList<(int Size, uint? Status)> ShortAnswers { get; init; }

    /// <summary>Every form of the answer.</summary>
    public IEnumerable<LayoutTable> Outputs => Generations.Select(g => g.Output).Concat(Output is null ? [] : [Output]);

    /// <summary>True where a passphrase is among its fields.</summary>
    public bool HoldsSecret => Outputs.Concat(Input is null ? [] : [Input]).Any(l => l.Named.Any(f => f.HoldsSecret));

    /// <summary>The function as one version has it.</summary>
    public FunctionTable In(string generation) => generation == Generation ? this with { Generations = [] }
        : Generations.Single(g => g.Name == generation) is var other
        ? this with { Output = other.Output, Generation = generation, Generations = [], FamilyStatuses = other.Statuses ?? FamilyStatuses }
        : this;

    public override string ToString() => $"{Family.Name} {Number} {Name}";
}

internal sealed record FamilyTable
{
    public required string Name { get; init; }

    public bool IsOfBus { get; init; }

    public required uint Number { get; init; }

    public bool IsInPlace { get; init; }

    public required uint StatusMask { get; init; }

    public required uint FunctionStatusMask { get; init; }

    public required IReadOnlyList<StatusTable> Statuses { get; init; }

    public IReadOnlyList<FunctionTable> Functions { get; set; } = [];
}
