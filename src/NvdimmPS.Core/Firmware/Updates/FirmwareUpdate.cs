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

    /// <summary>
    /// Looks at a DIMM, and says what is to be done. It throws nothing that is about this DIMM: that is the job's refusal.
    /// </summary>
    public FirmwareUpdateJob Prepare(NvdimmDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        var job = new FirmwareUpdateJob(device, image, _time);
        job.ImageVersion ??= options.ImageVersion;
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
        CheckHeader(device.Name, information.Running, running);
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
            if (job.ImageVersion is { } wanted && !Same(wanted, job.To))
            {
                throw FirmwareUpdateErrors.OtherStaged(device.Name, job.To, wanted);
            }

            job.Over(FirmwareOutcome.AlreadyStaged, $"version {job.To} is staged already, and nothing was sent");
            return;
        }

        if (Same(job.ImageVersion, running))
        {
            job.To = running;
            job.Over(FirmwareOutcome.AlreadyRunning);
            return;
        }

        var session = new IntelSession(target, information, _time);
        job.Plan = Plan(job, device, target, session, () =>
        {
            var now = IntelUpdateInformation.Ask(caller, target);
            job.To = now.Staged is { } version ? FirmwareVersion.Intel(version)
                : throw FirmwareUpdateErrors.NotStaged(device.Name, "nothing is staged");
            if (job.ImageVersion is { } wanted && !Same(wanted, job.To))
            {
                throw FirmwareUpdateErrors.NotStaged(device.Name, $"{job.To} is staged, and the image is {wanted}");
            }
        });
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
            throw FirmwareUpdateErrors.Contradiction(device.Name, "RegionBlockSize");
        }

        CheckHeader(device.Name, null, job.From);
        var room = region * ushort.MaxValue;
        if ((ulong)image.Bytes.Length > room)
        {
            throw FirmwareImageErrors.NoRoom(device.Name, image, room);
        }

        if (image.Bytes.Length % MsftSession.BlockSize != 0)
        {
            throw FirmwareImageErrors.NoWholeBlocks(device.Name, image, MsftSession.BlockSize);
        }

        if (Same(job.ImageVersion, job.From))
        {
            job.To = job.From;
            job.Over(FirmwareOutcome.AlreadyRunning);
            return;
        }

        var slot = options.Slot ?? Enumerable.Range(0, count).Where(s => s != runs).Select(s => (int?)s).FirstOrDefault() ?? -1;
        if (slot < 0 || slot >= count || slot == runs)
        {
            throw FirmwareUpdateErrors.NoSlot(device.Name, options.Slot, runs, count);
        }

        var holds = job.ImageVersion is not null && Same(job.ImageVersion, VersionIn(slot));
        var session = new MsftSession(target, slot, (int)region, holds);
        job.Plan = Plan(job, device, target, session, () =>
        {
            job.To = VersionIn(slot) ?? throw FirmwareUpdateErrors.NotStaged(device.Name, $"slot {slot} is empty");
            if (job.ImageVersion is { } wanted && !Same(wanted, job.To))
            {
                throw FirmwareUpdateErrors.NotStaged(device.Name, $"slot {slot} has {job.To}, and the image is {wanted}");
            }
        });

        ulong Number(string field) => identity.Find(field)?.Number ?? 0;

        string? VersionIn(int which)
        {
            var information = target.Family!.Get(26);
            var answer = caller.Invoke(target, new DsmCall(information, new[] { (byte)which }));
            return answer.Find("FirmwareRevision")?.Number is > 0 and var version ? FirmwareVersion.Hex(version) : null;
        }
    }

    private ChangePlan Plan(FirmwareUpdateJob job, NvdimmDevice device, DsmTarget target, FirmwareSession session, Action readBack)
    {
        var version = job.ImageVersion ?? "of a version that is not known";
        return new ChangePlan
        {
            Target = device.Name,
            Action = session.SendsImage ? $"Update the firmware with {image.Path} ({version}, {ByteSize.Show((ulong)image.Bytes.Length)})"
                : $"Select the firmware {version} for the next start",
            Steps = [new SequenceStep(target, "the firmware update", session.Calls(image.Bytes), (c, stop) => job.Run(session, c, stop))],
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
                    readBack();
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

    private void CheckHeader(string dimm, ulong? runs, string running)
    {
        if (image.Header is { } foreign && runs is null)
        {
            throw FirmwareImageErrors.OtherPart(dimm, foreign, running); // it is Intel's
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
            throw FirmwareImageErrors.Cut(dimm, image, header.Size);
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

    private static bool Same(string? one, string? other) =>
        one is not null && other is not null && string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
