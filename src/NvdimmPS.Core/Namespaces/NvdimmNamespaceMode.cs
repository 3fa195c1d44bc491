namespace NvdimmPS;

/// <summary>What a namespace is used as, in ndctl's words.</summary>
public enum NvdimmNamespaceMode
{
    /// <summary>A disk without more.</summary>
    Raw,

    /// <summary>A disk whose sectors are written whole or not at all (BTT).</summary>
    Sector,

    /// <summary>A disk for file systems that map files into memory (PFN).</summary>
    FsDax,

    /// <summary>A character device that programs map into memory (DAX).</summary>
    DevDax,
}
