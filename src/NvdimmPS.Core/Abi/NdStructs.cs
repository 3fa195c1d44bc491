using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NvdimmPS.Abi;

// The structures of <linux/ndctl.h>, fixed parts only, under their kernel names; tests compile the header and compare
// every size and offset. Host byte order, as the kernel hands them to ACPI untouched.

/// <summary>The generic call's package; input, then output, follow it.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct nd_cmd_pkg
{
    public ulong nd_family;
    public ulong nd_command;
    public uint nd_size_in;
    public uint nd_size_out;
    public NdReserved2 nd_reserved2;
    public uint nd_fw_size;
}

/// <summary>Nine words that must be zero.</summary>
[InlineArray(9)]
public struct NdReserved2
{
    private uint _word;
}

[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct nd_cmd_dimm_flags
{
    public uint status;
    public uint flags;
}

[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct nd_cmd_get_config_size
{
    public uint status;
    public uint config_size;
    public uint max_xfer;
}

/// <summary><c>in_length</c> bytes of data follow.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct nd_cmd_get_config_data_hdr
{
    public uint in_offset;
    public uint in_length;
    public uint status;
}

/// <summary><c>in_length</c> bytes of data follow, then a status word that the C struct does not declare.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct nd_cmd_set_config_hdr
{
    public uint in_offset;
    public uint in_length;
}

/// <summary><c>in_length</c> bytes of input follow, then <see cref="nd_cmd_vendor_tail"/>.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct nd_cmd_vendor_hdr
{
    public uint opcode;
    public uint in_length;
}

/// <summary>The caller presets <c>out_length</c> to the room it has.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct nd_cmd_vendor_tail
{
    public uint status;
    public uint out_length;
}

[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct nd_cmd_ars_cap
{
    public ulong address;
    public ulong length;
    public uint status;
    public uint max_ars_out;
    public uint clear_err_unit;
    public ushort flags;
    public ushort reserved;
}

[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct nd_cmd_ars_start
{
    public ulong address;
    public ulong length;
    public ushort type;
    public byte flags;
    public NdReserved5 reserved;
    public uint status;
    public uint scrub_time;
}

[InlineArray(5)]
public struct NdReserved5
{
    private byte _byte;
}

/// <summary>The caller presets <c>out_length</c> to the whole buffer; records follow.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct nd_cmd_ars_status
{
    public uint status;
    public uint out_length;
    public ulong address;
    public ulong length;
    public ulong restart_address;
    public ulong restart_length;
    public ushort type;
    public ushort flags;
    public uint num_records;
}

[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct nd_ars_record
{
    public uint handle;
    public uint reserved;
    public ulong err_address;
    public ulong length;
}

/// <summary><c>cleared</c> is read too: the kernel looks at the caller's value before the firmware fills it in.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct nd_cmd_clear_error
{
    public ulong address;
    public ulong length;
    public uint status;
    public uint reserved;
    public ulong cleared;
}
