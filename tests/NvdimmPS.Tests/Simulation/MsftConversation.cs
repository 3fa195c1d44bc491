namespace NvdimmPS.Tests.Simulation;

/// <summary>Every function of the Microsoft family, by name.</summary>
internal static class MsftConversation
{
    public static void Hold(NamedCalls calls)
    {
        calls.DisableRegions(); // function 6 meets the rule of label writes
        Identity(calls);
        Thresholds(calls);
        Health(calls);
        Injection(calls);
        Operations(calls);
        Update(calls);
        Registers(calls);
    }

    private static void Identity(NamedCalls calls)
    {
        calls.Call("GetIdentification").Says(
            "SpecificationRevision: 16", "StandardPageCount: 4", "FirstVendorPage: 128", "VendorPageCount: 1", "HardwareRevision: 2",
            "FirmwareRevision: 531", "CurrentFirmwareSlot: 1", "FirmwareSlotCount: 2", "MaximumRetries: 3",
            "MinimumTemperature: 0 °C", "MaximumTemperature: 70 °C", "RegionBlockSize: 128 × 32 bytes");
        calls.Call("GetIdentification").Says("SaveTimeout: 60000 ms", "RestoreTimeout: 60000 ms", "EraseTimeout: 10000 ms", "ArmTimeout: 5000 ms", "FirmwareTimeout: 120000 ms");
        calls.Call("GetSaveOperationRequirements").Says("AveragePower: 6000 mW", "IdlePower: 120 mW", "MinimumVoltage: 10800 mV", "MaximumVoltage: 13200 mV");
        calls.Call("GetEnergySourceIdentification").Says(
            "HardwareRevision: 1", "FirmwareRevision: 260", "HealthCheckFrequency: 24", "ChargeTimeout: 300 s",
            "MinimumTemperature: 0 °C", "MaximumTemperature: 65 °C", "Technology: SuperCapacitor", "HostTechnology: none");
    }

    private static void Thresholds(NamedCalls calls)
    {
        calls.Call("SetNvmLifetimeWarningThreshold", ("NvmLifetimeWarning", 33));
        calls.Call("SetEnergySourceLifetimeWarningThreshold", ("EnergySourceLifetimeWarning", 44));
        calls.Call("SetEnergySourceTemperatureWarningThreshold", ("EnergySourceTemperatureWarning", 58));
        calls.Call("GetNvmThresholds").Says("NvmLifetimeWarning: 33 %", "NvmLifetimeError: 10 %");
        calls.Call("GetEnergySourceThresholds").Says(
            "EnergySourceLifetimeWarning: 44 %", "EnergySourceLifetimeError: 10 %",
            "EnergySourceTemperatureWarning: 58 °C", "EnergySourceTemperatureError: 65 °C");
    }

    private static void Health(NamedCalls calls)
    {
        var source = calls.Dimm.EnergySource!;
        calls.Dimm.MediaTemperature = 44.9;
        calls.Dimm.PercentageUsed = 70;
        (source.Lifetime, source.Temperature, source.RuntimeHours) = (43, 59, 12_345);
        calls.Call("SetMemoryErrorCounters", ("UncorrectableErrorCount", 2), ("CorrectableErrorThresholdCount", 7));
        calls.Call("GetNvdimmNHealth").Says(
            "ModuleHealth: none", "Temperature: 44 °C", "ErrorThresholdStatus: none",
            "WarningThresholdStatus: NvmLifetime, EnergySourceLifetime, EnergySourceTemperature", "NvmLifetime: 30 %",
            "UncorrectableErrorCount: 2", "CorrectableErrorThresholdCount: 7");
        calls.Call("GetEnergySourceHealth").Says("EnergySourceLifetime: 43 %", "EnergySourceTemperature: 59 °C", "EnergySourceRuntime: 12345 h");
        calls.Call("GetCriticalHealthInfo").Says("CriticalHealth: WarningThresholdExceeded, EventNLow");
        source.Fail();
        calls.Call("GetNvdimmNHealth").Says("ModuleHealth: NotEnoughEnergyForSave, EnergySourceHardwareFailure");
        calls.Call("GetCriticalHealthInfo").Says("CriticalHealth: PersistencyLostError, WarningThresholdExceeded, EventNLow");
        source.Replace();
        source.Temperature = 30;
        calls.Dimm.PercentageUsed = 1;
        calls.Call("GetCriticalHealthInfo").Says("CriticalHealth: PersistencyRestored, EventNLow");
    }

