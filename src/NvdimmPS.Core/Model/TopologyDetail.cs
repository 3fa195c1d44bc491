namespace NvdimmPS.Model;

/// <summary>How much of a DIMM is read.</summary>
public enum TopologyDetail
{
    /// <summary>What a line of a table shows: state, flags, handle, identity, family, security, dirty shutdowns.</summary>
    Brief,

    /// <summary>What a listing gives, and what a call needs to know: besides, the commands, the function mask, the SMBIOS handle, the label flags.</summary>
    Summary,

    /// <summary>Every attribute that is read without a firmware call.</summary>
    Full,

    /// <summary>A summary without the state, for which the kernel waits until no call runs: what can be read while a DIMM hangs.</summary>
    AtOnce,
}
