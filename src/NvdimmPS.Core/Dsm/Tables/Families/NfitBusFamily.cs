using NvdimmPS.Abi;
using static NvdimmPS.Dsm.DsmDanger;
using static NvdimmPS.Dsm.Field;

namespace NvdimmPS.Dsm.Families;

/// <summary>
/// ACPI's _DSM of the NVDIMM root device (ACPI 6.2 and later, section 9.20.7): address range scrub, translation and
/// error injection. Layouts as in &lt;linux/ndctl.h&gt; and the kernel's nfit_test.h.
/// </summary>
internal static class NfitBusFamily
{
    private static readonly DsmField Status = U32("Status", "0 is success");

    private static readonly string[] ScrubTypes = ["Volatile", "Persistent"];

    public static DsmFamily Create() => new("NfitBus", NdNodeKind.Bus, 0, "ACPI NVDIMM root device")
    {
        Source = "ACPI 6.2 and later, section 9.20.7; linux/ndctl.h and nfit_test.h of Linux",
        Guid = new Guid("2f10e7a4-9e91-11e4-89d3-123b93f75cba"),
        Statuses =
        [
            new(0, "Success", "success", IsSuccess: true),
            new(1, "NotSupported", "the function is not supported", NvdimmErrorKind.NotImplemented),
            new(2, "InvalidParameter", "a parameter is invalid", NvdimmErrorKind.InvalidArgument),
        ],
        Tables = [() => Scrub, () => Translation, () => Injection],
    };

    private static DsmFunction[] Scrub =>
    [
        new(1, "GetArsCapabilities", Read, "Query Address Range Scrub Capabilities")
        {
            LegacyCommand = NdCommands.ArsCap,
            Source = "linux/ndctl.h, nd_cmd_ars_cap",
            Input = new(U64("Address", "Start of the range").Needed(), U64("Length", "Size of the range", "bytes").Needed()),
            Output = new(
                Status,
                Flags("ScrubTypes", 2, "What can be scrubbed in the range", ScrubTypes).Over(2),
                U32("MaxStatusSize", "Largest answer of GetArsStatus", "bytes"),
                U32("ClearErrorUnit", "Smallest clearable piece", "bytes"),
                U16("Flags", "Not interpreted by the kernel"),
                Reserved(2)),
            ShortAnswers = [new(8)], // ACPI 6.0: no unit; 6.1: no flags
        },
        new(2, "StartArs", Write, "Start Address Range Scrub")
        {
            LegacyCommand = NdCommands.ArsStart,
            Source = "linux/ndctl.h, nd_cmd_ars_start",
            Input = new(
                U64("Address", "Start of the range").Needed(),
                U64("Length", "Size of the range", "bytes").Needed(),
                Flags("Type", 2, "What to scrub", ScrubTypes).Default(2),
                Flags("Options", 1, "How", null, "ReturnPreviousData"),
                Reserved(5)),
            Output = new(Status, U32("ScrubTime", "Estimated time", "s")),
            Statuses = [new(6, "ScrubInProgress", "a scrub is in progress already", NvdimmErrorKind.ResourceBusy)],
        },
        new(3, "GetArsStatus", Read, "Query Address Range Scrub Status")
        {
            LegacyCommand = NdCommands.ArsStatus,
            Source = "linux/ndctl.h, nd_cmd_ars_status",
            Input = DsmLayout.Empty,
            Output = new(
                Status,
                Enum("ScrubState", 2, "State of the scrub", "Complete", "InProgress", "NoneThisBoot", "Stopped").Over(2),
                U32("OutputLength", "Bytes of status", "bytes"),
                U64("Address", "Start of the scrubbed range"),
                U64("Length", "Size of the scrubbed range", "bytes"),
                U64("RestartAddress", "Where to go on"),
                U64("RestartLength", "How much is left", "bytes"),
                Flags("Type", 2, "What was scrubbed", ScrubTypes),
                Flags("Options", 2, "More errors than fit", "Overflow"),
                U32("RecordCount", "Errors found").Counts("Records"),
                Records("Records", "RecordCount", "Errors found",
                    U32("Handle", "NFIT handle of the DIMM"), Reserved(4), U64("Address", "Start of the error"),
                        U64("Length", "Size of the error", "bytes"))),
            ShortAnswers = [new(4, 0x10000), new(4, 0x20000)], // in progress, none this boot: no results yet
        },
        new(4, "ClearError", Destructive, "Clear Uncorrectable Error")
        {
            LegacyCommand = NdCommands.ClearError,
            Source = "linux/ndctl.h, nd_cmd_clear_error",
            Input = new(U64("Address", "Start of the range").Needed(), U64("Length", "Size of the range", "bytes").Needed()),
            Output = new(Status, Reserved(4), U64("Cleared", "How much was cleared", "bytes")),
        },
    ];

    private static DsmFunction[] Translation =>
    [
        new(5, "TranslateSpa", Read, "Translate SPA")
        {
            Source = "nfit_test.h, nd_cmd_translate_spa",
            Input = new(U64("Address", "System physical address").Needed()),
            Output = new(
                Status,
                U8("Flags", "Not interpreted by the kernel"),
                Reserved(3),
                U64("TranslatedLength", "Length for which the translation holds", "bytes"),
                U32("DeviceCount", "DIMMs behind the address").Counts("Devices"),
                Records("Devices", "DeviceCount", "DIMMs behind the address",
                    U32("Handle", "NFIT handle of the DIMM"), Reserved(4), U64("DimmPhysicalAddress", "Address within the DIMM"))),
            Statuses = [new(2, "InvalidSpa", "the address belongs to no NVDIMM", NvdimmErrorKind.InvalidArgument)],
        },
    ];

    private static DsmFunction[] Injection =>
    [
        new(7, "ArsErrorInject", Destructive, "ARS Error Inject")
        {
            Source = "nfit_test.h, nd_cmd_ars_err_inj",
            Input = new(
                U64("Address", "Start of the range").Needed(),
                U64("Length", "Size of the range", "bytes").Needed(),
                Flags("Options", 1, "Whether to tell the operating system", "NotifyOs")),
            Output = new(Status),
        },
        new(8, "ArsErrorInjectClear", Write, "ARS Error Inject Clear")
        {
            Source = "nfit_test.h, nd_cmd_ars_err_inj_clr",
            Input = new(U64("Address", "Start of the range").Needed(), U64("Length", "Size of the range", "bytes").Needed()),
            Output = new(Status),
        },
        new(9, "GetArsErrorInjectStatus", Read, "Query ARS Error Inject Status")
        {
            Source = "nfit_test.h, nd_cmd_ars_err_inj_stat",
            Input = DsmLayout.Empty,
            Output = new(
                Status,
                U32("RecordCount", "Injected errors").Counts("Records"),
                Records("Records", "RecordCount", "Injected errors", U64("Address", "Start of the error"),
                    U64("Length", "Size of the error", "bytes"))),
        },
    ];
}
