namespace NvdimmPS;

/// <summary>Where the kernel keeps the page structures of an fsdax or devdax namespace.</summary>
public enum NvdimmNamespaceMap
{
    /// <summary>In the computer's memory.</summary>
    Mem,

    /// <summary>In the namespace itself: 64 bytes for each 4 KiB.</summary>
    Dev,
}
