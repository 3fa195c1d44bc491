using System.Buffers.Binary;
using NvdimmPS.Simulation.Firmware;

namespace NvdimmPS.Simulation.Machines;

/// <summary>
/// What ties labels to their interleave set (drivers/acpi/nfit/core.c, <c>acpi_nfit_init_interleave_set</c>): a checksum over 48
/// bytes a DIMM for labels of version 1.2, over 16 bytes a DIMM for those of version 1.1.
/// </summary>
internal static class InterleaveCookie
{
    private const int RecordSize = 48, LegacyRecordSize = 16;

    public static ulong Compute(IReadOnlyList<DimmDefinition> dimms, ulong line)
    {
        var records = new byte[RecordSize * dimms.Count];
        for (var i = 0; i < dimms.Count; i++)
        {
            var record = records.AsSpan(i * RecordSize);
            var dimm = dimms[i];

            // sysfs shows these swapped; the cookie is made of the NFIT's own bytes.
            BinaryPrimitives.WriteUInt64LittleEndian(record, (ulong)i * line);
            BinaryPrimitives.WriteUInt32BigEndian(record[8..], dimm.Serial);
            BinaryPrimitives.WriteUInt16BigEndian(record[12..], dimm.Vendor);
            BinaryPrimitives.WriteUInt16BigEndian(record[14..], dimm.Made?.Date ?? 0);
            record[16] = dimm.Made?.Location ?? 0;
        }

        return Fletcher64.Compute(records);
    }

    public static ulong ComputeLegacy(IReadOnlyList<DimmDefinition> dimms, ulong line)
    {
        var records = new byte[LegacyRecordSize * dimms.Count];
        for (var i = 0; i < dimms.Count; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(records.AsSpan(i * LegacyRecordSize), (ulong)i * line);
            BinaryPrimitives.WriteUInt32BigEndian(records.AsSpan((i * LegacyRecordSize) + 8), dimms[i].Serial);
        }

        return Fletcher64.Compute(records);
    }
}
