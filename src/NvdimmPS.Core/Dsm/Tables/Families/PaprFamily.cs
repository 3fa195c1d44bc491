using NvdimmPS.Abi;
using NvdimmPS.Kernel;
using static NvdimmPS.Dsm.DsmDanger;
using static NvdimmPS.Dsm.Field;

namespace NvdimmPS.Dsm.Families;

/// <summary>IBM POWER's papr_scm: PDSM requests of papr_pdsm.h, one 192-byte structure in place, status a negated errno.</summary>
internal static class PaprFamily
{
    private static readonly DsmField Status = U32("Status", "0 is success");

    public static DsmFamily Create() => new(NdFamily.Papr, nameof(NdFamily.Papr), "IBM POWER storage class memory")
    {
        Source = "papr_pdsm.h of Linux",
        InPlace = true,
        StatusMask = 0xFFFFFFFF,
        Statuses = Statuses,
        Tables = [() =>
        [
            new(1, "GetHealth", Read, "PAPR_PDSM_HEALTH")
            {
                Source = "papr_pdsm.h",
                Input = DsmLayout.Empty,
                Output = new(
                    Status,
                    Reserved(4),
                    Flags("ValidFlags", 4, "Extension_flags", "PercentageRemaining", "DirtyShutdownCount"),
                    Enum("ArmState", 1, "Dimm_unarmed", "Armed").Otherwise("NotArmed"),
                    Enum("LastShutdownStatus", 1, "Dimm_bad_shutdown", "Clean").Otherwise("Dirty"),
                    Enum("LastRestoreStatus", 1, "Dimm_bad_restore", "Succeeded").Otherwise("Failed"),
                    Enum("ScrubState", 1, "Dimm_scrubbed", "NotScrubbed").Otherwise("Scrubbed"),
                    Enum("LockState", 1, "Dimm_locked", "Unlocked").Otherwise("Locked"),
                    Enum("EncryptionState", 1, "Dimm_encrypted", "NotEncrypted").Otherwise("Encrypted"),
                    Enum("HealthState", 2, "Dimm_health: HEALTHY, UNHEALTHY, CRITICAL, FATAL", "Normal", "NonCritical", "Critical",
                        "Fatal"),
                    U16("PercentageRemaining", "Dimm_fuel_gauge: life remaining", "%").ValidBit("ValidFlags", 0),
                    Reserved(2),
                    U64("DirtyShutdownCount", "Dimm_dsc").ValidBit("ValidFlags", 1),
                    Reserved(160)),
            },
            new(2, "InjectSmart", Destructive, "PAPR_PDSM_SMART_INJECT")
            {
                Source = "papr_pdsm.h",
                Input = new(
                    Reserved(8),
                    Flags("ValidFlags", 4, "Flags; in a request computed from the fields given unless said; in a reply those handled",
                        "FatalError", "DirtyShutdown"),
                    Enum("FatalErrorEnable", 1, "Fatal_enable", "Disable", "Enable").SetsBit("ValidFlags", 0),
                    Enum("DirtyShutdownEnable", 1, "Unsafe_shutdown_enable", "Disable", "Enable").SetsBit("ValidFlags", 1),
                    Reserved(178)) { RequiresAny = true },
                Output = new(
                    Status,
                    Reserved(4),
                    Flags("ValidFlags", 4, "Flags; in a request computed from the fields given unless said; in a reply those handled",
                        "FatalError", "DirtyShutdown"),
                    Enum("FatalErrorEnable", 1, "Fatal_enable", "Disable", "Enable"),
                    Enum("DirtyShutdownEnable", 1, "Unsafe_shutdown_enable", "Disable", "Enable"),
                    Reserved(178)),
            },
        ]],
    };

    /// <summary>The status is 0 or a negated errno.</summary>
    private static DsmStatusWord[] Statuses { get; } =
    [
        new(0, "Success", "success", IsSuccess: true),
        new(unchecked((uint)-1), "EPERM", "the hypervisor or the driver reported EPERM", KernelErrors.KindOf(1)),
        new(unchecked((uint)-2), "ENOENT", "the hypervisor or the driver reported ENOENT", KernelErrors.KindOf(2)),
        new(unchecked((uint)-5), "EIO", "the hypervisor or the driver reported EIO", KernelErrors.KindOf(5)),
        new(unchecked((uint)-6), "ENXIO", "the hypervisor or the driver reported ENXIO", KernelErrors.KindOf(6)),
        new(unchecked((uint)-11), "EAGAIN", "the hypervisor or the driver reported EAGAIN", KernelErrors.KindOf(11)),
        new(unchecked((uint)-12), "ENOMEM", "the hypervisor or the driver reported ENOMEM", KernelErrors.KindOf(12)),
        new(unchecked((uint)-13), "EACCES", "the hypervisor or the driver reported EACCES", KernelErrors.KindOf(13)),
        new(unchecked((uint)-14), "EFAULT", "the hypervisor or the driver reported EFAULT", KernelErrors.KindOf(14)),
        new(unchecked((uint)-16), "EBUSY", "the hypervisor or the driver reported EBUSY", KernelErrors.KindOf(16)),
        new(unchecked((uint)-19), "ENODEV", "the hypervisor or the driver reported ENODEV", KernelErrors.KindOf(19)),
        new(unchecked((uint)-22), "EINVAL", "the hypervisor or the driver reported EINVAL", KernelErrors.KindOf(22)),
        new(unchecked((uint)-25), "ENOTTY", "the hypervisor or the driver reported ENOTTY", KernelErrors.KindOf(25)),
        new(unchecked((uint)-28), "ENOSPC", "the hypervisor or the driver reported ENOSPC", KernelErrors.KindOf(28)),
        new(unchecked((uint)-34), "ERANGE", "the hypervisor or the driver reported ERANGE", KernelErrors.KindOf(34)),
        new(unchecked((uint)-38), "ENOSYS", "the hypervisor or the driver reported ENOSYS", KernelErrors.KindOf(38)),
        new(unchecked((uint)-95), "EOPNOTSUPP", "the hypervisor or the driver reported EOPNOTSUPP", KernelErrors.KindOf(95)),
        new(unchecked((uint)-110), "ETIMEDOUT", "the hypervisor or the driver reported ETIMEDOUT", KernelErrors.KindOf(110)),
    ];
}
