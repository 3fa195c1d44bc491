using System.Buffers.Binary;
using NvdimmPS.Abi;
using NvdimmPS.Simulation.Firmware;
using NvdimmPS.Simulation.Machines;

namespace NvdimmPS.Simulation.Namespaces;

/// <summary>
/// What the kernel's driver of a DIMM knows of its labels: its own copy of the index blocks and of the labels in use, and which
/// parts of the DIMM they take (drivers/nvdimm/label.c, dimm.c). Errors are errnos, 0 for none.
/// </summary>
internal sealed class DimmLabels
{
    private const int GetConfigData = 5, DefaultLabelSize = 256;

    private readonly LabelCommands _commands;
    private readonly byte[][] _indexes = new byte[2][];
    private readonly SortedDictionary<int, byte[]> _labels = [];
    private LabelGeometry _geometry;
    private int _current = -1;

    private DimmLabels(SimulatedDimm dimm) => _commands = new LabelCommands(dimm);

    public DpaSpace Space { get; } = new();

    public bool HasIndex => _current >= 0;

    /// <summary>True with labels of version 1.1.</summary>
    public bool IsVersion11 => HasIndex && BinaryPrimitives.ReadUInt16LittleEndian(Next.AsSpan(60)) == 1
        && BinaryPrimitives.ReadUInt16LittleEndian(Next.AsSpan(62)) == 1;

    /// <summary>nd_label_nfree().</summary>
    public int FreeSlots => HasIndex ? LabelGeometry.CountFree(Next) : _geometry.Slots;

    private byte[] Next => _indexes[1 - _current];

    /// <summary>nvdimm_probe(). A DIMM without label commands has a driver, and no labels.</summary>
    public static int Probe(SimulatedDimm dimm, out DimmLabels? labels)
    {
        labels = null;
        if ((dimm.Bus.NdProvider.DimmCommands(dimm) & (1u << GetConfigData)) == 0)
        {
            return dimm.Labeling ? Errno.ENXIO : 0;
        }

        var made = new DimmLabels(dimm);
        var errno = made.ReadArea();
        if (errno == 0 && made.HasIndex)
        {
            errno = made.ReserveSpace();
            dimm.Labeling |= errno == 0;
        }

        labels = errno == 0 ? made : null;
        return errno;
    }

    /// <summary>The labels in use, in order of their slots.</summary>
    public IEnumerable<int> ActiveSlots => HasIndex
        ? _labels.Where(l => IsUsed(l.Key) && new LabelView(l.Value).IsValidIn(l.Key)).Select(l => l.Key)
        : [];

    public LabelView Label(int slot) => new(_labels.TryGetValue(slot, out var bytes) ? bytes : new byte[_geometry.LabelSize]);

    /// <summary>
    /// One label, then the index that makes it count: a free slot of the next index is taken, the label written,
    /// what it replaces is freed, the index written.
    /// </summary>
    public int Update(NamespaceLabel label, Func<IEnumerable<int>> replaced, out int slot)
    {
        slot = TakeSlot();
        if (slot < 0)
        {
            return Errno.ENXIO;
        }

        var bytes = new byte[_geometry.LabelSize];
        LabelAreaWriter.WriteLabel(bytes, label, slot);
        _labels[slot] = bytes;
        if (_commands.Write((2 * _geometry.IndexSize) + (slot * _geometry.LabelSize), bytes) is > 0 and var errno)
        {
            return errno;
        }

        foreach (var old in replaced())
        {
            Free(old);
        }

        return Commit();
    }

    /// <summary>Marks a slot free in the next index.</summary>
    public void Free(int slot) => Next[LabelGeometry.HeaderSize + (slot / 8)] |= (byte)(1 << (slot % 8));

    /// <summary>nd_label_write_index() of the next index, which becomes the current one.</summary>
    public int Commit()
    {
        var next = 1 - _current;
        var sequence = BinaryPrimitives.ReadUInt32LittleEndian(_indexes[next].AsSpan(20)) & 3;
        var errno = WriteIndex(next, sequence switch { 1 => 2u, 2 => 3, 3 => 1, _ => 0 });
        if (errno == 0)
        {
            _indexes[_current] = (byte[])_indexes[next].Clone();
            _current = next;
        }

        return errno;
    }

    /// <summary>init_labels() where there is no index: two of version 1.2, with all slots free.</summary>
    public int Initialize()
    {
        _labels.Clear();
        for (var which = 0; which < 2; which++)
        {
            var index = _indexes[which] = new byte[_geometry.IndexSize];
            BinaryPrimitives.WriteInt32LittleEndian(index.AsSpan(56), _geometry.Slots);
            for (var slot = 0; slot < _geometry.Slots; slot++)
            {
                index[LabelGeometry.HeaderSize + (slot / 8)] |= (byte)(1 << (slot % 8));
            }

            if (WriteIndex(which, (uint)(3 - which)) is > 0 and var errno)
            {
                return errno;
            }
        }

        _current = 0;
        return 0;
    }

    private int ReadArea()
    {
        if (_commands.ReadSize() is > 0 and var refused)
        {
            return refused;
        }

        // The index blocks of small labels are the larger ones.
        var indexes = 2 * LabelGeometry.For(_commands.AreaSize, 128).IndexSize;
        if (indexes > _commands.AreaSize || LabelGeometry.For(_commands.AreaSize, 128).Slots < 2)
        {
            return Errno.ENXIO;
        }

        var start = new byte[indexes];
        if (_commands.Read(0, start) is > 0 and var errno)
        {
            return errno;
        }

        if (!LabelGeometry.TryFindIndex(start, _commands.AreaSize, out _geometry, out var current))
        {
            _geometry = LabelGeometry.For(_commands.AreaSize, DefaultLabelSize);
            return 0;
        }

        _current = current;
        _indexes[current] = start.AsSpan(current * _geometry.IndexSize, _geometry.IndexSize).ToArray();
        _indexes[1 - current] = (byte[])_indexes[current].Clone();
        return ReadLabels();
    }

    private int ReadLabels()
    {
        for (var slot = 0; slot < LabelGeometry.SlotsOf(Next); slot++)
        {
            if (!IsUsed(slot))
            {
                continue;
            }

            var bytes = new byte[_geometry.LabelSize];
            if (_commands.Read((2 * _geometry.IndexSize) + (slot * _geometry.LabelSize), bytes) is > 0 and var errno)
            {
                return errno;
            }

            _labels[slot] = bytes;
        }

        return 0;
    }

    /// <summary>nd_label_reserve_dpa(): two labels over one part of the DIMM are refused.</summary>
    private int ReserveSpace()
    {
        foreach (var slot in ActiveSlots)
        {
            var label = Label(slot);
            if (!Space.Reserve(label.Uuid, label.Start, label.Size))
            {
                return Errno.EBUSY;
            }
        }

        return 0;
    }

    private bool IsUsed(int slot) => !LabelGeometry.IsFree(_indexes[_current], slot);

    private int TakeSlot()
    {
        for (var slot = 0; HasIndex && slot < LabelGeometry.SlotsOf(Next); slot++)
        {
            if (LabelGeometry.IsFree(Next, slot))
            {
                Next[LabelGeometry.HeaderSize + (slot / 8)] &= (byte)~(1 << (slot % 8));
                return slot;
            }
        }

        return -1;
    }

    private int WriteIndex(int which, uint sequence)
    {
        var index = _indexes[which];
        LabelAreaWriter.WriteHeader(index, _geometry, which, sequence, LabelGeometry.SlotsOf(index));
        return _commands.Write(which * _geometry.IndexSize, index);
    }
}
