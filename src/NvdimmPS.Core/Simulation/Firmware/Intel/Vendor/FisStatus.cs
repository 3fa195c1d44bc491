namespace NvdimmPS.Simulation.Firmware;

/// <summary>How the module's firmware answers a command.</summary>
internal enum FisStatus : byte
{
    Success = 0x00,
    InvalidParameter = 0x01,
    InternalError = 0x03,
    Unsupported = 0x04,
    Busy = 0x05,
    WrongPassphrase = 0x06,
    InvalidSecurityState = 0x08,
    DataNotSet = 0x0A,
    InjectionDisabled = 0x0E,
    InvalidAlignment = 0x10,
}
