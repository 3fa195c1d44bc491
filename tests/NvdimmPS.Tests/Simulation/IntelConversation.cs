using NvdimmPS.Dsm;

namespace NvdimmPS.Tests.Simulation;

/// <summary>Every function of the Intel family, by name.</summary>
internal static class IntelConversation
{
    private static readonly byte[] Secret = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    private static readonly DsmFamily BusFamily = DsmFamilies.All.First(f => f.Name == "IntelBus");

    public static void Hold(NamedCalls calls)
    {
        calls.DisableRegions();
        Health(calls);
        Labels(calls);
        Commands(calls);
        Update(calls);
        Security(calls);
    }

    private static void Health(NamedCalls calls)
    {
        (calls.Dimm.MediaTemperature, calls.Dimm.ControllerTemperature, calls.Dimm.SparesRemaining) = (-3.5, 40.25, 42);
        calls.Call("GetSmart").Says("MediaTemperature: -3.5 °C", "ControllerTemperature: 40.25 °C", "SparesRemaining: 42 %", "HealthState: Normal", "AlarmTrips: SparesRemaining");
        calls.Call("SetSmartThreshold", ("SparesRemaining", 30), ("MediaTemperature", -4.0));
        calls.Call("GetSmartThreshold").Says("AlarmControl: SparesRemaining, MediaTemperature", "SparesRemaining: 30 %", "MediaTemperature: -4 °C");
        calls.Call("GetSmart").Says("AlarmTrips: MediaTemperature");
        calls.Call("InjectError", ("MediaTemperature", 99.5), ("FatalErrorEnable", "Enable"));
        calls.Call("GetSmart").Says("MediaTemperature: 99.5 °C", "HealthState: Fatal");
        calls.Dimm.ErrorInjectionEnabled = false;
        Assert.Equal("InjectionNotEnabled", calls.Refused("InjectError", ("FatalErrorEnable", "Enable")));
        calls.Dimm.ErrorInjectionEnabled = true;
        calls.Call("GetSmart").Says("MediaTemperature: -3.5 °C", "HealthState: Normal");
        calls.Call("GetBlockFlags").Says("Flags: none");
        calls.Call("EnableLatchSystemShutdownStatus");
        calls.Call("GetSupportedModes").Says("Modes: PersistentMemory");
    }

    private static void Labels(NamedCalls calls)
    {
        calls.Call("GetNamespaceLabelSize").Says("LabelAreaSize: 131072 bytes", "MaxTransferLength: 4096 bytes");
        calls.Call("SetNamespaceLabelData", ("Offset", 65536), ("Data", new byte[] { 1, 2 }));
        Assert.Equal(new byte[] { 1, 2 }, calls.Call("GetNamespaceLabelData", ("Offset", 65536), ("Length", 2)).Field("Data").Value);
        calls.Call("InjectLabelStorageAreaError", ("Control", "Inject"), ("Offset", 65536), ("Length", 256));
        Assert.Equal("HardwareError", calls.Refused("GetNamespaceLabelData", ("Offset", 65536), ("Length", 2)));
        Assert.Equal("InvalidInput", calls.Refused("InjectLabelStorageAreaError", ("Control", "Inject"), ("Offset", 65537), ("Length", 256)));
        Assert.Equal("InvalidInput", calls.Refused("InjectLabelStorageAreaError", ("Control", "Inject"), ("Offset", 131072), ("Length", 256)));
        calls.Call("InjectLabelStorageAreaError", ("Control", "Clear"), ("Offset", 65536), ("Length", 256));
        Assert.Equal(new byte[] { 1, 2 }, calls.Call("GetNamespaceLabelData", ("Offset", 65536), ("Length", 2)).Field("Data").Value);
        calls.Dimm.ErrorInjectionEnabled = false;
        Assert.Equal("InjectionNotEnabled", calls.Refused("InjectLabelStorageAreaError", ("Control", "Clear"), ("Offset", 0), ("Length", 256)));
        calls.Dimm.ErrorInjectionEnabled = true;
    }

