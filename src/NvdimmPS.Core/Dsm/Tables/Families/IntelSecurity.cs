using static NvdimmPS.Dsm.DsmDanger;
using static NvdimmPS.Dsm.Families.IntelFamily;
using static NvdimmPS.Dsm.Field;

namespace NvdimmPS.Dsm.Families;

/// <summary>
/// Intel's functions 19 to 30: security and firmware activation. All of them are sensitive: the kernel lets them through, and
/// an input of zeros can be a valid passphrase.
/// </summary>
internal static class IntelSecurity
{
    public static DsmFunction[] Create() =>
    [
        new(19, "GetSecurityState", Read, "Get Security State")
        {
            Revision = 2,
            IsSensitive = true,
            Source = "V3.0, table 3-26",
            Input = DsmLayout.Empty,
            Output = new(
                Status,
                Flags("ExtendedSecurityState", 1, null, "MasterPassphraseEnabled", "MasterPassphraseLimitExpired"),
                Reserved(3),
                Flags("SecurityState", 1,
                    "No bit: security supported and disabled. Bit 6 is named OVERWRITE in the kernel header and set there by nfit_test "
                        + "while overwriting; Intel: BIOS Security Nonce has been set").Values((1, "Enabled"), (2, "Locked"),
                            (3, "Frozen"), (4, "UserPassphraseLimitExpired"), (5, "NotSupported"), (6, "BiosNonceSet")),
                Reserved(3)),
        },
        new(20, "SetPassphrase", Destructive, "Set Passphrase")
        {
            Revision = 2,
            IsSensitive = true,
            Source = "V3.0, tables 3-27, 3-28",
            Input = new(
                Passphrase("CurrentPassphrase", "Ignored by the device while security is disabled"),
                Passphrase("NewPassphrase").Needed()),
            Output = new(Status),
        },
        new(21, "DisablePassphrase", Destructive, "Disable Passphrase")
        {
            Revision = 2,
            IsSensitive = true,
            Source = "V3.0, tables 3-31, 3-32",
            Input = new(
                Passphrase("CurrentPassphrase", "The user passphrase").Needed()),
            Output = new(Status),
        },
        new(22, "UnlockUnit", Write, "Unlock Unit")
        {
            Revision = 2,
            IsSensitive = true,
            Source = "V3.0, tables 3-33, 3-34",
            Input = new(
                Passphrase("CurrentPassphrase", "The user passphrase").Needed()),
            Output = new(Status),
        },
        new(23, "FreezeLock", Write, "Freeze Lock")
        {
            Revision = 2,
            IsSensitive = true,
            Source = "V3.0, table 3-35",
            Input = DsmLayout.Empty,
            Output = new(Status),
        },
        new(24, "SecureErase", Destructive, "Secure Erase NVDIMM w User Passphrase")
        {
            Revision = 2,
            IsSensitive = true,
            Source = "V3.0, tables 3-36, 3-37",
            Input = new(
                Passphrase("CurrentPassphrase", "Ignored by the device while security is disabled")),
            Output = new(Status),
        },
        new(25, "Overwrite", Destructive, "Overwrite NVDIMM")
        {
            Revision = 2,
            IsSensitive = true,
            Source = "V3.0, tables 3-38, 3-39",
            Input = new(
                Passphrase("CurrentPassphrase", "Ignored by the device while security is disabled")),
            Output = new(Status),
            Statuses = [new(0x10007, "UnsupportedOverwriteConfiguration", "unsupported overwrite configuration")],
        },
        new(26, "QueryOverwriteStatus", Read, "Query Overwrite NVDIMM Status")
        {
            Revision = 2,
            IsSensitive = true,
            Source = "V3.0, table 3-40",
            Input = DsmLayout.Empty,
            Output = new(Status),
            Statuses =
            [
                new(0x10007, "OverwriteInProgress", "overwrite in progress"),
                new(0x20007, "SequencingError", "asked before an overwrite was started"),
            ],
        },
        new(27, "SetMasterPassphrase", Destructive, "Set Master Passphrase")
        {
            Revision = 2,
            IsSensitive = true,
            Source = "V3.0, tables 3-29, 3-30",
            Input = new(
                Passphrase("CurrentPassphrase", "The default master passphrase is 32 zeros"),
                Passphrase("NewPassphrase").Needed()),
            Output = new(Status),
        },
        new(28, "SecureEraseWithMasterPassphrase", Destructive, "Secure Erase NVDIMM w Master Passphrase")
        {
            Revision = 2,
            IsSensitive = true,
            Source = "V3.0, tables 3-36, 3-37",
            Input = new(
                Passphrase("MasterPassphrase", "The master passphrase").Needed()),
            Output = new(Status),
        },
        new(29, "GetFirmwareActivationStatus", Read, "Get Device Runtime FW Activation Status")
        {
            Revision = 2,
            IsSensitive = true,
            Source = "V3.0, table 3-38",
            Input = DsmLayout.Empty,
            Output = new(
                Status,
                Enum("LastActivationStatus", 2,
                    "The specification; the kernel header has 1 = NOTSTAGED, 2 = SUCCESS, and nfit_test answers by the header", "None",
                        "Success", "NoNewFirmware", "ResetRequired", "MediaDisabled", "Aborted", "RequirementsNotMet", "Error")
                            .ValidUnless("ActivationState", 0xff, 2),
                Enum("ActivationState", 1, null, "Idle", "Armed", "Busy"),
                Reserved(1)),
        },
        new(30, "SetFirmwareActivationArmState", Destructive, "Set Device Runtime FW Activation Arm State")
        {
            Revision = 2,
            IsSensitive = true,
            Source = "V3.0, tables 3-39, 3-40",
            Input = new(Enum("ArmState", 1, null, "NotArmed", "Armed").Needed()),
            Output = new(Status),
        },
    ];

    private static DsmField Passphrase(string name, string? description = null) =>
        Secret(name, 32,
            (description is null ? string.Empty : description + "; ") + "fewer than 32 bytes are padded with zeros, more are refused");
}
