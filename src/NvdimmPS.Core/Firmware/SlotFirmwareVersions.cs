namespace NvdimmPS.Firmware;

/// <summary>NVDIMM-N: slots with an image each. Which one the next boot takes, no function says.</summary>
internal static class SlotFirmwareVersions
{
    private static readonly uint[] MsftUpdate = [22, 23, 24, 25];

    /// <summary>Microsoft: GetIdentification says what runs, GetFirmwareInfo what each slot holds.</summary>
    public static void Msft(FirmwareReading reading, bool runningOnly)
    {
        var identity = reading.Ask(1);
        var running = (int)(reading.Number(identity, "CurrentFirmwareSlot", nameof(NvdimmFirmware.RunningSlot)) ?? 0);
        var count = (int)(reading.Number(identity, "FirmwareSlotCount", nameof(NvdimmFirmware.Slots)) ?? 0);
        reading.Set(nameof(NvdimmFirmware.RunningSlot), running);
        reading.Set(nameof(NvdimmFirmware.RunningVersion),
            reading.Number(identity, "FirmwareRevision", nameof(NvdimmFirmware.RunningVersion)) is { } version
            ? FirmwareVersion.Hex(version)
            : null);
        if (runningOnly)
        {
            return;
        }

        reading.Set(nameof(NvdimmFirmware.CanUpdate), reading.Offers(MsftUpdate));
        Explain(reading);
        try
        {
            var versions = Enumerable.Range(0, count)
                .Select(slot => Number(reading.Ask(26, new Dictionary<string, object?> { ["FirmwareSlot"] = slot }), "FirmwareRevision"));
            reading.Set(nameof(NvdimmFirmware.Slots), Slots(versions, running));
        }
        catch (NvdimmException e)
        {
            reading.Miss(e.Message, nameof(NvdimmFirmware.Slots));
        }
    }

    /// <summary>HPE's first interface: GetIdentification says it all.</summary>
    public static void Hpe1(FirmwareReading reading)
    {
        var identity = reading.Ask(10);
        var running = (int)Number(identity, "CurrentFirmwareSlot");
        var records = identity.Fields.First(f => f.Name == "FirmwareSlots").Value as DsmFieldValue[][] ?? [];
        var slots = Slots(records.Select(r => r[0].Number), running);
        reading.Set(nameof(NvdimmFirmware.RunningSlot), running);
        reading.Set(nameof(NvdimmFirmware.Slots), slots);
        reading.Set(nameof(NvdimmFirmware.RunningVersion), Array.Find(slots, s => s.Running)?.Version);
        reading.Miss($"no slot has the number {running} of the one that runs, or it is empty", nameof(NvdimmFirmware.RunningVersion));
        reading.Set(nameof(NvdimmFirmware.CanUpdate), false);
        Explain(reading);
    }

    private static NvdimmFirmwareSlot[] Slots(IEnumerable<ulong> versions, int running) =>
        [.. versions.Select((version, slot) =>
            new NvdimmFirmwareSlot(slot, version == 0 ? null : FirmwareVersion.Hex(version), slot == running))];

    private static ulong Number(DsmResult answer, string field) => answer.Fields.First(f => f.Name == field).Number;

    private static void Explain(FirmwareReading reading) =>
        reading.Miss("the family does not say which slot the next boot takes", nameof(NvdimmFirmware.StagedVersion),
            nameof(NvdimmFirmware.NeedsPowerCycle));
}
