using System.Buffers.Binary;
using NvdimmPS.Abi;
using NvdimmPS.Kernel;

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
        if (isCall && node.Kind == NdNodeKind.Dimm && family == 0)
        {
            Redact(function, before);
            Redact(function, kept);
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

    /// <summary>
    /// Blanks the passphrases of Intel functions 20 to 22, 24, 25, 27 and 28. Only the status word is kept, and it only
    /// where the declared input is long enough to hold every passphrase.
    /// </summary>
    private static void Redact(uint function, byte[] buffer)
    {
        var length = function switch
        {
            20 or 27 => 64u,
            21 or 22 or 24 or 25 or 28 => 32u,
            _ => 0u,
        };
        if (length == 0)
        {
            return;
        }

        var payload = buffer.AsSpan(NdEnvelope.PackageSize);
        var input = BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(16));
        if (input < length || input > payload.Length)
        {
            payload.Clear();
            return;
        }

        payload[..(int)input].Clear();
        payload[Math.Min((int)input + sizeof(uint), payload.Length)..].Clear();
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
