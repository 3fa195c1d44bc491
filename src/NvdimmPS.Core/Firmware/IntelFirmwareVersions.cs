namespace NvdimmPS.Firmware;

/// <summary>Intel: GetFirmwareInfo, and GetFirmwareActivationStatus where it is wanted.</summary>
internal static class IntelFirmwareVersions
{
    private static readonly uint[] Update = [12, 13, 14, 15, 16];

    private static readonly string[] Activation =
        [nameof(NvdimmFirmware.ActivationState), nameof(NvdimmFirmware.ActivationResult), nameof(NvdimmFirmware.ActivationResultCode),
            nameof(NvdimmFirmware.ActivationResultBySpecification),
            nameof(NvdimmFirmware.ActivationResultByKernel)];

    public static void Read(FirmwareReading reading, bool activation, bool runningOnly)
    {
        var info = reading.Ask(12);
        var running = reading.Number(info, "RunningVersion", nameof(NvdimmFirmware.RunningVersion));
        reading.Set(nameof(NvdimmFirmware.RunningVersion), running is { } now ? FirmwareVersion.Intel(now) : null);
        if (runningOnly)
        {
            return;
        }

        var staged = reading.Number(info, "UpdatedVersion", nameof(NvdimmFirmware.StagedVersion));
        reading.Set(nameof(NvdimmFirmware.StagedVersion), staged is { } next ? FirmwareVersion.Intel(next) : null);
        reading.Set(nameof(NvdimmFirmware.StorageSize), reading.Number(info, "StorageSize", nameof(NvdimmFirmware.StorageSize)));
        var capability = info.Words("UpdateCapability");
        reading.Set(nameof(NvdimmFirmware.UpdateCapability), capability);
        reading.Set(nameof(NvdimmFirmware.CanUpdate), reading.Offers(Update));
        reading.Set(nameof(NvdimmFirmware.NeedsPowerCycle), staged is not null && !capability.Contains("RuntimeActivationQuiesce"));
        reading.Miss("the firmware has one image and no slots", nameof(NvdimmFirmware.RunningSlot), nameof(NvdimmFirmware.Slots));
        if (activation)
        {
            ReadActivation(reading, isStaged: staged is not null);
        }
        else
        {
            reading.Miss("activation was not asked for", Activation);
        }
    }

    private static void ReadActivation(FirmwareReading reading, bool isStaged)
    {
        DsmResult status;
        try
        {
            status = reading.Ask(29);
        }
        catch (NvdimmException e)
        {
            reading.Miss(e.Message, Activation);
            return;
        }

        reading.Set(nameof(NvdimmFirmware.ActivationState), status.Fields.First(f => f.Name == "ActivationState").Value as string);
        if (reading.Number(status, "LastActivationStatus", nameof(NvdimmFirmware.ActivationResultCode)) is not { } code)
        {
            reading.Miss("the last result is not valid while an activation runs", Activation);
            return;
        }

        var (specification, kernel) = (ActivationResults.BySpecification(code), ActivationResults.ByKernel(code));
        reading.Set(nameof(NvdimmFirmware.ActivationResultCode), (int)code);
        reading.Set(nameof(NvdimmFirmware.ActivationResultBySpecification), specification);
        reading.Set(nameof(NvdimmFirmware.ActivationResultByKernel), kernel);
        reading.Set(nameof(NvdimmFirmware.ActivationResult), ActivationResults.Fitting(code, isStaged));
        reading.Miss($"code {code} is {specification} by Intel's specification and {kernel} by the kernel's header, and nothing is "
            + $"staged that would tell which is meant", nameof(NvdimmFirmware.ActivationResult));
    }
}
