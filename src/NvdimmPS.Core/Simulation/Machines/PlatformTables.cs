using System.Buffers.Binary;
using System.Text;
using NvdimmPS.Simulation.Firmware;

namespace NvdimmPS.Simulation.Machines;

/// <summary>
/// The tables of a simulated platform of the Intel family: platform config data of its modules, whose capacity is all in one interleave
/// set a socket, and the ACPI tables PCAT and, of the NFIT, the capabilities.
/// </summary>
internal static class PlatformTables
{
    private const int Header = 36, Module = 48;
    private const byte FirstRevision = 0x01, Revision = 0x02, AppDirect = 2, Size4K = 64;

    /// <summary>The data of a module.</summary>
    /// <param name="set">The number of its interleave set.</param>
    /// <param name="members">The modules of the set.</param>
    /// <param name="size">The part of each.</param>
    public static byte[] Configuration(int set, IReadOnlyList<DimmDefinition> members, ulong size)
    {
        const int start = 128;
        var interleaving = Interleaving(set, members, size, status: 1);
        var current = Table("CCUR", Revision, 56, [interleaving]);
        current.U16(36, 1); // as configured
        current.U64(48, size);
        var asked = Table("CIN_", Revision, 48, [Partition(size, status: 0), Interleaving(set, members, size, status: 0)]);
        asked.U32(36, 1);
        var done = Table("COUT", Revision, 48, [Partition(size, status: 1), interleaving]);
        done.U32(36, 1);
        done[40] = 1; // applied
        var head = Table("DMHD", FirstRevision, 60, []);
        var data = new byte[start + current.Length + asked.Length + done.Length];
        var at = start;
        foreach (var (table, field) in new[] { (current, 36), (asked, 44), (done, 52) })
        {
            Seal(table);
            head.U32(field, (uint)table.Length);
            head.U32(field + 4, (uint)at);
            table.CopyTo(data, at);
            at += table.Length;
        }

        Seal(head);
        head.CopyTo(data, 0);
        return data;
    }

    /// <summary>The PCAT of a platform whose sockets may map so much.</summary>
    public static byte[] Pcat(int sockets, int dimms, ulong mapped)
    {
        var records = new List<byte[]>();
        var platform = Record(0, 16);
        (platform[4], platform[5], platform[6], platform[7]) = (1, 0b0111, 0b01_0100, 0b0101); // 1LM now, App Direct, 2LM allowed
        records.Add(platform);
        var formats = new[] { (Ways: 1, Recommended: false), (Ways: dimms, Recommended: true) };
        var interleaving = Record(1, 12 + (4 * formats.Length));
        interleaving[4] = 3; // App Direct
        interleaving.U16(8, 30);
        interleaving.U16(10, (ushort)formats.Length);
        for (var i = 0; i < formats.Length; i++)
        {
            var (ways, recommended) = formats[i];
            interleaving.U32(12 + (4 * i), (uint)(Size4K | Size4K << 8 | WaysBit(ways) << 16) | (recommended ? 1u << 31 : 0));
        }

        records.Add(interleaving);
        for (var socket = 0; socket < sockets; socket++)
        {
            const ulong limit = 4UL << 40, memory = 192UL << 30;
            var limits = Record(6, 32);
            limits.U16(4, (ushort)socket);
            limits.U64(8, limit);
            limits.U64(16, mapped + memory);
            records.Add(limits);
        }

        var table = Table("PCAT", Revision, 40, [.. records]);
        Seal(table);
        return table;
    }

    /// <summary>An NFIT with the capabilities alone: memory controllers are flushed on power loss.</summary>
    public static byte[] Nfit()
    {
        const int capabilitiesSize = 16;
        var capabilities = Record(7, capabilitiesSize);
        (capabilities[4], capabilities[8]) = (2, 0b010);
        var table = Table("NFIT", 1, 40, [capabilities]);
        Seal(table);
        return table;
    }

    private static byte[] Interleaving(int set, IReadOnlyList<DimmDefinition> members, ulong size, byte status)
    {
        const int head = 24;
        var record = Record(5, head + (Module * members.Count));
        record.U16(4, (ushort)set);
        (record[6], record[7], record[8], record[9], record[13]) = ((byte)members.Count, AppDirect, Size4K, Size4K, status);
        record.U16(10, (ushort)WaysBit(members.Count));
        for (var i = 0; i < members.Count; i++)
        {
            UniqueId(members[i], record.AsSpan(head + (i * Module)));
            record.U64(head + (i * Module) + 40, size);
        }

        return record;
    }

    private static byte[] Partition(ulong size, byte status)
    {
        var record = Record(4, 16);
        record[4] = status;
        record.U64(8, size);
        return record;
    }

    /// <summary>Manufacturer, place, date and serial number, in the order of the bytes.</summary>
    private static void UniqueId(DimmDefinition dimm, Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt16BigEndian(bytes, dimm.Vendor);
        bytes[2] = dimm.Made?.Location ?? 0;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[3..], dimm.Made?.Date ?? 0);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[5..], dimm.Serial);
    }

    private static int WaysBit(int modules) => modules switch
    {
        2 => 1 << 1,
        3 => 1 << 2,
        4 => 1 << 3,
        6 => 1 << 4,
        8 => 1 << 5,
        12 => 1 << 6,
        16 => 1 << 7,
        24 => 1 << 8,
        _ => 1,
    };

    private static byte[] Record(ushort type, int length)
    {
        var record = new byte[length];
        record.U16(0, type);
        record.U16(2, (ushort)length);
        return record;
    }

    private static byte[] Table(string signature, byte revision, int start, byte[][] records)
    {
        var table = new byte[start + records.Sum(r => r.Length)];
        Encoding.ASCII.GetBytes(signature, table);
        table.U32(4, (uint)table.Length);
        table[8] = revision;
        "INTEL NVDIMMPS"u8.CopyTo(table.AsSpan(10));
        table.U32(24, 2);
        "INTL"u8.CopyTo(table.AsSpan(28, Header - 28));
        table.U32(32, 1);
        foreach (var record in records)
        {
            record.CopyTo(table, start);
            start += record.Length;
        }

        return table;
    }

    /// <summary>Has all bytes sum up to 0.</summary>
    private static void Seal(byte[] table)
    {
        table[9] = 0;
        table[9] = (byte)-table.Sum(b => b);
    }
}
