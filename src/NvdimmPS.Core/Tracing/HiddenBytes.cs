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
            if (!secret.IsAnswer || IsWritten(before, secret) || IsWritten(after, secret))
            {
                hidden.Add(new HiddenBytes(secret.Offset, secret.Length, secret.Reason));
            }
        }

        return hidden;
    }

    private static bool IsWritten(ReadOnlySpan<byte> buffer, DsmSecret secret) =>
        !buffer.IsEmpty && buffer.Slice(secret.Offset, secret.Length).ContainsAnyExcept((byte)0);
}
