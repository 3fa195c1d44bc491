using NvdimmPS.Dsm;
using NvdimmPS.Fuzz.Expected;
using NvdimmPS.Fuzz.Making;

namespace NvdimmPS.Fuzz.Entrances;

/// <summary>Makes the bytes of named values; the product's own, or a faulty one that must be found out.</summary>
internal delegate byte[] RequestEncoder(DsmFunction function, IReadOnlyDictionary<string, object?> arguments);

/// <summary>Reads the bytes of a request.</summary>
internal delegate DsmPayload RequestDecoder(DsmFunction function, byte[] input);

/// <summary>
/// What is sent: named values become the bytes that plain arithmetic makes of them, bytes are read as it reads them, what contradicts
/// itself is refused, and no passphrase comes out again.
/// </summary>
internal sealed class RequestEntrance(IReadOnlyList<Subject> subjects, RequestEncoder? encode = null, RequestDecoder? decode = null)
    : Entrance("requests", "named values and bytes of requests, both ways")
{
    private const int PerByte = 1024;

    private readonly RequestEncoder _encode = encode ?? DsmInput.FromArguments;
    private readonly RequestDecoder _decode = decode ?? DsmPayload.OfRequest;

    public override void Try(FuzzCase current)
    {
        var subject = current.Dice.Of(subjects);
        switch (current.Dice.Below(5))
        {
            case 0 or 1:
                Decode(current, subject, PayloadMaker.Input(current.Dice, subject.Table));
                break;
            case 2 or 3 when subject.Table.Input is not null:
                Encode(current, subject);
                break;
            default:
                EncodeAnything(current, subject);
                break;
        }
    }

    private void Decode(FuzzCase current, Subject subject, byte[] bytes)
    {
        current.Throws(bytes, () => $"{subject}, input:");
        var isGood = RequestWriter.IsSendable(subject.Table, bytes);
        var payload = Product(current, Room + (PerByte * (long)bytes.Length), () => _decode(subject.Function, bytes), out var refusal);
        Hold(isGood == payload is not null, isGood ? $"{subject}: it is refused and is a request: {refusal?.Message}"
            : $"{subject}: it passes for a request and is none");
        if (payload is null || subject.Table.Input is not { } layout)
        {
            return;
        }

        var expected = AnswerReader.ReadInput(layout, bytes)!;
        if (AnswerComparison.Fields(expected, payload.Fields) is { } difference)
        {
            throw new FuzzFailure($"{subject}: {difference}");
        }

        foreach (var secret in expected.Where(f => f.Field.IsSecret && f.Raw.Distinct().Count() > 8))
        {
            Hold(!string.Join('\n', payload.Fields).Contains(Convert.ToHexStringLower(secret.Raw), StringComparison.OrdinalIgnoreCase),
                $"{subject}: the passphrase can be read");
        }
    }

    private void Encode(FuzzCase current, Subject subject)
    {
        var argument = ArgumentMaker.Table(current.Dice, subject.Table.Input!);
        var expected = argument.Raw is { } raw && RequestWriter.IsSendable(subject.Table, raw) ? raw : null;
        var values = (IReadOnlyDictionary<string, object?>)argument.Value!;
        current.Throws(string.Join("; ", values.Select(Shown)), () => $"{subject}:");
        var bytes = Product(current, Room * 8, () => _encode(subject.Function, values), out var refusal);
        Hold((bytes is null) == (expected is null), bytes is null ? $"{subject}: it is refused and has bytes: {refusal!.Message}"
            : $"{subject}: it becomes {Convert.ToHexStringLower(bytes)} and must be refused");
        Hold(bytes.AsSpan().SequenceEqual(expected),
            $"{subject}: it becomes {Convert.ToHexStringLower(bytes ?? [])}, must become {Convert.ToHexStringLower(expected ?? [])}");
        CheckSecrets(subject, values, refusal);
    }

    /// <summary>Values of any type for names that there are or are not: bytes of the right size, or a refusal.</summary>
    private void EncodeAnything(FuzzCase current, Subject subject)
    {
        var dice = current.Dice;
        var names = subject.Table.Input?.Named.Select(f => f.Name).Append("Nothing").ToList() ?? ["Nothing"];
        var values = dice.Some(names).ToDictionary(n => n, n => n == "Nothing" && dice.OneIn(2) ? null : ArgumentMaker.Anything(dice));
        current.Throws(string.Join("; ", values.Select(Shown)), () => $"{subject}, anything:");
        var bytes = Product(current, Room * 8, () => _encode(subject.Function, values), out var refusal);
        Hold(bytes is null || RequestWriter.IsSendable(subject.Table, bytes),
            $"{subject}: what it becomes is no request: {Convert.ToHexStringLower(bytes ?? [])}");
        CheckSecrets(subject, values, refusal);
        _ = Product(current, Room * 8, () => subject.Function.Output is null ? []
            : DsmEncoder.EncodeOutput(subject.Function, values), out _);
    }

    private static void CheckSecrets(Subject subject, IReadOnlyDictionary<string, object?> values, NvdimmException? refusal)
    {
        foreach (var secret in subject.Table.Input?.Named.Where(f => f.IsSecret) ?? [])
        {
            var given = values.FirstOrDefault(v => v.Key.Equals(secret.Name, StringComparison.OrdinalIgnoreCase)).Value;
            Hold(refusal is null || given is not string { Length: > 5 } text || !refusal.Message.Contains(text, StringComparison.Ordinal),
                $"{subject}: the refusal repeats the passphrase: {refusal?.Message}");
        }
    }

    private static string Shown(KeyValuePair<string, object?> value) => $"{value.Key} = {Shown(value.Value)}";

    private static string Shown(object? value) => value switch
    {
        byte[] bytes => Convert.ToHexStringLower(bytes),
        IReadOnlyDictionary<string, object?> table => $"@{{{string.Join("; ", table.Select(Shown))}}}",
        System.Collections.IEnumerable list and not string => $"[{string.Join(", ", list.Cast<object?>().Select(Shown))}]",
        null => "null",
        _ => $"({value.GetType().Name}) {value}",
    };
}
