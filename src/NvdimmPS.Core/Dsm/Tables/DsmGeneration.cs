namespace NvdimmPS.Dsm;

/// <summary>The answer of a function as another version of its specification has it.</summary>
public sealed record DsmGeneration
{
    /// <summary>The version, such as <c>V1.0</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What comes back in this version.</summary>
    public required DsmLayout Output { get; init; }

    /// <summary>What must hold of an answer to be of this version; without any it is taken only when it is asked for.</summary>
    public IReadOnlyList<DsmCondition> Evidence { get; init; } = [];

    /// <summary>And the DIMM offers no function of this number or a higher one, which later versions added.</summary>
    public uint? FunctionsBelow { get; init; }

    /// <summary>The evidence in words.</summary>
    public string? Reason { get; init; }

    /// <summary>All status words of this version, where the family's are not its own.</summary>
    public IReadOnlyList<DsmStatusWord>? Statuses { get; init; }

    /// <summary>Document, version, table.</summary>
    public string? Source { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal bool Shows(ReadOnlySpan<byte> answer)
    {
        for (var i = 0; i < Evidence.Count; i++)
        {
            if (!DsmDecoder.Holds(Output, Evidence[i], answer))
            {
                return false;
            }
        }

        return Evidence.Count > 0;
    }

    internal bool Fits(ulong offered) => FunctionsBelow is not { } limit || offered >> (int)limit == 0;
}
