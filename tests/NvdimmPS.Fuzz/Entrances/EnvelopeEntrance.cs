using System.Buffers.Binary;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Fuzz.Expected;
using NvdimmPS.Fuzz.Making;
using NvdimmPS.Tracing;

namespace NvdimmPS.Fuzz.Entrances;

/// <summary>Says which bytes of a buffer are secret.</summary>
internal delegate IReadOnlyList<DsmSecret> SecretFinder(NdNodeKind node, uint request, byte[] buffer);

/// <summary>
/// Buffers of ioctls as anybody may send them: what is secret in them is known, whatever their sizes say, and a buffer that passes
/// is one that the kernel stays inside.
/// </summary>
/// <param name="subjects">The functions.</param>
/// <param name="known">All families that there are.</param>
/// <param name="find">Who says it; the product where nobody else is named.</param>
internal sealed class EnvelopeEntrance(IReadOnlyList<Subject> subjects, IReadOnlyList<FamilyTable> known, SecretFinder? find = null)
    : Entrance("envelopes", "buffers of ioctls, their sizes and their secrets")
{
    private const int Header = 64, Call = 10, Word = 4;
    private const uint Window = 256, MostOfRequest = 4 << 20;

    // drivers/nvdimm/bus.c: the sizes of inputs and outputs; -1 stands for one that the buffer says.
    private static readonly Dictionary<(bool IsBus, int Number), (int[] Inputs, int[] Outputs)> Commands = new()
    {
        [(false, 1)] = ([], [4, 128]), [(false, 2)] = ([], [4, 8]), [(false, 3)] = ([], [4, 4]), [(false, 4)] = ([], [4, 4, 4]),
        [(false, 5)] = ([4, 4], [4, -1]), [(false, 6)] = ([4, 4, -1], [4]), [(false, 9)] = ([4, 4, -1], [4, 4, -1]),
        [(false, Call)] = ([64, -1], [-1]),
        [(true, 1)] = ([8, 8], [4, 4, 4, 4]), [(true, 2)] = ([8, 8, 2, 1, 5], [4, 4]), [(true, 3)] = ([], [4, 4, -1]),
        [(true, 4)] = ([8, 8], [4, 4, 8]), [(true, Call)] = ([64, -1], [-1]),
    };

    private readonly SecretFinder _find = find ?? ((node, request, buffer) => DsmSecrets.Find(node, request, buffer));

    public override void Try(FuzzCase current)
    {
        var dice = current.Dice;
        var table = dice.Of(subjects).Table;
        var node = table.Family.IsOfBus ? NdNodeKind.Bus : NdNodeKind.Dimm;
        var number = dice.OneIn(3) && table.Number < Call && table.Family.Number == 0 ? (int)table.Number : dice.OneIn(20) ? dice.Below(256)
            : Call;
        var buffer = Buffer(dice, table, number);
        var request = (dice.OneIn(4) ? (uint)dice.Number(4) & ~0xFFu : 0xC040_4E00) | (uint)number;
        current.Throws(buffer, () => $"{node}, request 0x{request:x8}, {table}:");
        var secrets = Product(current, Room + (64 * (long)buffer.Length), () => _find(node, request, buffer), out _)!;
        CheckSecrets(node, number, buffer, secrets);
        _ = HiddenBytes.In(secrets, buffer, dice.OneIn(2) ? dice.Bytes(buffer.Length) : []);
        CheckSizes(node, request, number, buffer);
    }

    private static byte[] Buffer(Dice dice, FunctionTable table, int number)
    {
        var input = table.Input is { } layout && !dice.OneIn(3) ? ArgumentMaker.Table(dice, layout).Raw ?? PayloadMaker.Input(dice, table)
            : PayloadMaker.Input(dice, table);
        byte[] payload = [.. input, .. dice.Bytes(dice.Below(dice.Of(12, 400)))];
        if (number != Call)
        {
            return payload;
        }

        var package = new byte[Header];
        BinaryPrimitives.WriteUInt64LittleEndian(package, dice.OneIn(20) ? dice.Number(8) : table.Family.Number);
        BinaryPrimitives.WriteUInt64LittleEndian(package.AsSpan(8), dice.OneIn(10) ? dice.Number(8) : table.Number);
        BinaryPrimitives.WriteUInt32LittleEndian(package.AsSpan(16), (uint)(dice.OneIn(3) ? dice.Number(4) : (ulong)input.Length));
        BinaryPrimitives.WriteUInt32LittleEndian(package.AsSpan(20),
            (uint)(dice.OneIn(3) ? dice.Number(4) : (ulong)(payload.Length - input.Length)));
        byte[] whole = [.. package, .. payload];
        return dice.OneIn(10) ? whole[..dice.Below(whole.Length + 1)] : whole;
    }

    private void CheckSecrets(NdNodeKind node, int number, byte[] buffer, IReadOnlyList<DsmSecret> secrets)
    {
        var hidden = new bool[buffer.Length];
        foreach (var secret in secrets)
        {
            Hold(secret.Offset >= 0 && secret.Length > 0 && secret.Offset + (long)secret.Length <= buffer.Length,
                $"a secret goes from {secret.Offset} for {secret.Length}, and there are {buffer.Length} bytes");
            hidden.AsSpan(secret.Offset, secret.Length).Fill(true);
        }

        foreach (var (start, end, what) in MustBeHidden(node, number, buffer))
        {
            var shown = start < Math.Min(end, buffer.Length)
                ? hidden.AsSpan((int)start, (int)(Math.Min(end, buffer.Length) - start)).IndexOf(false) : -1;
            Hold(shown < 0, $"byte {start + shown} is not hidden: {what}");
        }
    }

    /// <summary>Whatever the sizes say: what is in no table, where a passphrase is, and a vendor's own payload.</summary>
    private IEnumerable<(long Start, long End, string What)> MustBeHidden(NdNodeKind node, int number, byte[] buffer)
    {
        var isCall = number == Call && buffer.Length >= Header;
        var (family, function) = isCall
            ? (BinaryPrimitives.ReadUInt64LittleEndian(buffer), BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(8)))
            : (0UL, (uint)number);
        var table = number == Call && !isCall ? null
            : known.FirstOrDefault(f => f.IsOfBus == (node == NdNodeKind.Bus) && f.Number == family)?.Functions
            .FirstOrDefault(f => f.Number == function);
        var start = isCall ? Header : 0;
        var input = isCall ? BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(16)) : 0;
        if (table is null || (!isCall && !Commands.ContainsKey((node == NdNodeKind.Bus, number))))
        {
            var status = start + (long)input;
            yield return (start, isCall ? status : buffer.Length, "no table says what it is");
            yield return (isCall ? status + Word : buffer.Length, buffer.Length, "no table says what it is");
            yield break;
        }

        foreach (var field in table.Input?.Named.Where(f => f.IsSecret) ?? [])
        {
            yield return (start + field.Offset, start + field.Offset + field.Size, $"{field.Name} of {table}");
        }

        if (table.HasVendorPayload && isCall && !table.Family.IsInPlace)
        {
            yield return (start + (table.Input?.FixedSize ?? 0), start + (long)input, $"the vendor's payload of {table}");
            yield return (start + (long)input + (table.Output?.FixedSize ?? Word), buffer.Length, $"the vendor's answer to {table}");
        }
    }

    /// <summary>What passes is no larger for the kernel than it is.</summary>
    private static void CheckSizes(NdNodeKind node, uint request, int number, byte[] buffer)
    {
        bool passes;
        try
        {
            NdEnvelope.EnsureInside(node, request, buffer);
            passes = true;
        }
        catch (ArgumentException)
        {
            passes = false;
        }

        if (!Commands.TryGetValue((node == NdNodeKind.Bus, number), out var sizes))
        {
            Hold(passes, "a command that the kernel does not know has a size");
            return;
        }

        Hold(passes == IsInside(number, node == NdNodeKind.Bus, sizes, buffer), passes ? "the kernel would go beyond its end"
            : "it is refused and the kernel stays inside it");
    }

    /// <summary>The kernel's look: sizes in 32 bits that may wrap, at most 256 bytes of inputs and outputs before it adds up.</summary>
    private static bool IsInside(int number, bool isBus, (int[] Inputs, int[] Outputs) sizes, byte[] buffer)
    {
        uint sum = 0, input = 0;
        foreach (var (size, i, isInput) in sizes.Inputs.Select((s, i) => (s, i, true))
            .Concat(sizes.Outputs.Select((s, i) => (s, i, false))))
        {
            var before = isInput ? sum : sum - input;
            var wanted = (uint)size;
            if (size < 0)
            {
                var at = number == Call ? (isInput ? 16 : 20) : isInput || (!isBus && number == 5) ? 4 : (long)input + Word;
                if (at + Word > buffer.Length)
                {
                    return false;
                }

                wanted = BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan((int)at));
                wanted = isBus && number == 3 ? (wanted <= 4 ? 0 : wanted - 8) : wanted;
                if (wanted == uint.MaxValue)
                {
                    return true;
                }
            }

            if (before < Window && wanted > 0 && sum + (long)Math.Min(Window - before, wanted) > buffer.Length)
            {
                return false;
            }

            sum += wanted;
            input = isInput ? sum : input;
        }

        return sum > MostOfRequest || sum <= buffer.Length;
    }
}
