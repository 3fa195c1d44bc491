namespace NvdimmPS.Shell.Objects;

/// <summary>What a parameter names.</summary>
internal enum NvdimmNoun
{
    Dimm,
    Bus,
    Region,
    Namespace,
}
