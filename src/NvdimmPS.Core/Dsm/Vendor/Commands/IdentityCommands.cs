using static NvdimmPS.Dsm.DsmDanger;
using static NvdimmPS.Dsm.Field;
using static NvdimmPS.Dsm.Vendor.VendorField;

namespace NvdimmPS.Dsm.Vendor.Commands;

/// <summary>Opcodes 01 and 02: what a module is, and the state of its security.</summary>
internal static class IdentityCommands
{
    internal const string Ipmctl = "ipmctl, NvmDimmPassThru.h";

    public static VendorCommand[] All =>
    [
        new(0x01, 0x00, "GetIdentity", Read, "Identify DIMM")
        {
            Source = Ipmctl + ": PT_ID_DIMM_PAYLOAD",
            Input = [],
            Output =
            [
                U16("VendorId", "Vendor id as stored; people write its bytes the other way round"),
                U16("DeviceId", "Device id"),
                U16("RevisionId", "Revision of the controller"),
                U16("InterfaceCode", "Format interface code"),
                Revision("FirmwareVersion", "The firmware that runs"),
                Reserved(1),
                Flags("FeatureSoftwareRequired", 1, "What software must do", "FlushRequired", "ControlWindowLatch"),
                Reserved(17),
                Pages4K("RawCapacity", 4, "All of the media, stored in units of 4 KiB"),
                U16("Manufacturer", "Manufacturer; no longer used"),
                U32("SerialNumber", "Serial number; no longer used"),
                Text("PartNumber", 20, "Part number"),
                Flags("SkuFeatures", 4, "What the module may do").Values((0, "MemoryMode"), (2, "AppDirect"), (3, "PackageSparing"),
                    (16, "SoftwareProgrammableSku"), (17, "Encryption")),
                Reserved(2),
                Version("FisVersion", "The version of the firmware interface"),
                UniqueId("UniqueId", "Manufacturer, place, date and serial number, in the order of the bytes"),
                Version("ActiveFisVersion", "The version of the firmware interface that is in use"),
            ],
        },
        new(0x01, 0x01, "GetCharacteristics", Read, "Device Characteristics")
        {
            Source = Ipmctl + ": PT_DEVICE_CHARACTERISTICS_PAYLOAD",
            Input = [],
            Output =
            [
                Temperature("ControllerShutdownThreshold", "The module shuts down above this"),
                Temperature("MediaShutdownThreshold", "The module shuts down above this"),
                Temperature("MediaThrottlingStartThreshold", "Throttling begins"),
                Temperature("MediaThrottlingStopThreshold", "Throttling ends"),
                Temperature("ControllerThrottlingStartThreshold", "Throttling begins"),
                Temperature("ControllerThrottlingStopThreshold", "Throttling ends"),
                U16("MaxAveragePowerLimit", "Largest limit of the average power", "mW").From(1, 13),
                U16("MaxMemoryBandwidthBoostMaxPowerLimit", "Largest limit of the power with boost", "mW").From(2, 0),
                U32("MaxMemoryBandwidthBoostAveragePowerTimeConstant", "Longest time of averaging with boost", "ms").From(2, 1),
                U32("MemoryBandwidthBoostAveragePowerTimeConstantStep", "Its steps", "ms").From(2, 1),
                U32("MaxAveragePowerReportingTimeConstant", "Longest time of averaging for reports", "ms").From(2, 1),
                U32("AveragePowerReportingTimeConstantStep", "Its steps", "ms").From(2, 1),
            ],
        },
        new(0x02, 0x00, "GetSecurityInfo", Read, "Get Security State")
        {
            Source = Ipmctl + ": PT_GET_SECURITY_PAYLOAD",
            Input = [],
            Output =
            [
                Flags("SecurityStatus", 4, "Without bits 1 to 5: supported and disabled", null, "Enabled", "Locked", "Frozen",
                    "UserCountExpired", "NotSupported", "BiosNonceSet", null, "MasterPassphraseEnabled", "MasterCountExpired"),
                Flags("OptInStatus", 4, "What was opted in to", "SecureErasePolicy"),
            ],
        },
        new(0x02, 0x02, "GetSecurityOptIn", Read, "Get Security Opt-In")
        {
            Fis = Since(2, 2),
            Source = Ipmctl + ": PT_OUTPUT_PAYLOAD_GET_SECURITY_OPT_IN",
            Input = [OptInCode.Needed()],
            Output = OptIn(2, 2),
            Forms = [new VendorForm("S3 resume", When("OptInCode", 3), OptIn(2, 2)), new VendorForm("other codes", [], OptIn(2, 3))],
        },
        new(0x02, 0x03, "GetFipsMode", Read, "Get FIPS Mode")
        {
            Fis = Since(3, 5),
            Source = Ipmctl,
            Input = [],
            Output =
            [
                Enum("FipsStatus", 1, "FIPS mode", "NonFips", "NonFipsUntilReboot", "FipsNotInitialized", "FipsInitialized").From(3, 5),
            ],
        },
    ];

    private static DsmField OptInCode => Enum("OptInCode", 2, "What may be opted in to")
        .Values((1, "SvnDowngrade"), (2, "SecureErasePolicy"), (3, "S3Resume"), (4, "FirmwareActivate"));

    private static DsmField[] OptIn(int major, int minor) =>
    [
        OptInCode.From(major, minor), Reserved(2), U32("OptInValue", "0 or 1; what they mean depends on the code").From(major, minor),
        U8("OptInModify", "Whether it may be changed").From(major, minor), Reserved(3),
        U8("OptInWindow", "Whether the time for changing it has not ended").From(major, minor), Reserved(51),
        Bytes("OptInSpecificData", 64, "What else belongs to the code").From(major, minor),
    ];
}
