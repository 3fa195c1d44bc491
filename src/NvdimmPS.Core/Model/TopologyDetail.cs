namespace NvdimmPS.Model;

/// <summary>How much of a DIMM is read.</summary>
public enum TopologyDetail
{
    /// <summary>What a listing shows: state, flags, commands, handle, identity, family, security, dirty shutdowns.</summary>
    Summary,

    /// <summary>Every attribute that is read without a firmware call.</summary>
    Full,
}
