using static NvdimmPS.Dsm.DsmDanger;
using static NvdimmPS.Dsm.Field;
using static NvdimmPS.Dsm.Vendor.VendorField;

namespace NvdimmPS.Dsm.Vendor.Commands;

/// <summary>Opcode 03: passphrases, locks, erasing.</summary>
internal static class SecurityCommands
{
    private const string Source = IdentityCommands.Ipmctl + ": PT_SET_SECURITY_PAYLOAD";

    public static VendorCommand[] All =>
    [
        Command(0x01, "OverwriteDimm", "Overwrite DIMM"),
        Command(0xF0, "SetMasterPassphrase", "Set Master Passphrase") with { Fis = Since(1, 13) },
        Command(0xF1, "SetPassphrase", "Set Passphrase"),
        Command(0xF2, "DisablePassphrase", "Disable Passphrase"),
        Command(0xF3, "UnlockUnit", "Unlock Unit"),
        Command(0xF5, "SecureEraseUnit", "Secure Erase Unit"),
        Command(0xF6, "FreezeLock", "Freeze Lock"),
    ];

    private static VendorCommand Command(int subOpcode, string name, string title) =>
        new(VendorCommands.Security, subOpcode, name, Destructive, title)
        {
            IsSensitive = true,
            Source = Source,
            Input =
            [
                Secret("CurrentPassphrase", 32, "The passphrase that is set"),
                Enum("PassphraseType", 1, "Whose passphrase", "User", "Master"),
                Reserved(31),
                Secret("NewPassphrase", 32, "The passphrase to set"),
            ],
            Output = [],
        };
}
