namespace NvdimmPS.KernelRing;

/// <summary>One step of a sequence. Targets and values may name devices by their part, which differ in number from machine to machine:
/// <c>{pfn 0}</c> is the PFN seed of region 0, <c>{ns 0}</c> its namespace seed, <c>{holder namespace0.0}</c> what claims a namespace.
/// <c>{key NAME}</c> is the number of a key.</summary>
internal sealed record WriteOperation(WriteKind Kind, string Target, string Value)
{
    /// <summary>One line, printable.</summary>
    public override string ToString() => $"{Kind} {Target} '{Value.Replace("\0", "\\0", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}'";
}

internal enum WriteKind
{
    /// <summary>A sysfs attribute is written.</summary>
    Write,

    /// <summary>A DIMM's label area is given two index blocks of a version, or zeros, by ioctl.</summary>
    Label,

    /// <summary>8 KiB of a disk are read.</summary>
    Read,

    /// <summary>The first 8 KiB of a disk are zeroed.</summary>
    Zero,

    /// <summary>A function is called by ioctl: family, number, input in hexadecimal digits, bytes of output.</summary>
    Call,

    /// <summary>So many milliseconds pass.</summary>
    Wait,

    /// <summary>An encrypted key with a passphrase is made; <c>{key NAME}</c> is its number afterwards.</summary>
    Key,

    /// <summary>A key of type user is made.</summary>
    UserKey,
}
