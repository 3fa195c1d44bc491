using System.Globalization;
using NvdimmPS.Changes;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;

namespace NvdimmPS.Firmware;

/// <summary>The update of one DIMM: the plan, where there is something to do, and what became of it.</summary>
public sealed class FirmwareUpdateJob
{
    private readonly NvdimmDevice _device;
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly FirmwareImage? _image;
    private NvdimmException? _failure;
    private FirmwareOutcome? _outcome;
    private string? _message;

    internal FirmwareUpdateJob(NvdimmDevice device, FirmwareImage? image, TimeProvider time, long? began = null)
    {
        (_device, _image, _time, _began) = (device, image, time, began ?? time.GetTimestamp());
        ImageVersion = image?.Header?.VersionText;
    }

    /// <summary>What is to be sent; null where nothing is.</summary>
    public ChangePlan? Plan { get; internal set; }

    /// <summary>Why nothing may be sent; null where it may.</summary>
    public NvdimmException? Refusal { get; internal set; }

    /// <summary>Called where it has come further, on the thread that sends.</summary>
    public Action<FirmwareProgress>? Progress { get; set; }

    /// <summary>What became of it, as far as it has come.</summary>
    public NvdimmFirmwareUpdate Result => Create();

    internal string Step { get; set; } = FirmwareSteps.Preflight;

    internal string? From { get; set; }

    internal string? To { get; set; }

    internal string? ImageVersion { get; set; }

    internal bool? CanActivate { get; set; }

    internal bool? NeedsPowerCycle { get; set; }

    private int Sent { get; set; }

    private int Chunks { get; set; }

    private bool AbortedOther { get; set; }

    private bool? SessionClosed { get; set; }

    /// <summary>The same with a failure of the plan: of a gate before anything was sent, or of a step.</summary>
    public NvdimmFirmwareUpdate Failed(NvdimmException failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        _failure = failure;
        return Create();
    }

    internal void Over(FirmwareOutcome outcome, string? message = null) => (_outcome, _message) = (outcome, message);

    /// <summary>Sends the image. What was begun is ended, however this ends.</summary>
    internal void Run(FirmwareSession session, DsmCaller caller, bool endsOther, CancellationToken stop)
    {
        session.Caller = caller;
        var (isOpen, isBusy) = (false, false);
        try
        {
            if (session.SendsImage)
            {
                Begin(FirmwareSteps.Start);
                switch (session.Start(endsOther, stop))
                {
                    case FirmwareStart.Staged:
                        Over(FirmwareOutcome.AlreadyStaged);
                        return;
                    case FirmwareStart.Begun:
                        isOpen = true;
                        Send(session, stop);
                        (isOpen, SessionClosed) = (false, true);
                        break;
                    default:
                        Over(FirmwareOutcome.Refused);
                        isBusy = true;
                        throw FirmwareUpdateErrors.InProgress(_device.Name);
                }
            }

            if (session.HasSelection)
            {
                Begin(FirmwareSteps.Select);
                session.Select();
            }
        }
        catch (OperationCanceledException)
        {
            Close(session, isOpen);
            throw;
        }
        catch (NvdimmException e) when (!isBusy)
        {
            Close(session, isOpen);
            throw FirmwareUpdateErrors.Failed(_device.Name, Step, e, SessionClosed);
        }
        finally
        {
            AbortedOther = session.AbortedOther;
        }
    }

    internal void Begin(string step)
    {
        Step = step;
        Progress?.Invoke(new FirmwareProgress(_device.Name, step, Sent, _image?.Bytes.Length ?? 0));
    }

    private void Send(FirmwareSession session, CancellationToken stop)
    {
        Begin(FirmwareSteps.Send);
        var bytes = _image!.Bytes;
        foreach (var (offset, length) in session.Pieces(bytes.Length))
        {
            stop.ThrowIfCancellationRequested();
            session.Send(offset, bytes.Slice(offset, length));
            (Sent, Chunks) = (Sent + length, Chunks + 1);
            Begin(FirmwareSteps.Send);
        }

        stop.ThrowIfCancellationRequested();
        Begin(FirmwareSteps.Finish);
        session.Finish();
        Begin(FirmwareSteps.Verify);
        session.Await(stop);
    }

    /// <summary>
    /// What this update began is ended. A start whose answer is not known may have begun it; what is open then may be another's.
    /// </summary>
    private void Close(FirmwareSession session, bool isOpen) =>
        SessionClosed = isOpen ? session.TryEnd() : session.IsStartUnclear ? false : SessionClosed;

    private NvdimmFirmwareUpdate Create()
    {
        var failure = _failure ?? Refusal;
        var outcome = failure is null || _outcome?.IsGood == false ? _outcome : null;
        outcome ??= Step == FirmwareSteps.Preflight ? FirmwareOutcome.Refused : FirmwareOutcome.Failed;
        var status = ((failure?.InnerException ?? failure) as DsmStatusException)?.Status;
        return new NvdimmFirmwareUpdate
        {
            Dimm = _device.Name,
            Bus = _device.Bus,
            UniqueId = _device.UniqueId,
            Family = _device.Family,
            Outcome = outcome.Word,
            Succeeded = outcome.IsGood,
            Step = Step,
            Message = failure?.Message ?? $"{_device.Name}: {_message ?? outcome.Meaning}.",
            From = From,
            To = To,
            ImageVersion = ImageVersion,
            Image = _image?.Path,
            Bytes = (ulong)Sent,
            Chunks = Chunks,
            Seconds = Math.Round(_time.GetElapsedTime(_began).TotalSeconds, 3),
            CanActivate = CanActivate,
            NeedsPowerCycle = NeedsPowerCycle,
            AbortedOtherUpdate = AbortedOther,
            SessionClosed = SessionClosed,
            Status = status,
            ErrorId = failure?.ErrorId,
            Time = _time.GetUtcNow().UtcDateTime,
            Source = _device.Source,
            Unavailable = Reasons(outcome, status, failure),
        };
    }

    private Dictionary<string, string> Reasons(FirmwareOutcome outcome, string? status, NvdimmException? failure)
    {
        NvdimmFirmwareUpdate? result;
        const string unread = "it was not read";
        (string Name, bool IsNull, string Why)[] all =
        [
            (nameof(result.Bus), _device.Bus is null, "sysfs has none"),
            (nameof(result.UniqueId), _device.UniqueId is null,
                _device.Unavailable.GetValueOrDefault(nameof(result.UniqueId)) ?? "sysfs has none"),
            (nameof(result.Family), _device.Family is null,
                _device.Unavailable.GetValueOrDefault(nameof(result.Family)) ?? "sysfs has none"),
            (nameof(result.From), From is null, unread),
            (nameof(result.To), To is null, outcome.IsGood ? "the firmware does not say" : "nothing new is staged"),
            (nameof(result.ImageVersion), ImageVersion is null, _image is null ? "no image was sent" : "the image has no published header"),
            (nameof(result.Image), _image is null, "no image was sent"),
            (nameof(result.CanActivate), CanActivate is null, unread),
            (nameof(result.NeedsPowerCycle), NeedsPowerCycle is null, unread),
            (nameof(result.SessionClosed), SessionClosed is null, "no update was begun"),
            (nameof(result.Status), status is null, "the firmware refused nothing"),
            (nameof(result.ErrorId), failure is null, "nothing failed"),
        ];
        return all.Where(a => a.IsNull).ToDictionary(a => a.Name, a => a.Why, StringComparer.Ordinal);
    }
}
