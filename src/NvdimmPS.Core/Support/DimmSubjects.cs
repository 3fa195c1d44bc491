using NvdimmPS.Dsm;
using NvdimmPS.Firmware;
using NvdimmPS.Health;
using NvdimmPS.Inventory;
using NvdimmPS.Labels;
using NvdimmPS.ModuleLogs;
using NvdimmPS.PlatformConfiguration;
using NvdimmPS.Security;
using NvdimmPS.Thresholds;

namespace NvdimmPS.Support;

/// <summary>What is read of a DIMM.</summary>
/// <param name="Name">The file's name, without its ending.</param>
/// <param name="Title">What it is.</param>
/// <param name="Read">Reads it; the caller is its own, so that what hangs holds up no other.</param>
internal sealed record DimmSubject(
    string Name, string Title, Func<NvdimmMachine, DsmCaller, NvdimmDevice, CancellationToken, SupportPart> Read);

/// <summary>What was read of one thing.</summary>
/// <param name="Json">The file.</param>
/// <param name="Missing">Why not all is there; null where all is.</param>
internal readonly record struct SupportPart(byte[] Json, string? Missing = null)
{
    public static implicit operator SupportPart(byte[] json) => new(json);
}

/// <summary>
/// The one list of what a bundle has of each DIMM. What matters most comes first: once a DIMM hangs, the rest is given little time.
/// Health has a step of its own, since findings are made of it.
/// </summary>
internal static class DimmSubjects
{
    public static IReadOnlyList<DimmSubject> All { get; } =
    [
        new("firmware", "firmware versions and activation", (_, caller, device, _) =>
            SupportJson.Of(new FirmwareReader(caller).Read(device, activation: true), SupportShapes.Default.NvdimmFirmware)),
        new("thresholds", "alarm thresholds", (_, caller, device, _) =>
            SupportJson.Of(new ThresholdReader(caller).Read(device), SupportShapes.Default.NvdimmThreshold)),
        new("security", "security state, without keys", (machine, caller, device, _) =>
            SupportJson.Of(new SecurityReader(machine, caller).Read(device), SupportShapes.Default.NvdimmSecurity)),
        new("error-log", "error logs of the module", (_, caller, device, stop) =>
        {
            var logs = new ErrorLogReader(caller).ReadNew(device, ErrorLogReader.Logs, new KnownErrorLogs(), stop);
            return new SupportPart(
                SupportJson.Of([.. logs.Select(r => new SupportErrorLog(r.Log, r.Level, r.Lost, r.Gap, r.Entries))],
                    SupportShapes.Default.IReadOnlyListSupportErrorLog),
                logs.FirstOrDefault(r => r.Unread > 0)?.Gap);
        }),
        new("performance", "read and write counters", (_, caller, device, _) =>
            SupportJson.Of(new PerformanceReader(caller).Read(device), SupportShapes.Default.NvdimmPerformance)),
        new("capacity", "capacity and what it is used for", (machine, caller, device, _) =>
        {
            var capacity = new CapacityReader(machine.Kernel, caller).Read(device);
            return new SupportPart(SupportJson.Of(capacity, SupportShapes.Default.NvdimmCapacity), ModuleCaller.HasLogs(device)
                ? capacity.Unavailable.GetValueOrDefault(nameof(capacity.MemoryMode)) : null);
        }),
        new("platform-configuration", "platform config data of the module", (machine, caller, device, stop) =>
        {
            var data = new PlatformConfigurationReader(machine, caller).Read(device, stop: stop);
            return new SupportPart(SupportJson.Of(data, SupportShapes.Default.NvdimmPlatformConfiguration),
                data.Unavailable.GetValueOrDefault(nameof(data.State)));
        }),
        new("labels", "label area", (_, caller, device, stop) =>
            SupportJson.Of(new LabelReader(caller, device.Source).Read(device, includeFree: true, stop),
                SupportShapes.Default.NvdimmLabelArea)),
        new("functions", "every read-only function and vendor command without input", (_, caller, device, stop) =>
            ReadingFunctions.Ask(caller, device, stop)),
    ];

    /// <summary>The health of a DIMM: what the platform says at least.</summary>
    public static byte[] Json(NvdimmHealth health) => SupportJson.Of(health, SupportShapes.Default.NvdimmHealth);
}
