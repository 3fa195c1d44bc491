namespace NvdimmPS.Fuzz.Expected;

/// <summary>What a field must be read as.</summary>
/// <param name="Field">The field.</param>
/// <param name="Value">A BigInteger, a double, a word, words, bytes or records; null where it is not reported.</param>
/// <param name="Reason">Why it is not.</param>
/// <param name="Offset">Where it starts.</param>
/// <param name="Raw">Its bytes.</param>
internal sealed record ExpectedField(FieldTable Field, object? Value, string? Reason, int Offset, byte[] Raw)
{
    /// <summary>Why a passphrase has no value, where it is one.</summary>
    public const string Secret = "secret, not shown";

    /// <summary>The same as it may be shown.</summary>
    public ExpectedField Shown => Field.IsSecret ? this with { Value = null, Reason = Reason ?? Secret } : this;
}

/// <summary>What an answer must be read as: fields, or an error where there is an id of one.</summary>
internal sealed record ExpectedAnswer(string? ErrorId, StatusTable? Status, string? Generation, IReadOnlyList<ExpectedField> Fields)
{
    public static ExpectedAnswer Refused(string errorId) => new(errorId, null, null, []);
}
