using NvdimmPS.Abi;
using NvdimmPS.Dsm.Vendor;
using static NvdimmPS.Dsm.DsmDanger;
using static NvdimmPS.Dsm.Field;

namespace NvdimmPS.Dsm.Families;

/// <summary>
/// Intel "NVDIMM DSM Interface", V1.6 (August 2017) to V3.0 (October 2022): tables 3-A and 3-B (functions), section 3
/// (layouts). SMART, whose form changed between versions, is in <see cref="IntelSmart"/>.
/// </summary>
internal static class IntelFamily
{
    internal static readonly string[] Alarms = ["SparesRemaining", "MediaTemperature", "ControllerTemperature"];

    internal static readonly DsmField Status = U32("Status", "0 is success");

    public static DsmFamily Create() => new(NdFamily.Intel, nameof(NdFamily.Intel), "Intel NVDIMM DSM Interface")
    {
        Source = "Intel \"NVDIMM DSM Interface\" V1.0 to V3.0",
        Guid = new Guid("4309ac30-0d11-11e4-9191-0800200c9a66"),
        Statuses = Statuses,
        Tables = [() => Health, () => Labels, () => Commands, () => Firmware, () => Injection, IntelSecurity.Create],
        VendorTable = () => VendorCommands.BuiltIn,
    };

    internal static DsmStatusWord[] Statuses { get; } =
    [
        new(0, "Success", "success", IsSuccess: true),
        new(1, "NotSupported", "the function is not supported", NvdimmErrorKind.NotImplemented),
        new(2, "NonExistingDevice", "there is no such memory device", NvdimmErrorKind.ObjectNotFound),
        new(3, "InvalidInput", "the input parameters are invalid", NvdimmErrorKind.InvalidArgument),
        new(4, "HardwareError", "hardware error"),
        new(5, "RetrySuggested", "try again: the command timed out, another one is running, or the mailbox is not ready",
            NvdimmErrorKind.ResourceBusy),
        new(6, "UnknownReason", "failed for an unknown reason"),
        new(7, "FunctionSpecific", "a function-specific error: see the upper half of the status code"),
        new(8, "OutOfResources", "try again: the platform is out of resources", NvdimmErrorKind.ResourceBusy),
        new(9, "HardwareNotReady", "the hardware is not ready", NvdimmErrorKind.ResourceBusy),
        new(10, "InvalidSecurityState", "not in this security state", NvdimmErrorKind.SecurityError),
        new(11, "InvalidPassphrase", "the current passphrase is wrong", NvdimmErrorKind.SecurityError),
    ];

    private static DsmFunction[] Health =>
    [
        IntelSmart.Create(),
        new(2, "GetSmartThreshold", Read, "Get SMART Threshold")
        {
            LegacyCommand = NdCommands.SmartThreshold,
            Source = "V1.6, SMART Threshold",
            Input = DsmLayout.Empty,
            Output = new(
                Status,
                Flags("AlarmControl", 2, "Alarms that are armed", Alarms),
                U8("SparesRemaining", "Alarm below this", "%"),
                Temperature("MediaTemperature", "Alarm above this"),
                Temperature("ControllerTemperature", "Alarm above this"),
                Reserved(1)),
        },
        new(3, "GetBlockFlags", Read, "Get Block NVDIMM Flags")
        {
            LegacyCommand = NdCommands.DimmFlags,
            Source = "V1.0, deprecated",
            Input = DsmLayout.Empty,
            Output = new(Status, Flags("Flags", 4, "What block mode needs", "BlockDataWindowInvalidationRequired", "CommandRegisterLatch")),
        },
        new(17, "SetSmartThreshold", Write, "Set SMART Threshold")
        {
            Revision = 2,
            Getter = 2,
            Source = "V1.6, Set SMART Threshold",
            Input = new(
                Flags("AlarmControl", 2, "Alarms to arm; the other fields of a clear bit are ignored", Alarms),
                U8("SparesRemaining", "Alarm below this", "%").Range(1, 99).SetsBit("AlarmControl", 0),
                Temperature("MediaTemperature", "Alarm above this").SetsBit("AlarmControl", 1),
                Temperature("ControllerTemperature", "Alarm above this").SetsBit("AlarmControl", 2)) { RequiresAny = true },
            Output = new(Status),
        },
    ];

