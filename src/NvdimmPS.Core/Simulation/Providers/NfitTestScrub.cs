using NvdimmPS.Abi;

namespace NvdimmPS.Simulation.Providers;

/// <summary>Address range scrub of the test bus: it is "busy" for a second, and one result is kept.</summary>
internal sealed class NfitTestScrub
{
    private const int HeaderSize = 48, RecordSize = 24, MaxRecords = 4096 / RecordSize;
    private const ushort Persistent = 2;

    private readonly SimulatedBus _bus;
    private readonly NfitTestPayload _stored = new(new byte[HeaderSize + 4096], 0, 0);
    private long _busyUntil;

    public NfitTestScrub(SimulatedBus bus)
    {
        _bus = bus;
        _busyUntil = bus.Time.GetTimestamp();

        // The kernel scrubs each range when it registers it; the last persistent one's result is there after boot.
        if (bus.Regions.LastOrDefault(r => !r.Volatile) is { } region)
        {
            Store(region.Resource, region.Size);
        }
    }

    public static int Capabilities(NfitTestPayload payload)
    {
        const uint bothTypes = 3 << 16, unit = 256;
        if (payload.Length < 32)
        {
            return -Errno.EINVAL;
        }

        payload.Set(16, bothTypes);
        payload.Set(20, (uint)(HeaderSize + (MaxRecords * RecordSize)));
        payload.Set(24, unit);
        return 0;
    }

    public int Start(NfitTestPayload payload)
    {
        const uint busy = 6;
        if (payload.Length < 32)
        {
            return -Errno.EINVAL;
        }

        if (Busy)
        {
            payload.Set(24, busy);
            return 0;
        }

        payload.Set(24, 0u);
        payload.Set(28, 1u);
        Store(payload.U64(0), payload.U64(8));
        _busyUntil = _bus.Time.GetTimestamp() + _bus.Time.TimestampFrequency;
        return 0;
    }

    public int Status(NfitTestPayload payload)
    {
        const uint busy = 1 << 16;
        var length = _stored.U32(4);
        if (payload.Length < length)
        {
            return -Errno.EINVAL;
        }

        if (Busy)
        {
            payload.Bytes[..(int)payload.Length].Clear();
            payload.Set(0, busy);
            payload.Set(4, (uint)HeaderSize);
        }
        else
        {
            _stored.Bytes[..(int)length].CopyTo(payload.Bytes);
        }

        return 0;
    }

    private bool Busy => _bus.Time.GetTimestamp() < _busyUntil;

    private void Store(ulong address, ulong length)
    {
        var records = _bus.MemoryErrors.Inside(address, length).Take(MaxRecords).ToArray();
        _stored.Set(0, 0u);
        _stored.Set(4, (uint)(HeaderSize + (records.Length * RecordSize)));
        _stored.Set(8, address);
        _stored.Set(16, length);
        _stored.Set(40, Persistent);
        _stored.Set(44, (uint)records.Length);
        for (var i = 0; i < records.Length; i++)
        {
            var record = HeaderSize + (i * RecordSize);
            _stored.Set(record, 0u);
            _stored.Set(record + 8, records[i].Start);
            _stored.Set(record + 16, records[i].Length);
        }
    }
}
