using NvdimmPS.Dsm;
using NvdimmPS.Firmware;
using NvdimmPS.Kernel;

namespace NvdimmPS.Watching;

/// <summary>What a watcher knows of a DIMM's firmware. What its family does not say is null.</summary>
internal sealed record WatchedFirmware(string? Running, string Staged, string? ActivationState, string? ActivationResult)
{
    private const string None = "none";

    /// <summary>Asks a DIMM; null where it does not say.</summary>
    public static WatchedFirmware? Read(INdKernel kernel, NvdimmDevice device)
    {
        try
        {
            using var caller = new DsmCaller(kernel);
            var now = new FirmwareReader(caller).Read(device, activation: true);
            return new WatchedFirmware(now.RunningVersion, now.StagedVersion ?? None, now.ActivationState,
                now.ActivationResult ?? now.ActivationResultBySpecification);
        }
        catch (NvdimmException)
        {
            return null;
        }
    }

    /// <summary>What is different, each with a sentence and whether it is bad.</summary>
    public static IEnumerable<(string Property, string? From, string To, string Message, bool IsBad)> Compare(
        string dimm, WatchedFirmware? before, WatchedFirmware now)
    {
        if (now.Running is { } running && running != before?.Running)
        {
            yield return (nameof(NvdimmFirmware.RunningVersion), before?.Running, running,
                $"{dimm}: firmware {running} runs{Before(before?.Running)}", false);
        }

        if (now.Staged != before?.Staged)
        {
            yield return (nameof(NvdimmFirmware.StagedVersion), before?.Staged, now.Staged,
                now.Staged == None ? $"{dimm}: no firmware is staged{Before(before?.Staged)}" : $"{dimm}: firmware {now.Staged} is staged",
                false);
        }

        if (now.ActivationState is { } state && state != before?.ActivationState)
        {
            yield return (nameof(NvdimmFirmware.ActivationState), before?.ActivationState, state,
                $"{dimm}: firmware activation {state.ToLowerInvariant()}{Before(before?.ActivationState?.ToLowerInvariant())}", false);
        }

        if (now.ActivationResult is { } result && result != before?.ActivationResult)
        {
            yield return (nameof(NvdimmFirmware.ActivationResult), before?.ActivationResult, result,
                $"{dimm}: the result of the last firmware activation is {result}", result is not ("None" or "Success"));
        }
    }

    private static string Before(string? value) => value is null ? "" : $", before {value}";
}