    private static void Commands(NamedCalls calls)
    {
        calls.Call("GetCommandEffectLogInfo").Says("MaxDataLength: 452 bytes");
        var entries = (DsmFieldValue[][])calls.Call("GetCommandEffectLog").Says("OpcodeCount: 56").Field("Entries").Value!;
        Assert.Equal("Effects: ImmediateConfigurationChange", entries[1][1].ToString());
        Assert.Equal(new byte[] { 5 }, calls.Call("PassThrough", ("Opcode", 5), ("Data", new byte[] { 5 })).Field("Data").Value);
    }

    private static void Update(NamedCalls calls)
    {
        var running = calls.Call("GetFirmwareInfo").Says("StorageSize: 1048576 bytes", "QueryInterval: 250000 µs").Field("RunningVersion").Value;
        var context = calls.Call("StartFirmwareUpdate").Field("Context").Value;
        calls.Call("SendFirmwareUpdateData", ("Context", context), ("Offset", 0), ("Data", new byte[64]));
        calls.Call("FinishFirmwareUpdate", ("Control", "Finish"), ("Context", context));
        Assert.Equal("UpdateInProgress", calls.Refused("QueryFinishFirmwareUpdateStatus", ("Context", context)));
        calls.Time.Advance(TimeSpan.FromSeconds(1));
        var staged = calls.Call("QueryFinishFirmwareUpdateStatus", ("Context", context)).Field("UpdatedVersion").Value;
        Assert.NotEqual(running, staged);
        calls.Call("SetFirmwareActivationArmState", ("ArmState", "Armed"));
        calls.Call("GetFirmwareActivationStatus").Says("LastActivationStatus: None", "ActivationState: Armed");
        calls.Bus(BusFamily, "GetFirmwareActivationInfo").Says("ActivationState: Armed", "ActivationTime: 1000000 µs");
        calls.Bus(BusFamily, "ActivateFirmware", ("IoDeviceState", "PlatformManagedQuiesce"));
        Assert.Equal("DeviceActivationFailed", calls.BusRefused(BusFamily, "ActivateFirmware", ("IoDeviceState", "PlatformManagedQuiesce")));
        calls.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(staged, calls.Call("GetFirmwareInfo").Field("RunningVersion").Value);
    }

    private static void Security(NamedCalls calls)
    {
        var zero = new byte[32];
        calls.Call("GetSecurityState").Says("SecurityState: none", "ExtendedSecurityState: MasterPassphraseEnabled");
        calls.Call("SetPassphrase", ("CurrentPassphrase", zero), ("NewPassphrase", Secret));
        calls.Dimm.Locked = true;
        calls.Call("UnlockUnit", ("CurrentPassphrase", Secret));
        calls.Call("SetMasterPassphrase", ("CurrentPassphrase", zero), ("NewPassphrase", Secret));
        Assert.Equal("InvalidPassphrase", calls.Refused("DisablePassphrase", ("CurrentPassphrase", zero)));
        calls.Call("DisablePassphrase", ("CurrentPassphrase", Secret));
        calls.Call("SecureErase", ("CurrentPassphrase", zero));
        calls.Call("SecureEraseWithMasterPassphrase", ("MasterPassphrase", Secret));
        calls.Call("Overwrite", ("CurrentPassphrase", zero));
        Assert.Equal("OverwriteInProgress", calls.Refused("QueryOverwriteStatus"));
        calls.Time.Advance(TimeSpan.FromSeconds(6));
        calls.Call("QueryOverwriteStatus");
        calls.Call("SetPassphrase", ("CurrentPassphrase", zero), ("NewPassphrase", Secret));
        calls.Call("FreezeLock");
        Assert.Equal("InvalidSecurityState", calls.Refused("DisablePassphrase", ("CurrentPassphrase", Secret)));
        calls.Dimm.PowerLoss(); // a boot ends the freeze, and locks
        calls.Call("GetSecurityState").Says("SecurityState: Enabled, Locked");
    }
}
