namespace NvdimmPS.Tests.Simulation;

/// <summary>Every function of HPE's second family, by name.</summary>
internal static class Hpe2Conversation
{
    public static void Hold(NamedCalls calls)
    {
        calls.DisableRegions(); // function 6, of any family, meets the rule of label writes
        var (dimm, source) = (calls.Dimm, calls.Dimm.EnergySource!);
        (dimm.MediaTemperature, dimm.SparesRemaining, dimm.PercentageUsed) = (38.5, 5, 88);
        (source.Lifetime, source.Temperature, source.RuntimeHours) = (9, -1.5, 2);
        calls.Call("GetSmart").Says(
            "BufferSize: 76 bytes", "VersionMinor: 0", "VersionMajor: 1", "HealthState: Critical", "Temperature: 38.5 °C", "SparesRemaining: 5 %",
            "AlarmTrips: SparesRemaining, LifetimeWarning, EnergySourceLifetimeWarning, EnergySourceLifetimeError", "PercentageUsed: 88 %",
            "LastShutdownStatus: SaveSucceeded", "LastSaveDuration: 31 s", "LastRestoreDuration: 29 s", "LastEraseDuration: 4 s", "Saves: 0", "Restores: 0",
            "Erases: 0", "LifetimeSaves: 14", "LifetimeRestores: 14", "LifetimeErases: 15", "LifetimePowerCycles: 17", "ModuleHealth: none",
            "EnergySourceHealthCheckPeriod: 86400 s", "EnergySourceLifetime: 9 %", "EnergySourceTemperature: -1.5 °C", "EnergySourceRuntime: 7200 s",
            "VendorDataSize: 4 bytes");
        Assert.Equal("HPE2"u8.ToArray(), calls.Call("GetSmart").Field("VendorData").Value);
        calls.Call("GetSmart", ("RequestFlags", new[] { "EnergySource" })).Says("ValidFlags: EnergySource");

        calls.Call("SetSmartThreshold", ("NvmLifetimeWarning", 5), ("EnergySourceTemperatureWarning", -2.5));
        calls.Call("GetSmartThreshold").Says(
            "AlarmControl: SparesRemaining, Temperature, LifetimeWarning, LifetimeError, EnergySourceLifetimeWarning, EnergySourceLifetimeError, EnergySourceTemperatureWarning, EnergySourceTemperatureError",
            "Temperature: 85 °C", "SparesRemaining: 10 %", "NvmLifetimeWarning: 5 %", "NvmLifetimeError: 10 %", "EnergySourceLifetimeWarning: 20 %",
            "EnergySourceLifetimeError: 10 %", "EnergySourceTemperatureWarning: -2.5 °C", "EnergySourceTemperatureError: 65 °C");
        calls.Call("GetSmart").Says("AlarmTrips: SparesRemaining, EnergySourceLifetimeWarning, EnergySourceLifetimeError, EnergySourceTemperatureWarning");
        calls.Call("GetFlags").Says("Flags: FlushRequired");

        source.Fail();
        dimm.PowerLoss();
        calls.Call("GetSmart").Says("ModuleHealth: EnergySourceFailure, SaveFailed, ArmFailed", "LastShutdownStatus: none", "LifetimePowerCycles: 18");
        calls.Call("GetLastBackupInfo").Says("BackupStatus: Incomplete", "BackupInitiation: SaveN", "ControllerStatus: none");
        dimm.PowerLoss();
        calls.Call("GetLastBackupInfo").Says("ControllerStatus: NotGoodToGo");

        calls.Call("GetCommandEffectLogSize").Says("MaxDataLength: 28 bytes");
        var entries = (DsmFieldValue[][])calls.Call("GetCommandEffectLog").Says("OpcodeCount: 3").Field("Entries").Value!;
        Assert.Equal(
            ["Opcode: 1, Effects: NoEffects", "Opcode: 16, Effects: ImmediateDataChange", "Opcode: 17, Effects: ImmediateConfigurationChange"],
            entries.Select(e => string.Join(", ", e.Select(f => f.ToString()))));
        Assert.Equal(new byte[] { 7, 8 }, calls.Call("PassThrough", ("Opcode", 1), ("Data", new byte[] { 7, 8 })).Says("Length: 2 bytes").Field("Data").Value);
        Assert.Equal("VendorSpecific", calls.Refused("PassThrough", ("Opcode", 0x11))); // no energy, no arming
        source.Replace();
        calls.Call("PassThrough", ("Opcode", 0x11));
        Assert.True(dimm.NvdimmN!.Armed);
        calls.Call("PassThrough", ("Opcode", 0x10));
    }
}