    private static void Injection(NamedCalls calls)
    {
        calls.Call("GetErrorInjectionStatus").Says("ErrorInjection: Enabled");
        calls.Call("InjectError", ("OperationFailures", 0x84), ("BadBlockCapacity", 10), ("EnergySourceFailures", 1), ("FirmwareUpdateFailures", 0));
        calls.Call("GetInjectedErrors").Says("OperationFailures: 132", "BadBlockCapacity: 10", "EnergySourceFailures: 1", "FirmwareUpdateFailures: 0");
        calls.Call("GetNvdimmNHealth").Says("ModuleHealth: NotEnoughEnergyForSave, EnergySourceHardwareFailure", "NvmLifetime: 89 %");
        Assert.Equal("OperationTimedOut", calls.Refused("EraseNvmImage"));
        Assert.Equal("SomeNotSupported", calls.Refused("InjectError", ("OperationFailures", 0x41)));
        calls.Call("GetInjectedErrors").Says("OperationFailures: 1", "BadBlockCapacity: 0", "EnergySourceFailures: 0");
        calls.Call("InjectError", ("OperationFailures", 0));
        calls.Dimm.ErrorInjectionEnabled = false;
        calls.Call("GetErrorInjectionStatus").Says("ErrorInjection: Disabled");
        Assert.Equal("InjectionDisabled", calls.Refused("InjectError", ("OperationFailures", 1)));
        calls.Call("GetInjectedErrors").Says("OperationFailures: 0");
        calls.Dimm.ErrorInjectionEnabled = true;
    }

    private static void Operations(NamedCalls calls)
    {
        calls.Dimm.PowerLoss();
        calls.Call("GetLastBackupInfo").Says("TriggerInfo: SaveN", "SaveFailureInfo: none");
        calls.Call("GetOperationalStatistics").Says("LifetimeSaves: 15", "LifetimeRestores: 15", "LifetimeErases: 16", "LifetimePowerCycles: 18");
        calls.Call("GetOperationalStatistics").Says("LastSaveDuration: 31250 ms", "LastRestoreDuration: 28900 ms", "LastEraseDuration: 4100 ms");
        calls.Call("EraseNvmImage");
        calls.Call("Arm");
        calls.Call("GetVendorLogPageSize").Says("VendorLogPageSize: 8 × 32 bytes");
        var log = (byte[])calls.Call("GetVendorLogPage").Field("Data").Value!;
        Assert.Equal(256, log.Length);
        Assert.Contains("saved\nrestored\nerased\narmed\n", System.Text.Encoding.ASCII.GetString(log), StringComparison.Ordinal);
        calls.Call("FactoryReset");
        calls.Call("GetNvmThresholds").Says("NvmLifetimeWarning: 20 %");
        calls.Call("GetNvdimmNHealth").Says("UncorrectableErrorCount: 0");
        Assert.False(calls.Dimm.NvdimmN!.Armed);
    }

    private static void Update(NamedCalls calls)
    {
        calls.Call("GetFirmwareInfo", ("FirmwareSlot", 0)).Says("FirmwareRevision: 528");
        calls.Call("StartFirmwareUpdate", ("FirmwareSlot", 0));
        Assert.Equal("EmptySlot", calls.Refused("SelectFirmwareImageSlot", ("FirmwareSlot", 0)));
        calls.Call("SendFirmwareUpdateData", ("RegionId", 0), ("BlockId", 0), ("Data", new byte[4096]));
        calls.Call("SendFirmwareUpdateData", ("RegionId", 1), ("BlockId", 127), ("Data", new byte[32]));
        calls.Call("FinishFirmwareUpdate");
        calls.Call("GetFirmwareInfo", ("FirmwareSlot", 0)).Says("FirmwareRevision: 532");
        calls.Call("SelectFirmwareImageSlot", ("FirmwareSlot", 0));
        calls.Call("GetIdentification").Says("CurrentFirmwareSlot: 1", "FirmwareRevision: 531");
        calls.Dimm.PowerLoss();
        calls.Call("GetIdentification").Says("CurrentFirmwareSlot: 0", "FirmwareRevision: 532");
        Assert.Equal(532, calls.Dimm.NvdimmN!.FirmwareRevision);
    }

    private static void Registers(NamedCalls calls)
    {
        calls.Call("WriteI2C", ("Page", 0), ("Offset", 0x98), ("Value", 17));
        calls.Call("GetNvmThresholds").Says("NvmLifetimeWarning: 17 %");
        calls.Call("ReadI2C", ("Page", 0), ("Offset", 0x98)).Says("Value: 17");
        calls.Call("ReadI2C", ("Page", 1), ("Offset", 0x70)).Says("Value: 100");
        calls.Call("WriteTypedData", ("DataType", 201), ("RegionId", 513), ("BlockId", 3), ("Data", Enumerable.Range(0, 32).Select(i => (byte)i).ToArray()));
        Assert.Equal(
            Enumerable.Range(0, 32).Select(i => (byte)i),
            (byte[])calls.Call("ReadTypedData", ("DataType", 201), ("RegionId", 513), ("BlockId", 3)).Field("Data").Value!);
        var page = (byte[])calls.Call("GetVendorLogPage").Field("Data").Value!;
        Assert.Equal(page[32..64], (byte[])calls.Call("ReadTypedData", ("DataType", 2), ("RegionId", 0), ("BlockId", 1)).Field("Data").Value!);
    }
}
