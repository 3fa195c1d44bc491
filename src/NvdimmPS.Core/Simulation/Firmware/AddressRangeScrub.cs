using System.Buffers.Binary;

namespace NvdimmPS.Simulation.Firmware;

/// <summary>Address range scrub of a bus: functions 1 to 3 of the NFIT root device.</summary>
internal sealed class AddressRangeScrub(SimulatedBus bus)
{
    private const uint NotSupported = 1, InvalidParameter = 2, AlreadyRunning = 6;
    private const uint InProgress = 1 << 16;
    private const ushort VolatileScan = 1, PersistentScan = 2;
    private const byte PreviousDataOnly = 1 << 1;
    private const uint ClearUnit = 256;
    private const int HeaderSize = 48, RecordSize = 24, MaxRecords = 170;
    private const ushort Overflow = 1;

    private static readonly TimeSpan ScanTime = TimeSpan.FromSeconds(1);

    private ulong _address = bus.Regions.Count > 0 ? bus.Regions[^1].Resource : 0;
    private ulong _length = bus.Regions.Count > 0 ? bus.Regions[^1].Size : 0;
    private ushort _type = PersistentScan;
    private long? _end;

    public byte[] Capabilities(ulong address, ulong length)
    {
        if (length == 0 || bus.RegionAt(address, length) is not { } region)
        {
            return Answer.Status(NotSupported);
        }

        var answer = new byte[16];
        answer.U32(0, (uint)(region.Volatile ? VolatileScan : PersistentScan) << 16);
        answer.U32(4, HeaderSize + (MaxRecords * RecordSize));
        answer.U32(8, ClearUnit);
        return answer;
    }

    public byte[] Start(ulong address, ulong length, ushort type, byte flags)
    {
        if (Running)
        {
            return Answer.Status(AlreadyRunning);
        }

        if (type is not (VolatileScan or PersistentScan) || bus.RegionAt(address, length) is null)
        {
            return Answer.Status(InvalidParameter);
        }

        (_address, _length, _type) = (address, length, type);
        if ((flags & PreviousDataOnly) == 0)
        {
            _end = bus.Time.GetTimestamp() + (long)(ScanTime.TotalSeconds * bus.Time.TimestampFrequency);
        }

        var answer = new byte[8];
        answer.U32(4, (uint)ScanTime.TotalSeconds);
        return answer;
    }

    public byte[] Status()
    {
        var found = Running ? [] : bus.MemoryErrors.Inside(_address, _length).ToArray();
        var shown = Math.Min(found.Length, MaxRecords);
        var answer = new byte[HeaderSize + (shown * RecordSize)];
        answer.U32(0, Running ? InProgress : 0);
        answer.U32(4, (uint)(answer.Length - sizeof(uint))); // counts itself, not the status word before it
        answer.U64(8, _address);
        answer.U64(16, _length);
        answer.U16(40, _type);
        BinaryPrimitives.WriteInt32LittleEndian(answer.AsSpan(44), shown);
        if (found.Length > shown)
        {
            answer.U16(42, Overflow);
            answer.U64(24, found[shown].Start);
            answer.U64(32, _address + _length - found[shown].Start);
        }

        for (var i = 0; i < shown; i++)
        {
            var record = HeaderSize + (i * RecordSize);
            answer.U32(record, bus.RegionAt(found[i].Start, 1) is { Mappings: [var mapping, ..] } ? mapping.Dimm.Handle : 0);
            answer.U64(record + 8, found[i].Start);
            answer.U64(record + 16, found[i].Length);
        }

        return answer;
    }

    private bool Running => _end is { } end && bus.Time.GetTimestamp() < end;
}
