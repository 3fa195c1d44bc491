namespace NvdimmPS.Simulation.Firmware;

/// <summary>An error log of a module: a ring of entries with numbers from 1 to 65535, after which comes 1.</summary>
internal sealed class ErrorRing(int room)
{
    private readonly List<(ushort Number, byte[] Entry)> _entries = [];

    public int Room => room;

    /// <summary>The number of the newest entry; 0 before the first one.</summary>
    public ushort Current { get; private set; }

    /// <summary>The number of the oldest entry that is left; 0 before the first one.</summary>
    public ushort Oldest => _entries.Count == 0 ? Current : _entries[0].Number;

    public byte[]? First => _entries.Count == 0 ? null : _entries[0].Entry;

    public byte[]? Last => _entries.Count == 0 ? null : _entries[^1].Entry;

    /// <summary>Where the numbers go on; for tests of their end.</summary>
    public void StartAt(ushort current) => Current = current;

    public void Add(byte[] entry, int numberOffset)
    {
        Current = Current == ushort.MaxValue ? (ushort)1 : (ushort)(Current + 1);
        entry.U16(numberOffset, Current);
        _entries.Add((Current, entry));
        if (_entries.Count > room)
        {
            _entries.RemoveAt(0);
        }
    }

    /// <summary>Entries from a number on, the oldest first. It is the plain number that is compared.</summary>
    public IEnumerable<byte[]> From(ushort number, int count) => _entries.Where(e => e.Number >= number).Take(count).Select(e => e.Entry);
}
