using NvdimmPS.Abi;
using NvdimmPS.Changes;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;

namespace NvdimmPS.Firmware;

/// <summary>The activation of one bus: the plan, and what became of each DIMM that was armed.</summary>
public sealed class FirmwareActivationJob
{
    private const string Devices = "bus/nd/devices", NoIdleAttribute = "nfit/firmware_activate_noidle";

    private readonly NvdimmMachine _machine;
    private readonly DsmCaller _caller;
    private readonly NvdimmBus _bus;
    private readonly FirmwareActivationOptions _options;
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly List<(NvdimmDevice Device, NvdimmFirmware? Before)> _dimms;
    private bool _isLate;

    internal FirmwareActivationJob(NvdimmMachine machine, DsmCaller caller, NvdimmBus bus, BusActivation now,
        FirmwareActivationOptions options, TimeProvider time)
    {
        (_machine, _caller, _bus, _options, _time, _began) = (machine, caller, bus, options, time, time.GetTimestamp());
        _dimms = [.. now.Armed.Select(name => machine.GetDevice(name)).Select(device => (device, Read(device)))];
        var estimate = BusActivation.Estimate(caller, NvdimmMachine.Target(bus));
        Estimate = estimate?.Text ?? "no estimate";
        var method = options.Method == ActivationMethod.Auto ? now.Capability! : options.Method.ToString().ToLowerInvariant();
        Plan = new ChangePlan
        {
            Target = bus.Name,
            Action = $"Activate the firmware of {string.Join(", ", now.Armed)} ({method}; {Estimate})",
            Steps = [.. Steps(method)],
            Values = [.. _dimms.Select(d => new ValueChange($"{d.Device.Name} {nameof(NvdimmFirmware.RunningVersion)}",
                d.Before?.RunningVersion ?? "unknown", d.Before?.StagedVersion ?? "unchanged"))],
            Prepare = EnsureUnchanged,
            Verify = Await,
        };
    }

    /// <summary>Under the lock once more: what the person said yes to is what is done.</summary>
    private void EnsureUnchanged()
    {
        var now = BusActivation.Read(_machine.Kernel, _bus);
        if (!now.Armed.ToHashSet(StringComparer.Ordinal).SetEquals(_dimms.Select(d => d.Device.Name)))
        {
            throw FirmwareActivationErrors.ArmedChanged(_bus.Name, _dimms.Select(d => d.Device.Name), now.Armed.DefaultIfEmpty("none"));
        }

        FirmwareActivation.Ensure(_bus, now, _options);
    }

    /// <summary>What is to be written.</summary>
    public ChangePlan Plan { get; }

    /// <summary>How long the firmware estimates it to take, as a few words.</summary>
    public string Estimate { get; }

    /// <summary>Called while the end is waited for: the state of the bus, and for how long.</summary>
    public Action<string?, TimeSpan>? Progress { get; set; }

    /// <summary>Ends the waiting, not the activation.</summary>
    public CancellationToken Stop { get; set; }

    /// <summary>What became of each DIMM that was armed. The firmware is asked.</summary>
    public IEnumerable<(NvdimmFirmwareUpdate Result, NvdimmException? Failure)> Results() => _dimms.Select(d => Judge(d.Device, d.Before));

    private IEnumerable<ChangeStep> Steps(string method)
    {
        var node = new NdNode(NdNodeKind.Bus, _bus.Id);
        var noIdle = new AttributeStep(node, _bus.Name, $"{Devices}/{_bus.Name}/{NoIdleAttribute}", "1\n");
        var sets = _options.NoIdle && _bus.FirmwareActivateNoIdle == false;
        if (sets)
        {
            yield return noIdle with { Undo = [noIdle with { Value = "0\n" }] };
        }

        yield return new AttributeStep(node, _bus.Name, $"{Devices}/{_bus.Name}/firmware/activate", method + "\n");
        if (sets)
        {
            yield return noIdle with { Value = "0\n" };
        }
    }

    /// <summary>A time limit that is over is no failure of a step, since nothing of it is taken back: each DIMM is told.</summary>
    private void Await()
    {
        var (_, isOver) = new LongOperation(_time).Await(() => BusActivation.StateOfBus(_machine.Kernel, _bus.Name),
            state => state != BusActivation.BusyState, _options.Limit, Progress, stop: Stop);
        _isLate = !isOver;
    }

    private NvdimmFirmware? Read(NvdimmDevice device)
    {
        try
        {
            return new FirmwareReader(_caller, _time).Read(device, activation: true);
        }
        catch (NvdimmException)
        {
            return null;
        }
    }

    /// <summary>By the version that runs; by the code of the result, whose two readings differ, only where no version tells.</summary>
    private (NvdimmFirmwareUpdate Result, NvdimmException? Failure) Judge(NvdimmDevice device, NvdimmFirmware? before)
    {
        var job = new FirmwareUpdateJob(device, null, _time, _began)
        {
            Step = FirmwareSteps.Activate,
            From = before?.RunningVersion,
            CanActivate = true,
            NeedsPowerCycle = false,
        };
        var after = Read(device);
        job.To = after?.RunningVersion;
        var (outcome, why) = Judge(before, after);
        job.Over(outcome, why);
        if (outcome.IsGood)
        {
            return (job.Result, null);
        }

        var failure = _isLate ? FirmwareActivationErrors.NotEnded(device.Name, _options.Limit)
            : FirmwareActivationErrors.NotActivated(device.Name, why ?? outcome.Meaning);
        return (job.Failed(failure), failure);
    }

    private static (FirmwareOutcome Outcome, string? Why) Judge(NvdimmFirmware? before, NvdimmFirmware? after)
    {
        var isStaged = before?.StagedVersion is not null;
        var (ran, runs) = (before?.RunningVersion, after?.RunningVersion);
        var tells = ran is not (null or FirmwareVersion.None) && runs is not (null or FirmwareVersion.None);
        return after switch
        {
            null => (FirmwareOutcome.Failed, "its firmware does not answer"),
            { ActivationState: DimmActivation.Armed } => (FirmwareOutcome.Failed, "it is armed as before: the platform refused"),
            { ActivationState: DimmActivation.Busy } => (FirmwareOutcome.Failed, "it is still being activated"),
            _ when isStaged && runs == before!.StagedVersion => (FirmwareOutcome.Activated, null),
            { ActivationResultBySpecification: "ResetRequired" } => (FirmwareOutcome.ActivationNeedsReset, null),
            _ when tells && ran != runs => isStaged
                ? (FirmwareOutcome.Failed, $"{runs} runs, and {before!.StagedVersion} was staged") : (FirmwareOutcome.Activated, null),
            { ActivationResultCode: null } => (FirmwareOutcome.Failed, "the firmware gives no result"),
            { ActivationResultCode: not (1 or 2) } =>
                (FirmwareOutcome.Failed, $"the firmware says {after.ActivationResultBySpecification}"),
            _ when before is null =>
                (FirmwareOutcome.Failed, "what ran before could not be read, so whether it was activated is not known"),
            _ when !isStaged => (FirmwareOutcome.NotStaged, null),
            _ when tells => (FirmwareOutcome.Failed, $"{runs} runs as before, whatever the firmware says of it"),
            _ => (FirmwareOutcome.Activated, null),
        };
    }
}
