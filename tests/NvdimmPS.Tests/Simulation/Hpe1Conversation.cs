namespace NvdimmPS.Tests.Simulation;

/// <summary>Every function of HPE's first family, by name.</summary>
internal static class Hpe1Conversation
{
    public static void Hold(NamedCalls calls)
    {
        calls.DisableRegions(); // function 6 meets the rule of label writes
        Identity(calls);
        Health(calls);
        OsData(calls);
        Injection(calls);
        Registers(calls);
    }

    private static void Identity(NamedCalls calls)
    {
        calls.Call("GetIdentification").Says(
            "SpecificationRevision: 16", "StandardPageCount: 4", "HardwareRevision: 2", "BackupTriggers: Cke, I2CRegister, SaveN",
            "SaveTimeout: 60000 ms", "RestoreTimeout: 60000 ms", "EraseTimeout: 10000 ms", "ArmTimeout: 5000 ms", "FirmwareTimeout: 120000 ms",
            "RegionBlockSize: 4096 bytes", "MinimumTemperature: 0 °C", "MaximumTemperature: 70 °C", "CurrentFirmwareSlot: 1",
            "FirmwareSlotCount: 2", "FirmwareSlots: 2 records");
        var slots = (NvdimmPS.DsmFieldValue[][])calls.Call("GetIdentification").Field("FirmwareSlots").Value!;
        Assert.Equal(["FirmwareRevision: 528", "FirmwareRevision: 531"], slots.Select(s => s[0].ToString()));
        calls.Call("GetEnergySourceIdentification").Says(
            "EnergySourcePolicy: DeviceManaged", "Attributes: Tethered", "Technology: SuperCapacitor", "HardwareRevision: 1",
            "FirmwareRevision: 260", "ChargeTimeout: 300000 ms", "MinimumTemperature: 0 °C", "MaximumTemperature: 65 °C");
    }

    private static void Health(NamedCalls calls)
    {
        var (dimm, source) = (calls.Dimm, calls.Dimm.EnergySource!);
        (dimm.MediaTemperature, dimm.SparesRemaining, dimm.PercentageUsed) = (-3.5, 42, 7);
        (source.Lifetime, source.Temperature, source.RuntimeHours, source.Charged) = (15, 56.25, 9_000, false);
        dimm.NvdimmN!.UncorrectableErrors = 1;
        calls.Call("GetSmart").Says(
            "HealthState: Critical", "Temperature: -3.5 °C", "SparesRemaining: 42 %", "AlarmTrips: EnergySourceLifetimeWarning, EnergySourceTemperatureWarning",
            "PercentageUsed: 7 %", "LastShutdownStatus: SaveSucceeded", "LastSaveDuration: 31 s", "LastRestoreDuration: 29 s", "LastEraseDuration: 4 s",
            "Saves: 0", "Restores: 0", "Erases: 0", "LifetimeSaves: 14", "LifetimeRestores: 14", "LifetimeErases: 15", "LifetimePowerCycles: 17",
            "ModuleHealth: UncorrectableErrorCount, EnergySourceCharging", "EnergySourceHealthCheckPeriod: 86400 s", "EnergySourceLifetime: 15 %",
            "EnergySourceTemperature: 56.25 °C", "EnergySourceRuntime: 9000 h", "VendorDataSize: 4 bytes", "FailedSaves: 0");
        Assert.Equal("HPE1"u8.ToArray(), calls.Call("GetSmart").Field("VendorData").Value);

        source.Charged = true;
        dimm.PowerLoss(flushed: false);
        calls.Call("GetSmart").Says("Saves: 0", "Restores: 1", "Erases: 1", "LifetimeSaves: 15", "FailedSaves: 0", "FailedFlushes: 1", "ModuleHealth: UncorrectableErrorCount");
        calls.Call("GetLastBackupInfo").Says("BackupImage: Invalid", "BackupCompletion: Complete", "BackupInitiation: SaveN", "ControllerStatus: none");

        var health = calls.Call("GetSmart", ("RequestFlags", new[] { "Health", "Temperature" }));
        health.Says("ValidFlags: Health, Temperature", "HealthState: NonCritical");
        Assert.Null(health.Field("SparesRemaining").Value);

        calls.Call("SetNvmLifetimeThreshold", ("NvmLifetimeWarning", 95));
        calls.Call("GetSmartThreshold").Says(
            "Temperature: 85 °C", "SparesRemaining: 10 %", "NvmLifetimeWarning: 95 %", "NvmLifetimeError: 10 %", "EnergySourceLifetimeWarning: 20 %",
            "EnergySourceLifetimeError: 10 %", "EnergySourceTemperatureWarning: 55 °C", "EnergySourceTemperatureError: 65 °C");
        calls.Call("GetSmart").Says("AlarmTrips: LifetimeWarning, EnergySourceLifetimeWarning, EnergySourceTemperatureWarning");
        (source.Lifetime, source.Temperature, dimm.MediaTemperature, dimm.SparesRemaining) = (90, 30, 85.5, 9);
        calls.Call("SetNvmLifetimeThreshold", ("NvmLifetimeWarning", 0));
        calls.Call("GetSmart").Says("AlarmTrips: Temperature, SparesRemaining");
    }

