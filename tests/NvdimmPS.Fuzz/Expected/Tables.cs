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

    /// <summary>The bits of its bytes that it is.</summary>
    public (int First, int Count)? Bits { get; init; }

    /// <summary>How a vendor command writes it.</summary>
    public string? Form { get; init; }

    public BigInteger Scale { get; init; } = BigInteger.One;

    public required IReadOnlyList<int> Ignored { get; init; }

    public FisTable? Fis { get; init; }

    public required IReadOnlyList<(string Field, int Start)> Within { get; init; }

    public bool IsPadded { get; init; }

    /// <summary>Why it cannot be there, in the one version of the firmware interface that is looked at.</summary>
    public string? Absent { get; init; }

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

    public FieldTable Get(string name)
    {
        foreach (var field in Fields)
        {
            if (field.Name == name)
            {
                return field;
            }
        }

        throw new FuzzFailure($"the table has no field '{name}'");
    }
}

internal sealed record StatusTable(uint Code, string Name, string Message, bool IsSuccess);

/// <summary>A version of the firmware interface; 1.9 is older than 1.15.</summary>
internal readonly record struct FisTableVersion(int Major, int Minor)
{
    /// <summary>For comparing.</summary>
    public int Order => (Major * 100) + Minor;

    public override string ToString() => $"{Major}.{Minor}";
}

/// <summary>Versions of the firmware interface.</summary>
internal sealed record FisTable(FisTableVersion? From, FisTableVersion? Before)
{
    public bool Has(FisTableVersion? version) => version is not { } known
        || ((From is null || From.Value.Order <= known.Order) && (Before is null || known.Order < Before.Value.Order));

    public override string ToString() => Before is null ? $"from FIS {From}" : From is null ? $"before FIS {Before}"
        : $"FIS {From} to before {Before}";
}

internal sealed record VendorFormTable(string Name, IReadOnlyList<ConditionTable> When, LayoutTable Fields);

/// <summary>A vendor's command, which function 9 of the family carries.</summary>
internal sealed record VendorTable
{
    public required int Opcode { get; init; }

    public required int SubOpcode { get; init; }

    public required string Name { get; init; }

    public required string Danger { get; init; }

    public bool IsSensitive { get; init; }

    public FisTable? Fis { get; init; }

    public LayoutTable? Input { get; init; }

    public LayoutTable? Output { get; init; }

    public required IReadOnlyList<VendorFormTable> Forms { get; init; }

    public override string ToString() => $"{Opcode:X2}:{SubOpcode:X2} {Name}";
}

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

    /// <summary>True where it is the pass-through with the fields of a vendor's command.</summary>
    public bool IsOfVendor { get; init; }

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

    public required IReadOnlyList<VendorTable> VendorCommands { get; init; }
}