    private static DsmFunction[] Labels =>
    [
        new(4, "GetNamespaceLabelSize", Read, "Get Namespace Label Size")
        {
            LegacyCommand = NdCommands.GetConfigSize,
            Source = "V1.0, deprecated in favour of _LSI",
            Input = DsmLayout.Empty,
            Output = new(Status, U32("LabelAreaSize", "Size of the label area", "bytes"),
                U32("MaxTransferLength", "Largest read or write", "bytes")),
            Statuses = [new(0x00010000, "SuccessLocked", "success; the persistent region is locked", IsSuccess: true)],
        },
        new(5, "GetNamespaceLabelData", Read, "Get Namespace Label Data")
        {
            LegacyCommand = NdCommands.GetConfigData,
            Source = "V1.0, deprecated in favour of _LSR",
            Input = new(U32("Offset", "Where to start", "bytes").Needed(), U32("Length", "How much", "bytes").Needed()),
            Output = new(Status, Tail("Data", "Label bytes")),
        },
        new(6, "SetNamespaceLabelData", Destructive, "Set Namespace Label Data")
        {
            LegacyCommand = NdCommands.SetConfigData,
            Getter = 5,
            Source = "V1.0, deprecated in favour of _LSW",
            Input = new(
                U32("Offset", "Where to start", "bytes").Needed(),
                U32("Length", "How much", "bytes").Counts("Data"),
                Tail("Data", "Label bytes", countedBy: "Length").Needed()),
            Output = new(Status),
        },
    ];

    private static DsmFunction[] Commands =>
    [
        new(7, "GetCommandEffectLogInfo", Read, "Get Command Effect Log Info")
        {
            Source = "V1.6",
            Input = DsmLayout.Empty,
            Output = new(Status, U32("MaxDataLength", "Largest size of the effect log", "bytes")),
        },
        new(8, "GetCommandEffectLog", Read, "Get Command Effect Log")
        {
            Source = "V1.6; bit 8 as of V2.0",
            Input = DsmLayout.Empty,
            Output = new(
                Status,
                U16("OpcodeCount", "Entries").Counts("Entries"),
                Reserved(2),
                Records("Entries", "OpcodeCount", "What each vendor opcode can do",
                    U32("Opcode", "Vendor opcode"),
                    Flags("Effects", 4, "Its effects", "NoEffects", "SecurityStateChange", "ConfigurationChangeAfterReboot",
                        "ImmediateConfigurationChange",
                        "QuiesceAllIo", "ImmediateDataChange", "TestMode", "DebugMode", "ImmediatePolicyChange"))),
        },
        new(9, "PassThrough", Destructive, "Pass-Through Command")
        {
            LegacyCommand = NdCommands.Vendor,
            EffectLog = 8,
            HasVendorPayload = true,
            Statuses = FisStatuses.All,
            Source = "V1.6 (V1.0: Vendor Specific Command)",
            Input = new(
                U32("Opcode", "Vendor opcode").Needed(),
                U32("Length", "Bytes of data", "bytes").Counts("Data"),
                Tail("Data", "The opcode's input", countedBy: "Length")),
            Output = new(Status, U32("Length", "Bytes of data", "bytes").Counts("Data"),
                Tail("Data", "The opcode's output", countedBy: "Length")),
        },
        new(10, "EnableLatchSystemShutdownStatus", Write, "Enable Latch System Shutdown Status")
        {
            Source = "V1.6",
            Input = new(Enum("Enable", 1, "1 enables the latch; nothing disables it").Values((1, "Enable")).Default(1)),
            Output = new(Status),
        },
        new(11, "GetSupportedModes", Read, "Get Supported Modes")
        {
            Revision = 2,
            Source = "V1.6",
            Input = DsmLayout.Empty,
            Output = new(Status, Flags("Modes", 2, "Operating modes", "Memory", "PersistentMemory", "BlockAperture")),
        },
    ];

