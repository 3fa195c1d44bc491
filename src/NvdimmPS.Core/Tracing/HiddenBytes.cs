using NvdimmPS.Dsm;

namespace NvdimmPS.Tracing;

/// <summary>Bytes that a trace does not have, and why.</summary>
internal sealed record HiddenBytes(int Offset, int Length, string Reason)
{
    public int End => Offset + Length;

    /// <summary>The secret parts of a request. Of the answer only what the firmware wrote: zeros as sent hide nothing.</summary>
    public static List<HiddenBytes> In(IReadOnlyList<DsmSecret> secrets, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        var hidden = new List<HiddenBytes>();
        foreach (var secret in secrets)
        {
            var length = secret.IsAnswer ? Math.Max(Written(before, secret), Written(after, secret)) : secret.Length;
            if (length > 0)
            {
                hidden.Add(new HiddenBytes(secret.Offset, length, secret.Reason));
            }
        }

        return hidden;
    }

    /// <summary>Up to the last byte that is not zero.</summary>
    private static int Written(ReadOnlySpan<byte> buffer, DsmSecret secret) =>
        buffer.IsEmpty ? 0 : buffer.Slice(secret.Offset, secret.Length).LastIndexOfAnyExcept((byte)0) + 1;
}
