using System.Globalization;

namespace NvdimmPS.Abi;

/// <summary>Which of the kernel's two kinds of NVDIMM control node an ioctl goes to.</summary>
public enum NdNodeKind
{
    /// <summary><c>/dev/nmemN</c>.</summary>
    Dimm,

    /// <summary><c>/dev/ndctlN</c>.</summary>
    Bus,
}

/// <summary>How a control node is opened. The kernel answers EPERM to most commands on a read-only descriptor.</summary>
public enum NdAccess
{
    /// <summary>O_RDONLY.</summary>
    ReadOnly,

    /// <summary>O_RDWR.</summary>
    ReadWrite,
}

/// <summary>A control node: <c>nmemN</c> of a DIMM, <c>ndctlN</c> of a bus.</summary>
public readonly record struct NdNode(NdNodeKind Kind, int Id)
{
    /// <summary>The node's file name in <c>/dev</c>.</summary>
    public string Name => (Kind == NdNodeKind.Dimm ? "nmem" : "ndctl") + Id.ToString(CultureInfo.InvariantCulture);

    /// <summary>The object's name in sysfs: <c>nmemN</c>, <c>ndbusN</c>.</summary>
    public string ObjectName => (Kind == NdNodeKind.Dimm ? "nmem" : "ndbus") + Id.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads <c>nmemN</c>, <c>ndctlN</c> or <c>ndbusN</c>.</summary>
    public static bool TryParse(string? name, out NdNode node)
    {
        foreach (var (prefix, kind) in Prefixes)
        {
            if (name is not null && name.StartsWith(prefix, StringComparison.Ordinal)
                && int.TryParse(name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                node = new NdNode(kind, id);
                return true;
            }
        }

        node = default;
        return false;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static readonly (string Prefix, NdNodeKind Kind)[] Prefixes =
        [("nmem", NdNodeKind.Dimm), ("ndctl", NdNodeKind.Bus), ("ndbus", NdNodeKind.Bus)];
}