    private static DsmFunction[] Firmware =>
    [
        new(12, "GetFirmwareInfo", Read, "Get FW Info")
        {
            Revision = 2,
            Source = "V1.6; update capability bit 1 as of V2.0",
            Input = DsmLayout.Empty,
            Output = new(
                Status,
                U32("StorageSize", "Room for an image", "bytes"),
                U32("MaxSendLength", "Largest piece", "bytes"),
                U32("QueryInterval", "How often to ask while it finishes", "µs"),
                U32("MaxQueryTime", "How long it may take to finish", "µs"),
                Flags("UpdateCapability", 1, "What an update needs", "ColdRebootRequired", "RuntimeActivationQuiesce"),
                Reserved(3),
                U32("FisVersion", "Firmware interface version"),
                U64("RunningVersion", "Version that runs"),
                U64("UpdatedVersion", "Version that is staged").NotReported(0, "no update is staged")),
        },
        new(13, "StartFirmwareUpdate", Write, "Start FW Update")
        {
            Revision = 2,
            Source = "V1.6",
            Input = DsmLayout.Empty,
            Output = new(Status, U32("Context", "Names the update in the calls that follow")),
            Statuses =
            [
                new(0x10007, "UpdateInProgress", "an update is in progress already; Context names it", NvdimmErrorKind.ResourceBusy),
                new(0x20007, "UpdateAlreadyOccurred", "an update has been made already: it needs a cold boot",
                    NvdimmErrorKind.InvalidOperation),
            ],
            FieldsWithStatus = [0x10007],
        },
        new(14, "SendFirmwareUpdateData", Write, "Send FW Update Data")
        {
            Revision = 2,
            Source = "V1.6",
            Input = new(
                U32("Context", "From StartFirmwareUpdate").Needed(),
                U32("Offset", "Where in the image", "bytes").Needed(),
                U32("Length", "How much", "bytes").Counts("Data"),
                Tail("Data", "A piece of the image", countedBy: "Length").Needed()),
            Output = new(Status),
            Statuses = [new(0x10007, "InvalidContext", "there is no update of that context", NvdimmErrorKind.InvalidArgument)],
        },
        new(15, "FinishFirmwareUpdate", Destructive, "Finish FW Update")
        {
            Revision = 2,
            Source = "V1.6",
            Input = new(Enum("Control", 1, "What to do with the image", "Finish", "Abort"), Reserved(3),
                U32("Context", "From StartFirmwareUpdate").Needed()),
            Output = new(Status),
            Statuses =
            [
                new(0x10007, "InvalidContext", "there is no update of that context", NvdimmErrorKind.InvalidArgument),
                new(0x20007, "UpdateAlreadyOccurred", "an update has been made already: it needs a cold boot",
                    NvdimmErrorKind.InvalidOperation),
                new(0x30007, "AuthenticationFailed", "the image failed authentication", NvdimmErrorKind.SecurityError),
                new(0x40007, "UpdateAborted", "the update was aborted, as asked", IsSuccess: true),
            ],
        },
        new(16, "QueryFinishFirmwareUpdateStatus", Read, "Query Finish FW Update Status")
        {
            Revision = 2,
            Source = "V1.6",
            Input = new(U32("Context", "From StartFirmwareUpdate").Needed()),
            Output = new(Status, U64("UpdatedVersion", "Version that is staged")),
            Statuses =
            [
                new(0x10007, "InvalidContext", "there is no update of that context", NvdimmErrorKind.InvalidArgument),
                new(0x20007, "UpdateInProgress", "the update is still being finished", NvdimmErrorKind.ResourceBusy),
                new(0x30007, "AuthenticationFailed", "the image failed authentication", NvdimmErrorKind.SecurityError),
                new(0x40007, "SequencingError", "no finish was asked for", NvdimmErrorKind.InvalidOperation),
                new(8, "FinishTimedOut", "finishing took too long"),
            ],
        },
    ];

    private static DsmFunction[] Injection =>
    [
        new(18, "InjectError", Destructive, "Inject Error")
        {
            Revision = 2,
            Source = "V1.6",
            Input = new(
                Flags("ValidFlags", 8, "Which injections follow", "MediaTemperature", "SparesRemaining", "FatalError", "DirtyShutdown"),
                Enum("MediaTemperatureEnable", 1, "Inject, or stop", "Disable", "Enable").SetsBit("ValidFlags", 0),
                Temperature("MediaTemperature", "The temperature to show").SetsBit("ValidFlags", 0).SetsBit("MediaTemperatureEnable", 0),
                Enum("SparesRemainingEnable", 1, "Inject, or stop", "Disable", "Enable").SetsBit("ValidFlags", 1),
                U8("SparesRemaining", "The spares to show", "%").Range(0, 99).SetsBit("ValidFlags", 1).SetsBit("SparesRemainingEnable", 0),
                Enum("FatalErrorEnable", 1, "Inject, or stop", "Disable", "Enable").SetsBit("ValidFlags", 2),
                Enum("DirtyShutdownEnable", 1, "Inject, or stop", "Disable", "Enable").SetsBit("ValidFlags", 3)) { RequiresAny = true },
            Output = new(Status),
            Statuses =
                [new(0x10007, "InjectionNotEnabled", "the platform does not have error injection enabled",
                    NvdimmErrorKind.InvalidOperation)],
        },
        new(31, "InjectLabelStorageAreaError", Destructive, "LSA Error Inject")
        {
            Source = "V3.0, tables 3-41, 3-42",
            Input = new(
                Enum("Control", 1, "The table calls it Enable", "Clear", "Inject").Needed(),
                Reserved(3),
                U32("Offset", "Multiple of the Clear Uncorrectable Error unit (not checked: the unit is not known here)", "bytes").Needed(),
                U32("Length", "Error Inject Range Length; multiple of the same unit", "bytes").Needed()),
            Output = new(Status),
            Statuses = [new(0x10007, "InjectionNotEnabled", "platform not enabled for injection")],
        },
    ];
}