    private static void OsData(NamedCalls calls)
    {
        calls.Call("GetOsDataSize").Says("DataAreaSize: 4096 bytes", "MaxTransferLength: 1024 bytes");
        calls.Call("SetOsData", ("Offset", 4093), ("Data", new byte[] { 1, 2, 3 }));
        calls.Dimm.PowerLoss();
        Assert.Equal(new byte[] { 0, 1, 2, 3 }, calls.Call("GetOsData", ("Offset", 4092), ("Length", 4)).Field("Data").Value);
    }

    private static void Injection(NamedCalls calls)
    {
        var types = (string[])calls.Call("GetErrorInjectionCapabilities").Field("ErrorTypes").Value!;
        Assert.Equal((18, "NonCriticalDeviceError", "ControllerError"), (types.Length, types[0], types[^1]));
        calls.Call("GetErrorInjectionStatus").Says("InjectionStatus: None");
        calls.Call("InjectError", ("ErrorType", "BackupError"), ("Option", "Single"));
        calls.Call("GetErrorInjectionStatus").Says("InjectionStatus: Pending", "ErrorType: BackupError", "Option: Single");
        calls.Dimm.PowerLoss();
        calls.Call("GetErrorInjectionStatus").Says("InjectionStatus: Injected", "ErrorType: BackupError");
        calls.Call("GetSmart").Says("ModuleHealth: UncorrectableErrorCount, SaveFailed", "LastShutdownStatus: none", "FailedSaves: 1");
        calls.Call("GetLastBackupInfo").Says("BackupCompletion: Incomplete", "ControllerStatus: GeneralFault");
        calls.Dimm.PowerLoss();
        calls.Call("GetSmart").Says("ModuleHealth: UncorrectableErrorCount", "FailedSaves: 1");
        calls.Call("InjectError", ("ErrorType", "FatalDeviceError"), ("Option", "Persistent"));
        calls.Call("GetSmart").Says("HealthState: Fatal");
        calls.Call("InjectError", ("ErrorType", "FatalDeviceError"), ("Option", "Clear"));
        calls.Call("GetSmart").Says("HealthState: NonCritical");
    }

    private static void Registers(NamedCalls calls)
    {
        calls.Call("WriteI2C", ("Page", 2), ("Offset", 0x81), ("Value", 3));
        calls.Call("GetSmart").Says("ModuleHealth: UncorrectableErrorCount, CorrectableErrorCount");
        calls.Call("ReadI2C", ("Page", 2), ("Offset", 0x81)).Says("Value: 3");
        calls.Call("WriteI2CBlock", ("DataType", 1), ("RegionId", 2), ("BlockId", 3), ("Data", Enumerable.Repeat((byte)0xA5, 32).ToArray()));
        Assert.Equal(Enumerable.Repeat((byte)0xA5, 32), (byte[])calls.Call("ReadI2CBlock", ("DataType", 1), ("RegionId", 2), ("BlockId", 3)).Field("Data").Value!);
    }
}
