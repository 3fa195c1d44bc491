using NvdimmPS.Abi;
using NvdimmPS.Simulation.Machines;

namespace NvdimmPS.Simulation.Namespaces;

/// <summary>The block device of a bound namespace, BTT or PFN device.</summary>
internal sealed class SimulatedDisk(SimulatedRegion region, BlockDefinition definition, ulong mediaOffset, Func<BttTable?>? table)
{
    private readonly Lazy<BttTable?>? _table = table is null ? null : new Lazy<BttTable?>(table, LazyThreadSafetyMode.None);

    public BlockDefinition Definition => definition;

    public SimulatedRegion Region => region;

    public string Name => definition.Name;

    public ulong Size => definition.Size;

    /// <summary>The physical address of its first byte; none for a BTT, which moves blocks about.</summary>
    public ulong? Address => table is null ? region.Resource + mediaOffset : null;

    /// <summary>True while something has it for itself; a mount does all the time.</summary>
    public bool IsHeld { get; set; }

    /// <summary>True once its driver is unbound: who has it open reads and writes nothing any more.</summary>
    public bool IsGone { get; private set; }

    /// <summary>An errno, 0 for none.</summary>
    public int Read(ulong offset, Span<byte> bytes)
    {
        if (_table is not null)
        {
            return _table.Value?.Read(offset, bytes) ?? Errno.EIO;
        }

        region.Media.Read(mediaOffset + offset, bytes);
        return 0;
    }

    /// <summary>An errno, 0 for none.</summary>
    public int Write(ulong offset, ReadOnlySpan<byte> bytes)
    {
        if (_table is not null)
        {
            return _table.Value is { } opened ? opened.Write(offset, bytes) : Errno.EIO;
        }

        region.Media.Write(mediaOffset + offset, bytes);
        return 0;
    }

    /// <summary>Its driver is unbound.</summary>
    public void Remove()
    {
        IsGone = true;
        region.Bus.Minors.Free(definition.Minor);
    }
}
