namespace NvdimmPS.Abi;

/// <summary>One ioctl command of <c>&lt;linux/ndctl.h&gt;</c>.</summary>
/// <remarks>
/// An envelope is all inputs, then all outputs. Field sizes are those of the kernel's descriptor tables
/// (drivers/nvdimm/bus.c, <c>__nd_cmd_dimm_descs</c> and <c>__nd_cmd_bus_descs</c>).
/// </remarks>
public sealed class NdCommand
{
    /// <summary>A field whose size stands in the envelope.</summary>
    internal const int Variable = -1;

    internal NdCommand(NdNodeKind node, int number, string name, int declaredSize, int[] inputs, int[] outputs, bool readOnly = false)
    {
        Node = node;
        Number = number;
        Name = name;
        Request = IoctlNumber.ReadWrite(IoctlNumber.NvdimmType, (byte)number, declaredSize);
        Inputs = inputs;
        Outputs = outputs;
        ReadOnlyAllowed = readOnly;
    }

    /// <summary>The kind of node it goes to; numbers 1 to 4 mean different things on a bus and on a DIMM.</summary>
    public NdNodeKind Node { get; }

    /// <summary>The command number (<c>_IOC_NR</c>).</summary>
    public int Number { get; }

    /// <summary>The name in the sysfs attribute <c>commands</c>.</summary>
    public string Name { get; }

    /// <summary>The request number (<c>_IOWR('N', number, sizeof(struct))</c>).</summary>
    public uint Request { get; }

    /// <summary>True where the kernel takes the command on a read-only descriptor.</summary>
    public bool ReadOnlyAllowed { get; }

    /// <summary>What kind of access it needs.</summary>
    public NdAccess Access => ReadOnlyAllowed ? NdAccess.ReadOnly : NdAccess.ReadWrite;

    internal int[] Inputs { get; }

    internal int[] Outputs { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
