namespace NvdimmPS.Inventory;

/// <summary>How much of a DIMM is read.</summary>
public enum TopologyDetail
{
    /// <summary>What a line of a table shows: state, flags, handle, identity, family, security, dirty shutdowns.</summary>
    Brief,

    /// <summary>
    /// What health says of the platform, and what a call needs to know: handle, identity, family, flags, security, dirty shutdowns,
    /// commands, function mask; of a region what findings are made of. All of it can be read while a DIMM hangs: for the state of a DIMM
    /// and for what is free of a region the kernel would wait until no call runs.
    /// </summary>
    Health,

    /// <summary>
    /// What a listing gives, and what a call needs to know: besides, the commands, the function mask, the SMBIOS handle, the
    /// label flags.
    /// </summary>
    Summary,

    /// <summary>Every attribute that is read without a firmware call.</summary>
    Full,
}
