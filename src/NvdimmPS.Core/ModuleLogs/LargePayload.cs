using NvdimmPS.Dsm;

namespace NvdimmPS.ModuleLogs;

/// <summary>
/// The large payload of a module's mailbox: a command leaves its output there, and pieces of it are fetched. The mailbox is one for
/// all who use the module, and another command between two pieces leaves its own output; so a small payload, which comes back
/// with the call itself, is what is used unless someone asks for this.
/// </summary>
internal sealed class LargePayload
{
    private const ulong Limit = 1 << 20;

    private readonly DsmCaller _caller;
    private readonly DsmTarget _target;
    private readonly ulong _output;

    private LargePayload(DsmCaller caller, DsmTarget target, ulong output, ulong piece)
    {
        (_caller, _target, _output, Piece) = (caller, target, output, (int)piece);
    }

    /// <summary>The largest piece.</summary>
    public int Piece { get; }

    /// <summary>The large payload of a module; null where the platform has none.</summary>
    /// <exception cref="NvdimmException">The kernel refused.</exception>
    public static LargePayload? Find(DsmCaller caller, DsmTarget target)
    {
        try
        {
            var info = ModuleCaller.Ask(caller, target, "GetLargePayloadInfo");
            var output = Math.Min(Number(info, "OutputSize"), Limit);
            var piece = Math.Min(Number(info, "TransferSize"), output);
            return piece == 0 ? null : new LargePayload(caller, target, output, piece);
        }
        catch (DsmStatusException)
        {
            return null;
        }
    }

    /// <summary>Fetches a part of what the last command left there; less where the module gives less.</summary>
    /// <exception cref="NvdimmException">It is more than fits there, or the kernel or the module refused.</exception>
    public byte[] Read(int start, int size, CancellationToken stop = default)
    {
        if (start < 0 || size < 0 || (ulong)start + (ulong)size > _output)
        {
            throw ModuleLogErrors.TooLarge(_target.Name, (long)start + size, (long)_output);
        }

        var bytes = new byte[size];
        var end = 0;
        while (end < size)
        {
            stop.ThrowIfCancellationRequested();
            var wanted = Math.Min(Piece, size - end);
            var answer = ModuleCaller.Ask(_caller, _target, "ReadLargePayload", wanted, ("Size", wanted), ("Offset", start + end));
            var came = answer.Find("Data")?.Value as byte[] ?? [];
            came.AsSpan(0, Math.Min(came.Length, wanted)).CopyTo(bytes.AsSpan(end));
            end += Math.Min(came.Length, wanted);
            if (came.Length < wanted)
            {
                break;
            }
        }

        return bytes[..end];
    }

    private static ulong Number(DsmResult info, string name) => info.Find(name) is { Valid: true } field ? field.Number : 0;
}
