namespace NvdimmPS.Dsm.Vendor;

/// <summary>What a module's firmware says of a vendor command: the extended half of the pass-through's status.</summary>
internal static class FisStatuses
{
    private const uint FunctionSpecific = 7;

    public static DsmStatusWord[] All { get; } =
    [
        Word(0x01, "InvalidParameter", "the module's firmware finds a parameter of the command invalid", NvdimmErrorKind.InvalidArgument),
        Word(0x02, "DataTransferError", "the module's firmware could not transfer the data"),
        Word(0x03, "InternalError", "an internal error of the module"),
        Word(0x04, "UnsupportedCommand", "the module's firmware does not know this command", NvdimmErrorKind.NotImplemented),
        Word(0x05, "DeviceBusy", "the module is busy; a scrub or an update may be running", NvdimmErrorKind.ResourceBusy),
        Word(0x06, "IncorrectPassphrase", "the passphrase is wrong", NvdimmErrorKind.SecurityError),
        Word(0x07, "SecurityCheckFailed", "the module's firmware refused to authenticate it", NvdimmErrorKind.SecurityError),
        Word(0x08, "InvalidSecurityState", "not in this security state", NvdimmErrorKind.SecurityError),
        Word(0x09, "SystemTimeNotSet", "the module's clock is not set", NvdimmErrorKind.InvalidOperation),
        Word(0x0A, "DataNotSet", "the module has nothing to report", NvdimmErrorKind.ObjectNotFound),
        Word(0x0B, "Aborted", "the module's firmware aborted the command"),
        Word(0x0D, "RevisionFailure", "the module's firmware does not take this revision"),
        Word(0x0E, "InjectionNotEnabled", "error injection is not enabled", NvdimmErrorKind.InvalidOperation),
        Word(0x0F, "ConfigLocked", "the configuration is locked", NvdimmErrorKind.PermissionDenied),
        Word(0x10, "InvalidAlignment", "an address or a size is not aligned", NvdimmErrorKind.InvalidArgument),
        Word(0x11, "IncompatibleDimmType", "not for a module of this type", NvdimmErrorKind.InvalidOperation),
        Word(0x12, "Timeout", "the module's firmware took too long", NvdimmErrorKind.ResourceBusy),
        Word(0x14, "MediaDisabled", "the media of the module is disabled"),
        Word(0x15, "FirmwareUpdateAlreadyOccurred", "firmware was updated already: it needs a reset", NvdimmErrorKind.InvalidOperation),
        Word(0x16, "NoResources", "the module's firmware has no resources left"),
    ];

    private static DsmStatusWord Word(uint code, string word, string message, NvdimmErrorKind kind = NvdimmErrorKind.DeviceError) =>
        new((code << 16) | FunctionSpecific, word, message, kind);
}
