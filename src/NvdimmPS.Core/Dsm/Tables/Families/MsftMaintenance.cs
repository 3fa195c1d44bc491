using static NvdimmPS.Dsm.DsmDanger;
using static NvdimmPS.Dsm.Families.MsftFamily;
using static NvdimmPS.Dsm.Field;

namespace NvdimmPS.Dsm.Families;

/// <summary>Microsoft's functions 19 to 31: erase, arm, firmware update, registers, typed data.</summary>
internal static class MsftMaintenance
{
    public static DsmFunction[] Create() =>
    [
        new(19, "EraseNvmImage", Destructive, "Initiate NVM Image Erase")
        {
            IsSensitive = true,
            Source = "Function Interface 1, function 19",
            Input = DsmLayout.Empty,
            Output = new(Status),
            Statuses = [new(0x10004, "OperationTimedOut", "the operation timed out")],
        },
        new(20, "Arm", Write, "Arm")
        {
            Source = "Function Interface 1, function 20",
            Input = DsmLayout.Empty,
            Output = new(Status),
            Statuses = [new(0x10004, "OperationTimedOut", "the operation timed out")],
        },
        new(21, "FactoryReset", Destructive, "Reset to Factory Defaults")
        {
            IsSensitive = true,
            Source = "Function Interface 1, function 21",
            Input = DsmLayout.Empty,
            Output = new(Status),
            Statuses = [new(0x10004, "OperationTimedOut", "the operation timed out")],
        },
        new(22, "StartFirmwareUpdate", Write, "Start Firmware Update")
        {
            Source = "Function Interface 1, function 22",
            Input = new(U8("FirmwareSlot").Needed()),
            Output = new(Status),
            Statuses = [new(0x10004, "UpdateInProgress", "a firmware update is in progress")],
        },
        new(23, "SendFirmwareUpdateData", Write, "Send Firmware Update Data")
        {
            Source = "Function Interface 1, function 23",
            Input = new(
                U32("Length", "Region Length: bytes of Data; computed when not given", "bytes").Counts("Data"),
                U16("RegionId").Needed(),
                U8("BlockId").Needed(),
                Tail("Data", countedBy: "Length").Needed()),
            Output = new(Status),
            Statuses =
            [
                new(0x10004, "NoUpdateInProgress", "no firmware update is in progress"),
                new(0x20004, "InvalidRegionSize", "invalid region size"),
                new(0x30004, "DataCorruption", "the transfer failed: data corruption (CRC)"),
                new(0x40004, "OperationTimedOut", "the operation timed out"),
                new(0x50004, "CommitFailed", "the firmware commit failed"),
            ],
        },
        new(24, "FinishFirmwareUpdate", Destructive, "Finish Firmware Update")
        {
            Source = "Function Interface 1, function 24",
            Input = DsmLayout.Empty,
            Output = new(Status),
            Statuses =
            [
                new(0x10004, "NoUpdateInProgress", "no firmware update is in progress"),
                new(0x20004, "InvalidImage", "invalid firmware image"),
            ],
        },
        new(25, "SelectFirmwareImageSlot", Destructive, "Select Firmware Image Slot")
        {
            IsSensitive = true,
            Source = "Function Interface 1, function 25",
            Input = new(U8("FirmwareSlot").Needed()),
            Output = new(Status),
            Statuses =
            [
                new(0x10004, "InvalidSlot", "invalid slot number"),
                new(0x20004, "EmptySlot", "there is no image in this slot"),
            ],
        },
        new(26, "GetFirmwareInfo", Read, "Get Firmware Information")
        {
            Source = "Function Interface 1, function 26",
            Input = new(U8("FirmwareSlot").Needed()),
            Output = new(Status, U16("FirmwareRevision", "Version of the image in the slot")),
        },
        new(27, "ReadI2C", Read, "I2C Read")
        {
            Source = "Function Interface 1, function 27",
            Input = new(U8("Page").Needed(), U8("Offset").Needed()),
            Output = new(Status, U8("Value", "The register")),
            Statuses = [new(0x10004, "InvalidPage", "invalid page")],
        },
        new(28, "WriteI2C", Destructive, "I2C Write")
        {
            Source = "Function Interface 1, function 28",
            Input = new(U8("Page").Needed(), U8("Offset").Needed(), U8("Value").Needed()),
            Output = new(Status),
            Statuses =
            [
                new(0x10004, "InvalidPage", "invalid page"),
                new(0x20004, "ReadOnlyRegister", "this register cannot be written"),
            ],
        },
        new(29, "ReadTypedData", Read, "Read Typed Data")
        {
            Source = "Function Interface 1, function 29",
            Input = new(
                U8("DataType", "JEDEC TYPED_BLOCK_DATA: 1 firmware image, 2 vendor log page, 201 to 255 vendor").Needed(),
                U16("RegionId").Needed(),
                U8("BlockId").Needed()),
            Output = new(Status, Bytes("Data", 32)),
            Statuses = [new(0x10004, "InvalidDataType", "invalid data type")],
        },
        new(30, "WriteTypedData", Destructive, "Write Typed Data")
        {
            Source = "Function Interface 1, function 30",
            Input = new(
                U8("DataType", "JEDEC TYPED_BLOCK_DATA: 1 firmware image, 2 vendor log page, 201 to 255 vendor").Needed(),
                U16("RegionId").Needed(),
                U8("BlockId").Needed(),
                Bytes("Data", 32, "Exactly 32 bytes, nothing is padded").Needed()),
            Output = new(Status),
            Statuses = [new(0x10004, "InvalidDataType", "invalid data type")],
        },
        new(31, "SetMemoryErrorCounters", Write, "Set Memory Error Counters")
        {
            Source = "Function Interface 1, function 31",
            Input = new(U8("UncorrectableErrorCount").Needed(), U8("CorrectableErrorThresholdCount").Needed()),
            Output = new(Status),
        },
    ];
}
