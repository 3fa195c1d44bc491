namespace NvdimmPS.Model;

/// <summary>How much of a DIMM is read.</summary>
public enum TopologyDetail
{
    /// <summary>What a listing shows: state, flags, commands, handle, identity, family, security, dirty shutdowns.</summary>
    Summary,

    /// <summary>
    /// Every attribute. As root that includes <c>firmware/activate</c>, for which the kernel may ask the firmware; no
    /// other attribute leads to a firmware call.
    /// </summary>
    Full,
}
