using System.Buffers.Binary;
using NvdimmPS.Dsm;
using NvdimmPS.Dsm.Vendor;

namespace NvdimmPS.ModuleLogs;

/// <summary>
/// The large payload of a module's mailbox: a command leaves its output there, and pieces of it are fetched. The mailbox is one for
/// all who use the module, and another command between two pieces leaves its own output; so a small payload, which comes back
/// with the call itself, is what is used unless someone asks for this, or it does not reach what is wanted.
/// </summary>
internal sealed class LargePayload
{
    private const ulong Limit = 1 << 20;
    private const int Head = 2 * sizeof(uint); // size and offset, in front of what is written

    private readonly DsmCaller _caller;
    private readonly DsmTarget _target;
    private readonly ulong _input, _output;

    private LargePayload(DsmCaller caller, DsmTarget target, ulong input, ulong output, ulong piece)
    {
        (_caller, _target, _input, _output, Piece) = (caller, target, input, output, (int)piece);
    }

    /// <summary>The largest piece.</summary>
    public int Piece { get; }

    /// <summary>How much output there is room for.</summary>
    public int Size => (int)_output;

    /// <summary>The large payload of a module; null where the platform has none.</summary>
    /// <exception cref="NvdimmException">The kernel refused.</exception>
    public static LargePayload? Find(DsmCaller caller, DsmTarget target)
    {
        try
        {
            var info = ModuleCaller.Ask(caller, target, "GetLargePayloadInfo");
            var (input, output) = (Math.Min(Number(info, "InputSize"), Limit), Math.Min(Number(info, "OutputSize"), Limit));
            var piece = Math.Min(Number(info, "TransferSize"), Math.Max(input, output));
            return piece == 0 ? null : new LargePayload(caller, target, input, output, piece);
        }
        catch (DsmStatusException)
        {
            return null;
        }
    }

    /// <summary>The same, where output can be fetched from it.</summary>
    /// <exception cref="NvdimmException">The kernel refused.</exception>
    public static LargePayload? FindReadable(DsmCaller caller, DsmTarget target) =>
        Find(caller, target) is { _output: > 0 } found ? found : null;

    /// <summary>
    /// The payloads by which a command that writes there or reads from there is sent: one for each piece. Any other command is sent as it
    /// is, and so are these where the platform does not say how large a payload is.
    /// </summary>
    /// <exception cref="NvdimmException">It would go beyond what fits there.</exception>
    public static IReadOnlyList<byte[]> Pieces(DsmCaller caller, DsmTarget target, VendorCommand command, byte[] payload)
    {
        var writes = command.Word == VendorCommands.Own("WriteLargePayload").Word;
        if ((!writes && command.Word != VendorCommands.Own("ReadLargePayload").Word) || payload.Length < Head
            || Find(caller, target) is not { } there)
        {
            return [payload];
        }

        var (size, start) = (BinaryPrimitives.ReadUInt32LittleEndian(payload), BinaryPrimitives.ReadUInt32LittleEndian(payload.AsSpan(4)));
        var most = writes ? there._input : there._output;
        if ((ulong)start + size > most)
        {
            throw ModuleLogErrors.BeyondPayload(target.Name, (long)start + size, (long)most, writes);
        }

        if (size <= (uint)there.Piece || (writes && payload.Length < Head + size))
        {
            return [payload];
        }

        var pieces = new List<byte[]>();
        for (var done = 0u; done < size; done += (uint)there.Piece)
        {
            var length = Math.Min((uint)there.Piece, size - done);
            var piece = new byte[writes ? Head + length : payload.Length];
            BinaryPrimitives.WriteUInt32LittleEndian(piece, length);
            BinaryPrimitives.WriteUInt32LittleEndian(piece.AsSpan(4), start + done);
            if (writes)
            {
                payload.AsSpan(Head + (int)done, (int)length).CopyTo(piece.AsSpan(Head));
            }

            pieces.Add(piece);
        }

        return pieces;
    }

    /// <summary>Room for what a piece brings; null where the command reads none.</summary>
    public static int? RoomFor(VendorCommand command, ReadOnlySpan<byte> payload) =>
        command.Word == VendorCommands.Own("ReadLargePayload").Word && payload.Length >= Head
            ? VendorFunctions.RoomFor((int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(payload), Limit))
            : null;

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
            var answer = ModuleCaller.Ask(_caller, _target, "ReadLargePayload", ("Size", wanted), ("Offset", start + end));
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
