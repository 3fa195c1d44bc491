using System.Buffers.Binary;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;

namespace NvdimmPS.Labels;

/// <summary>Reads label areas by the legacy commands, which every DIMM with labels has: one for the size, then whole transfers.</summary>
/// <param name="caller">Sends, and keeps its nodes open: one open a DIMM.</param>
/// <param name="source">What answers, in a word.</param>
/// <param name="time">The clock.</param>
public sealed class LabelReader(DsmCaller caller, string source, TimeProvider? time = null)
{
    private static readonly DsmFunction SizeFunction = DsmFamilies.FunctionOf(NdCommands.GetConfigSize);
    private static readonly DsmFunction DataFunction = DsmFamilies.FunctionOf(NdCommands.GetConfigData);
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>The label area of a DIMM.</summary>
    /// <param name="device">The DIMM.</param>
    /// <param name="includeFree">Whether what free slots still hold is given too.</param>
    /// <param name="stop">Ends the reading between two transfers.</param>
    /// <exception cref="NvdimmException">It has none, or it cannot be read.</exception>
    public NvdimmLabelArea Read(NvdimmDevice device, bool includeFree = false, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(device);
        var started = _time.GetUtcNow().UtcDateTime;
        var target = NvdimmMachine.Target(device);
        if (target.CommandsReason is null && !target.OffersLegacy(SizeFunction))
        {
            throw LabelErrors.NotOffered(device.Name);
        }

        var (size, most) = Size(target);
        var bytes = new byte[size];
        for (var at = 0; at < size; at += most)
        {
            stop.ThrowIfCancellationRequested();
            Fill(target, bytes.AsSpan(at, Math.Min(most, size - at)), at);
        }

        return LabelDecoder.Decode(bytes, new LabelOrigin(source)
        {
            Dimm = device.Name, Serial = device.Serial, UniqueId = device.UniqueId, MaxTransfer = most, Time = started,
            Unavailable = device.Unavailable.Where(u => u.Key is nameof(NvdimmDevice.Serial) or nameof(NvdimmDevice.UniqueId))
                .ToDictionary(),
        }, includeFree);
    }

    /// <summary>The version of a DIMM's labels, of which the index blocks alone are read; null where there is none that counts.</summary>
    /// <exception cref="NvdimmException">It has no label area, or it cannot be read.</exception>
    public string? ReadVersion(NvdimmDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        var target = NvdimmMachine.Target(device);
        var (size, most) = Size(target);
        var bytes = new byte[size];
        var indexes = Math.Min(size, LabelLayout.MostIndexes(size));
        for (var at = 0; at < indexes; at += most)
        {
            Fill(target, bytes.AsSpan(at, Math.Min(most, indexes - at)), at);
        }

        return LabelIndexes.Find(bytes) is { } found ? $"1.{found.Layout.Minor}" : null;
    }

    private (int Size, int MaxTransfer) Size(DsmTarget target)
    {
        var answer = Call(target, SizeFunction, []);
        var size = BinaryPrimitives.ReadUInt32LittleEndian(answer.AsSpan(4));
        var most = BinaryPrimitives.ReadUInt32LittleEndian(answer.AsSpan(8));
        return size == 0 || most == 0 ? throw LabelErrors.NoArea(target.Name, size, most)
            : size > LabelLayout.MostAreaSize ? throw LabelErrors.TooLarge(target.Name, size)
            : ((int)size, (int)Math.Min(most, size));
    }

    private void Fill(DsmTarget target, Span<byte> part, int at)
    {
        var input = new byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(input, (uint)at);
        BinaryPrimitives.WriteUInt32LittleEndian(input.AsSpan(4), (uint)part.Length);
        var answer = Call(target, DataFunction, input);
        if (answer.Length < sizeof(uint) + part.Length)
        {
            throw LabelErrors.Short(target.Name, at, part.Length, Math.Max(0, answer.Length - sizeof(uint)));
        }

        answer.AsSpan(sizeof(uint), part.Length).CopyTo(part);
    }

    private byte[] Call(DsmTarget target, DsmFunction function, byte[] input) =>
        caller.Invoke(target, new DsmCall(function, input) { Route = DsmRoute.Legacy }).OutputBytes;
}
