namespace NvdimmPS.Fleet;

/// <summary>Why a host gave no results, or not all. The names are the ends of the error ids: <c>Nvdimm.Fleet.Network</c>.</summary>
public enum FleetFault
{
    /// <summary>The name is not known.</summary>
    Name,

    /// <summary>There is no answer from the address.</summary>
    Network,

    /// <summary>The host's key is not the one that is known.</summary>
    HostKey,

    /// <summary>ssh's keys or users are not accepted.</summary>
    Authentication,

    /// <summary>ssh itself refuses.</summary>
    Ssh,

    /// <summary>There is no PowerShell behind ssh.</summary>
    NoPowerShell,

    /// <summary>The module is not installed.</summary>
    NoModule,

    /// <summary>The module is older than is needed.</summary>
    ModuleTooOld,

    /// <summary>The host has no NVDIMM.</summary>
    NoNvdimm,

    /// <summary>The user may not open the control nodes.</summary>
    NoRights,

    /// <summary>The time was up.</summary>
    Timeout,

    /// <summary>What came back makes no sense.</summary>
    BadAnswer,

    /// <summary>The session ended before the script did.</summary>
    Ended,

    /// <summary>The script ended before its end, as with <c>exit</c>.</summary>
    Exit,

    /// <summary>Something else than PowerShell speaks on its subsystem.</summary>
    Protocol,

    /// <summary>It sent more than it may.</summary>
    TooMuch,
}
