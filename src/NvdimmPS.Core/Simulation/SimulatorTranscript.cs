using System.Buffers.Binary;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;

namespace NvdimmPS.Simulation;

/// <summary>The last requests, bounded in number and in bytes so that a simulator may run for days.</summary>
internal sealed class SimulatorTranscript(TimeProvider time)
{
    private const int MaxBytes = 16 << 20;

    private readonly Queue<SimulatedRequest> _requests = new();
    private long _sequence;
    private int _bytes;
    private int _capacity = 1000;

    public int Capacity
    {
        get => _capacity;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            lock (_requests)
            {
                _capacity = value;
                Trim();
            }
        }
    }

    public SimulatedRequest[] Snapshot()
    {
        lock (_requests)
        {
            return [.. _requests];
        }
    }

    public void Add(NdNode node, NdAccess access, uint request, ulong family, byte[] before, ReadOnlySpan<byte> after, int result)
    {
        var isCall = IoctlNumber.Number(request) == NdCommands.CallNumber && before.Length >= NdEnvelope.PackageSize;
        var function = isCall ? BinaryPrimitives.ReadUInt32LittleEndian(before.AsSpan(8)) : (uint)IoctlNumber.Number(request);
        family = isCall ? BinaryPrimitives.ReadUInt64LittleEndian(before) : family;
        var kept = after.ToArray();
        foreach (var secret in DsmSecrets.Find(node.Kind, request, before))
        {
            before.AsSpan(secret.Offset, secret.Length).Clear();
            kept.AsSpan(secret.Offset, secret.Length).Clear();
        }

        lock (_requests)
        {
            var route = isCall ? NdRoute.Call : NdRoute.Legacy;
            _requests.Enqueue(new SimulatedRequest(
                ++_sequence, time.GetUtcNow().UtcDateTime, node, access, request, route, family, function, before, kept, result));
            _bytes += before.Length + kept.Length;
            Trim();
        }
    }

    private void Trim()
    {
        while (_requests.Count > _capacity || _bytes > MaxBytes)
        {
            var oldest = _requests.Dequeue();
            _bytes -= oldest.Before.Length + oldest.After.Length;
        }
    }
}
