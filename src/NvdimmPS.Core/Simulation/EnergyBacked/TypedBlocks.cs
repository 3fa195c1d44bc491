namespace NvdimmPS.Simulation.EnergyBacked;

/// <summary>
/// The typed block data of JEDEC's page 3: blocks of 32 bytes by type, region and block. Type 1 is a firmware image, 2 the
/// vendor's log page, from 201 on the vendor's own.
/// </summary>
internal sealed class TypedBlocks(EventLog log)
{
    public const int Size = 32;

    private const byte FirmwareImage = 1, LogPage = 2, FirstVendorType = 201;

    private readonly Dictionary<(byte Type, ushort Region, byte Block), byte[]> _written = [];

    public static bool IsType(byte type) => type is FirmwareImage or LogPage or >= FirstVendorType;

    /// <summary>The log is the controller's.</summary>
    public static bool IsWritable(byte type) => IsType(type) && type != LogPage;

    public byte[] Read(byte type, ushort region, byte block)
    {
        if (type != LogPage)
        {
            return _written.GetValueOrDefault((type, region, block)) ?? new byte[Size];
        }

        var start = block * Size;
        return region == 0 && start < EventLog.Size ? log.Page()[start..(start + Size)] : new byte[Size];
    }

    public void Write(byte type, ushort region, byte block, ReadOnlySpan<byte> data) => _written[(type, region, block)] = data.ToArray();

    public void Clear() => _written.Clear();
}
