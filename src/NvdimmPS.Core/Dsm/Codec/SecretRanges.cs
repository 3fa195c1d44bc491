namespace NvdimmPS.Dsm;

/// <summary>
/// Which bytes of a payload are secret by the tables: passphrases, undescribed bytes of a sensitive function, and what may
/// repeat them. All that shows, stores or compares payloads goes by this.
/// </summary>
internal static class SecretRanges
{
    /// <summary>The secret parts of an input; all of one that has a passphrase and another size than its table.</summary>
    public static IReadOnlyList<ByteRange> InInput(DsmFunction function, int length) =>
        function.Input is { HasSecret: true } layout && (layout.Tail is not null || layout.FixedSize != length)
            ? ByteRange.Within([ByteRange.From(0)], length)
            : ByteRange.Within(OfInput(function), length);

    /// <summary>The secret parts of an answer, whatever form it has. In place it has what of the input was not overwritten.</summary>
    public static IReadOnlyList<ByteRange> InOutput(DsmFunction function, int length) =>
        function.HasSecret ? ByteRange.Within(InOutput(function), length) : [];

    /// <summary>What an input's table calls secret.</summary>
    public static IReadOnlyList<ByteRange> OfInput(DsmFunction function) =>
        function.Input is { } layout ? [.. In(layout)] : function.IsSensitive ? [ByteRange.From(0)] : [];

    /// <summary>The same of one form of the answer: behind the last field the firmware may repeat a passphrase.</summary>
    public static IReadOnlyList<ByteRange> OfOutput(DsmFunction function, DsmLayout? form) => !function.HasSecret ? []
        : form is null ? [ByteRange.From(sizeof(uint))]
        : [.. In(form), .. form.Tail is null ? [ByteRange.From(form.FixedSize)] : Array.Empty<ByteRange>()];

    private static IEnumerable<ByteRange> InOutput(DsmFunction function) => function.Outputs
        .SelectMany(form => OfOutput(function, form)).Concat(function.Family.InPlace ? OfInput(function) : []);

    /// <summary>The secret fields of a layout.</summary>
    public static IEnumerable<ByteRange> In(DsmLayout layout) => layout.Fields.Where(f => f.HoldsSecret)
        .Select(f => f.IsTail ? ByteRange.From(f.Offset) : new ByteRange(f.Offset, f.Offset + f.Size));
}
