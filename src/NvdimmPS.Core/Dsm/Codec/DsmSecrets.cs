using NvdimmPS.Abi;
using NvdimmPS.Dsm.Vendor;

namespace NvdimmPS.Dsm;

/// <summary>
/// Says by the tables which bytes of an ioctl's buffer are secret: passphrases, vendor payloads, and what no table
/// describes. Sizes that do not fit the table hide more rather than less.
/// </summary>
internal static class DsmSecrets
{
    /// <summary>The secret parts of a buffer as it was sent; they are the same in the buffer that comes back.</summary>
    public static IReadOnlyList<DsmSecret> Find(NdNodeKind node, uint request, ReadOnlySpan<byte> buffer)
    {
        var envelope = DsmEnvelope.Read(node, request, buffer);
        if (envelope.Function is not { } function)
        {
            return Payload(envelope, buffer.Length, "in no table, so what it holds is not known");
        }

        if (function.IsSensitive && (function.Input is null || function.Output is null))
        {
            return Payload(envelope, buffer.Length, "sensitive, and its layout is not known");
        }

        return function.HasSecret ? Passphrases(envelope, function.Input ?? DsmLayout.Empty, buffer.Length)
            : function.HasVendorPayload ? IsKnownRead(envelope, function, buffer) ? [] : Vendor(envelope, function, buffer.Length)
            : Excess(envelope, function.Input, buffer.Length);
    }

    private static List<DsmSecret> Passphrases(in DsmEnvelope envelope, DsmLayout layout, int length)
    {
        if (layout.Tail is not null || envelope.InputSize != layout.FixedSize || envelope.InputOffset + envelope.InputSize > length)
        {
            return Payload(envelope, length, "a passphrase, in a request of the wrong size");
        }

        var found = new List<DsmSecret>();
        foreach (var field in layout.Fields.Where(f => f.IsSecret))
        {
            Add(found, envelope.InputOffset + field.Offset, envelope.InputOffset + field.Offset + field.Size, field.Name, isAnswer: false);
        }

        Add(found, envelope.OutputOffset + sizeof(uint), length, "the answer to a passphrase", isAnswer: true);
        return found;
    }

    /// <summary>
    /// A vendor command that is built in and only reads, in a request as the tables have it: what is asked is no secret, and each byte of
    /// the answer has a name or holds no secret. Bytes that the command does not use must be zeros, since a passphrase may have been put
    /// there by mistake. What carries another command is none of these: the payload is that one's, whatever it takes.
    /// </summary>
    private static bool IsKnownRead(in DsmEnvelope envelope, DsmFunction function, ReadOnlySpan<byte> buffer)
    {
        if (envelope.OutputOffset > buffer.Length || envelope.OutputOffset < envelope.InputOffset + envelope.InputSize)
        {
            return false;
        }

        var input = buffer.Slice(envelope.InputOffset, (int)envelope.InputSize);
        if (VendorFunctions.Describe(function, input) is not
            {
                Vendor.Origin: null, Danger: DsmDanger.Read, IsSensitive: false, HasSecret: false, Input.Tail: null,
                Output.Tail: null or { Kind: DsmFieldKind.Records } or { HoldsNoSecret: true },
            } described
            || VendorCommands.Wraps(described.Vendor)
            || described.Input.FixedSize != input.Length)
        {
            return false;
        }

        foreach (var field in described.Input.Fields)
        {
            if (field.Kind == DsmFieldKind.Reserved && input.Slice(field.Offset, field.Size).ContainsAnyExcept((byte)0))
            {
                return false;
            }
        }

        return true;
    }

    private static List<DsmSecret> Vendor(in DsmEnvelope envelope, DsmFunction function, int length)
    {
        const string reason = "a vendor's payload, which may hold secrets";
        var found = new List<DsmSecret>();
        var end = Math.Min(envelope.OutputOffset, length);
        Add(found, envelope.InputOffset + (function.Input?.FixedSize ?? 0), end, reason, isAnswer: false);
        Add(found, envelope.OutputOffset + (function.Output?.FixedSize ?? sizeof(uint)), length, reason, isAnswer: true);
        return found;
    }

    /// <summary>Input that is longer than its table.</summary>
    private static List<DsmSecret> Excess(in DsmEnvelope envelope, DsmLayout? layout, int length)
    {
        var found = new List<DsmSecret>();
        if (layout is { Tail: null } && envelope.InputSize > layout.FixedSize)
        {
            var end = Math.Min(envelope.InputOffset + envelope.InputSize, length);
            Add(found, envelope.InputOffset + layout.FixedSize, end, "more than the table has", isAnswer: false);
        }

        return found;
    }

    /// <summary>All but the status word; that too where the input leaves no room for it.</summary>
    private static List<DsmSecret> Payload(in DsmEnvelope envelope, int length, string reason)
    {
        var found = new List<DsmSecret>();
        var inputEnd = envelope.InputOffset + envelope.InputSize;
        var known = envelope.Function?.Input?.FixedSize ?? 0;
        if (inputEnd > length || envelope.InputSize < known || envelope.OutputOffset < inputEnd)
        {
            Add(found, envelope.InputOffset, length, reason, isAnswer: false);
            return found;
        }

        Add(found, envelope.InputOffset, inputEnd, reason, isAnswer: false);
        Add(found, inputEnd + sizeof(uint), length, reason, isAnswer: true);
        return found;
    }

    private static void Add(List<DsmSecret> found, long start, long end, string reason, bool isAnswer)
    {
        if (start < end)
        {
            found.Add(new DsmSecret((int)start, (int)(end - start), reason, isAnswer));
        }
    }
}
