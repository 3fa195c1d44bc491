using NvdimmPS.Dsm;

namespace NvdimmPS.Tests.Simulation;

/// <summary>Every function of the NFIT root device, by name.</summary>
internal static class BusConversation
{
    public static void Hold(NamedCalls calls)
    {
        var region = calls.Kernel.Regions.First();
        (string, object?)[] range = [("Address", region.Resource), ("Length", region.Size)];
        (string, object?)[] error = [("Address", region.Resource + 4096), ("Length", 512)];
        calls.DisableRegions(); // function 4 is refused while a namespace is bound
        Bus(calls, "GetArsCapabilities", range).Says("ScrubTypes: Persistent", "MaxStatusSize: 4128 bytes", "ClearErrorUnit: 256 bytes");
        Bus(calls, "ArsErrorInject", [.. error, ("Options", "NotifyOs")]);
        Bus(calls, "GetArsErrorInjectStatus").Says("RecordCount: 1");
        Bus(calls, "StartArs", [.. range, ("Type", "Persistent")]).Says("ScrubTime: 1 s");
        Bus(calls, "GetArsStatus").Says("ScrubState: InProgress");
        calls.Time.Advance(TimeSpan.FromSeconds(2));
        var records = (DsmFieldValue[][])Bus(calls, "GetArsStatus").Says("ScrubState: Complete", "RecordCount: 1", "Type: Persistent").Field("Records").Value!;
        Assert.Contains($"Address: {region.Resource + 4096}", records[0].Select(f => f.ToString()));
        Bus(calls, "ClearError", error).Says("Cleared: 512 bytes");
        Bus(calls, "GetArsErrorInjectStatus").Says("RecordCount: 0");
        Bus(calls, "ArsErrorInject", error);
        Bus(calls, "ArsErrorInjectClear", error);
        Bus(calls, "GetArsErrorInjectStatus").Says("RecordCount: 0");
        var devices = (DsmFieldValue[][])Bus(calls, "TranslateSpa", ("Address", region.Resource + 8192)).Says("DeviceCount: 1").Field("Devices").Value!;
        Assert.Contains($"Handle: {calls.Kernel.Dimms[0].Handle}", devices[0].Select(f => f.ToString()));
        Assert.Equal("InvalidSpa", calls.BusRefused(DsmFamilies.NfitBus, "TranslateSpa", ("Address", 0)));
    }

    private static DsmResult Bus(NamedCalls calls, string function, params (string, object?)[] arguments) =>
        calls.Bus(DsmFamilies.NfitBus, function, arguments);
}
