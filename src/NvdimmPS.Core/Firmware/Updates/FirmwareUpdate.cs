using System.Globalization;
using NvdimmPS.Abi;
using NvdimmPS.Changes;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;

namespace NvdimmPS.Firmware;

/// <summary>
/// Plans the update of DIMMs with one image. Before anything is sent: what the DIMM offers, the image against the DIMM, room, a scrub, an
/// activation, what is staged. A DIMM that runs the image, or has it staged, is left alone.
/// </summary>
/// <param name="machine">The machine.</param>
/// <param name="caller">Asks before anything is sent.</param>
/// <param name="image">The image.</param>
/// <param name="options">What is allowed.</param>
/// <param name="time">The clock; the system's by default.</param>
public sealed class FirmwareUpdate(
    NvdimmMachine machine, DsmCaller caller, FirmwareImage image, FirmwareUpdateOptions options, TimeProvider? time = null)
{
    private static readonly uint[] IntelFunctions = [12, 13, 14, 15, 16], MsftFunctions = [22, 23, 24, 25];

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly ulong? _wanted = Version(image, options);

    /// <summary>The version of the image: what its header says, else what was given.</summary>
    private static ulong? Version(FirmwareImage image, FirmwareUpdateOptions options)
    {
        var inHeader = image?.Header?.Version;
        var given = options?.ImageVersion is { } text
            ? FirmwareVersion.Parse(text) ?? throw FirmwareImageErrors.BadVersion(text) : inHeader;
        return inHeader is null || given == inHeader ? given
            : throw FirmwareImageErrors.VersionContradiction(image!, image!.Header!.VersionText, options!.ImageVersion!);
    }

    /// <summary>
    /// Looks at a DIMM, and says what is to be done. It throws nothing that is about this DIMM: that is the job's refusal.
    /// </summary>
    public FirmwareUpdateJob Prepare(NvdimmDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        var job = new FirmwareUpdateJob(device, image, _time);
        job.ImageVersion = _wanted is { } version ? FirmwareVersion.Intel(version) : null;
        try
        {
            var target = NvdimmMachine.Target(device);
            switch (target.Family?.Code)
            {
                case (uint)NdFamily.Intel:
                    Demand(target, IntelFunctions);
                    EnsureNoScrub(device);
                    Intel(job, device, target);
                    break;
                case (uint)NdFamily.Msft:
                    Demand(target, MsftFunctions);
                    EnsureNoScrub(device);
                    Msft(job, device, target);
                    break;
                default:
                    throw FirmwareUpdateErrors.NotOffered(device.Name, target.Family,
                        target.FamilyReason ?? "no function for it is published");
            }
        }
        catch (NvdimmException e)
        {
            job.Refusal = e;
        }

        return job;
    }

    private static void Demand(DsmTarget target, uint[] functions)
    {
        var missing = functions.Select(target.Family!.Get).Where(f => !target.Offers(f)).ToArray();
        if (missing.Length > 0)
        {
            throw FirmwareUpdateErrors.NotOffered(target.Name, target.Family,
                $"it does not offer {string.Join(", ", missing.Select(f => f.Name))}");
        }
    }

    private void EnsureNoScrub(NvdimmDevice device)
    {
        if (!options.IgnoreScrub && device.Bus is { } bus && machine.GetBus(bus).ScrubState == "active")
        {
            throw FirmwareUpdateErrors.ScrubRunning(device.Name, bus);
        }
    }

    private void Intel(FirmwareUpdateJob job, NvdimmDevice device, DsmTarget target)
    {
        var information = IntelUpdateInformation.Ask(caller, target);
        var running = FirmwareVersion.Intel(information.Running);
        var activation = BusActivation.OffersDimm(target) ? DimmActivation.Ask(caller, target) : null;
        job.From = running;
        job.CanActivate = activation is not null && BusActivation.CapabilityOf(machine.Kernel, device.Bus) is not null;
        job.NeedsPowerCycle = !job.CanActivate.Value && information.NeedsPowerCycle;
        CheckHeader(target, information.Running, running);
        if ((ulong)image.Bytes.Length > information.Room)
        {
            throw FirmwareImageErrors.NoRoom(device.Name, image, information.Room);
        }

        if (activation?.State == DimmActivation.Busy)
        {
            throw FirmwareUpdateErrors.Activating(device.Name);
        }

        // The kernel's test bus goes on to name a version as staged that was activated.
        if (information.Staged is { } staged && activation?.HasSucceeded != true)
        {
            job.To = FirmwareVersion.Intel(staged);
            IsStaged(job, device, staged);
            return;
        }

        if (_wanted == information.Running)
        {
            job.To = running;
            job.Over(FirmwareOutcome.AlreadyRunning);
            return;
        }

        var session = new IntelSession(target, information, _time);
        job.Plan = Plan(job, device, target, session, isStagedBefore =>
        {
            var now = IntelUpdateInformation.Ask(caller, target).Staged;
            job.To = now is { } version ? FirmwareVersion.Intel(version) : null;
            if (isStagedBefore)
            {
                IsStaged(job, device, now);
            }
            else if (now is null || (_wanted ?? now) != now)
            {
                throw FirmwareUpdateErrors.NotStaged(device.Name,
                    now is null ? "nothing is staged" : $"{job.To} is staged, and the image is {job.ImageVersion}");
            }
        });
    }

    /// <summary>An image was staged before: this one, another one, or one that cannot be compared with it.</summary>
    private void IsStaged(FirmwareUpdateJob job, NvdimmDevice device, ulong? staged)
    {
        var text = staged is { } version ? FirmwareVersion.Intel(version) : "of an unknown number";
        if (_wanted is not null && staged is not null && staged != _wanted)
        {
            job.Over(FirmwareOutcome.Refused);
            throw FirmwareUpdateErrors.OtherStaged(device.Name, text, job.ImageVersion!);
        }

        job.Over(FirmwareOutcome.AlreadyStaged, _wanted is null || staged is null
            ? $"version {text} is staged already, a version that could not be compared with the image, and nothing was sent"
            : $"version {text} is staged already, and nothing was sent");
    }

    private void Msft(FirmwareUpdateJob job, NvdimmDevice device, DsmTarget target)
    {
        var function = target.Family!.Get(1);
        var identity = caller.Invoke(target, new DsmCall(function, DsmInput.None(function)));
        var (runs, count) = ((int)Number("CurrentFirmwareSlot"), (int)Number("FirmwareSlotCount"));
        var region = Number("RegionBlockSize") * MsftSession.BlockSize;
        job.From = FirmwareVersion.Hex(Number("FirmwareRevision"));
        (job.CanActivate, job.NeedsPowerCycle) = (false, true);
        if (region is 0 or > ushort.MaxValue * MsftSession.BlockSize)
        {
            throw FirmwareUpdateErrors.Contradiction(device.Name, "RegionBlockSize", region / MsftSession.BlockSize);
        }

        job.ImageVersion = _wanted is { } version ? FirmwareVersion.Hex(version) : null;
        CheckHeader(target, null, job.From);
        if (_wanted is null)
        {
            throw FirmwareImageErrors.NoVersion(device.Name, image);
        }

        var room = region * ushort.MaxValue;
        if ((ulong)image.Bytes.Length > room)
        {
            throw FirmwareImageErrors.NoRoom(device.Name, image, room);
        }

        if (image.Bytes.Length % MsftSession.BlockSize != 0)
        {
            throw FirmwareImageErrors.NoWholeBlocks(device.Name, image, MsftSession.BlockSize);
        }

        if (_wanted == Number("FirmwareRevision"))
        {
            job.To = job.From;
            job.Over(FirmwareOutcome.AlreadyRunning);
            return;
        }

        // Which slot the next start takes, no function says; so a slot that is named is selected all the same.
        var others = Enumerable.Range(0, count).Where(s => s != runs).Select(s => (int?)s);
        if (options.Slot is null && others.FirstOrDefault(s => VersionIn(s!.Value) == _wanted) is { } full)
        {
            job.To = job.ImageVersion;
            job.Over(FirmwareOutcome.AlreadyStaged, string.Create(CultureInfo.InvariantCulture,
                $"slot {full} holds version {job.To} already, and nothing was sent; named as the slot, it is selected for the next start"));
            return;
        }

        var slot = options.Slot ?? others.FirstOrDefault() ?? -1;
        if (slot < 0 || slot >= count || slot == runs)
        {
            throw FirmwareUpdateErrors.NoSlot(device.Name, options.Slot, runs, count);
        }

        var session = new MsftSession(target, slot, (int)region, VersionIn(slot) == _wanted);
        job.Plan = Plan(job, device, target, session, _ =>
        {
            var now = VersionIn(slot) ?? throw FirmwareUpdateErrors.NotStaged(device.Name, $"slot {slot} is empty");
            job.To = FirmwareVersion.Hex(now);
            if (now != _wanted)
            {
                throw FirmwareUpdateErrors.NotStaged(device.Name, $"slot {slot} has {job.To}, and the image is {job.ImageVersion}");
            }
        });

        ulong Number(string field) => identity.Find(field)?.Number ?? 0;

        ulong? VersionIn(int which)
        {
            var information = target.Family!.Get(26);
            var answer = caller.Invoke(target, new DsmCall(information, new[] { (byte)which }));
            return answer.Find("FirmwareRevision")?.Number is > 0 and var held ? held : null;
        }
    }

    private ChangePlan Plan(FirmwareUpdateJob job, NvdimmDevice device, DsmTarget target, FirmwareSession session, Action<bool> readBack)
    {
        var version = job.ImageVersion ?? "of a version that is not known";
        var first = image.Bytes[..Math.Min(session.PieceSize, image.Bytes.Length)];
        return new ChangePlan
        {
            Target = device.Name,
            Action = session.SendsImage ? $"Update the firmware with {image.Path} ({version}, {ByteSize.Show((ulong)image.Bytes.Length)})"
                : $"Select the firmware {version} for the next start",
            Steps =
            [
                new SequenceStep(target, "the firmware update", [.. session.Calls(first)],
                    (c, stop) => job.Run(session, c, options.EndOther, stop)) { AllCalls = session.Calls(image.Bytes) },
            ],
            Values = [new ValueChange(nameof(NvdimmFirmware.StagedVersion), job.To ?? "none", version)],
            Verify = () =>
            {
                var isStagedBefore = job.Step == FirmwareSteps.Start;
                if (!isStagedBefore)
                {
                    job.Begin(FirmwareSteps.ReadBack);
                }

                try
                {
                    readBack(isStagedBefore);
                }
                catch (NvdimmException e) when (!isStagedBefore)
                {
                    throw FirmwareUpdateErrors.Failed(device.Name, job.Step, e, true);
                }

                if (!isStagedBefore)
                {
                    job.Over(job.CanActivate == true ? FirmwareOutcome.StagedActivatable
                        : job.NeedsPowerCycle == true ? FirmwareOutcome.StagedNeedsPowerCycle : FirmwareOutcome.StagedNeedsReset);
                }
            },
        };
    }

    private void CheckHeader(DsmTarget target, ulong? runs, string running)
    {
        var dimm = target.Name;
        if (image.Header is not null && runs is null)
        {
            throw FirmwareImageErrors.OtherFamily(dimm, target.Family!.Name);
        }

        if (image.Header is not { } header || runs is null)
        {
            if (!options.AllowUnknownImage)
            {
                throw FirmwareImageErrors.Unknown(dimm, image);
            }

            return;
        }

        if (header.Size > (ulong)image.Bytes.Length)
        {
            throw FirmwareImageErrors.Truncated(dimm, image, header.Size);
        }

        if (!header.IsProduction && !options.AllowUnknownImage)
        {
            throw FirmwareImageErrors.NotForProduction(dimm, header);
        }

        // A version that is no version (the kernel's test bus: 0) tells nothing of the part.
        if (FirmwareVersion.IsIntel(runs.Value) && header.Product != FirmwareImageHeader.ProductOf(runs.Value))
        {
            throw FirmwareImageErrors.OtherPart(dimm, header, running);
        }

        if (header.Version < runs && !options.AllowDowngrade)
        {
            throw FirmwareImageErrors.Older(dimm, header, running);
        }
    }
}
