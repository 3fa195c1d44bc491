using System.Globalization;
using NvdimmPS.Dsm.Vendor;
using NvdimmPS.PlatformConfiguration;

namespace NvdimmPS.Tests.Formats.SecondReader.Ipmctl;

/// <summary>A value that both have, of one specimen.</summary>
internal sealed record Held(OurSight? Sight, ConfigurationData? Data, string Name, string? Theirs, string? Ours)
{
    /// <summary>The table of platform config data that it stands in.</summary>
    public string Table => Name.Split('.')[0];

    /// <summary>The name without the place in a list.</summary>
    public string Value => Name[(Name.LastIndexOf('.') + 1)..] is "CurrentValue" ? Name : Name[(Name.LastIndexOf('.') + 1)..];

    public override string ToString() => $"{Name}: ipmctl {Theirs ?? "(nothing)"}, NvdimmPS {Ours ?? "(nothing)"}";
}

/// <summary>A place where ipmctl shows something else of the same bytes: which values, what it shows, who is right by which document.</summary>
internal sealed record IpmctlDifference(string Id, string Values, string Ipmctl, string Right, string Source, Func<Held, bool> Explains)
{
    private const string Description = "ipmctl, `NvmDimmPassThru.h`";

    private static readonly string[] Unreported =
    [
        "HealthState", "HealthStateReason", "AitDramEnabled", "MaxMediaTemperature", "MaxControllerTemperature", "LatchedLastShutdownStatus", "UnlatchedLastShutdownStatus",
        "LastShutdownTime", "ThermalThrottleLossPercent", "MediaTemperature.CurrentValue", "ControllerTemperature.CurrentValue", "Health.CurrentValue", "PercentageRemaining.CurrentValue", "LatchedDirtyShutdownCount.CurrentValue",
        "UnlatchedDirtyShutdownCount.CurrentValue", "PowerCycles.CurrentValue", "PowerOnTime.CurrentValue", "UpTime.CurrentValue",
    ];

    private static readonly string[] Capacities = ["Capacity", "MemoryCapacity", "AppDirectCapacity", "InaccessibleCapacity"];

    /// <summary>All of them; the first that explains a value is taken. docs/ndctl.md has the same lines.</summary>
    public static IReadOnlyList<IpmctlDifference> All { get; } =
    [
        new("no-version", "what depends on the version of the firmware interface", "reads digits that are none (1.1A as 1.20), and takes the fields for older ones", "NvdimmPS: no version, and every field as it stands there",
            $"{Description}: `ApiVer` is BCD", h => h.Sight is { Fis: null } && (h.Ours is null) != (h.Theirs is null)),
        new("not-decimal", "`FWVersion`", "reads digits that are none (0x0F as 15)", "NvdimmPS: no version", $"{Description}: `Fwr` is BCD",
            h => h.Name == "FWVersion" && h.Ours is null && h.Sight!.Field("GetIdentity", "FirmwareVersion") is { Raw.Length: > 0 }),
        new("no-register", "`BootStatusRegister`", "shows 0 and all ones", "NvdimmPS: not reported, the register could not be read", "ipmctl, `Types.h`: `DIMM_BSR`",
            h => h is { Name: "BootStatusRegister", Ours: null, Theirs: "0x00000000_00000000" or "0xffffffff_ffffffff" }),
        new("old-maximum", "`MaxMediaTemperature`, `MaxControllerTemperature`", "not shown before FIS 1.13", "not known; NvdimmPS goes by the valid bit and the size of the data", $"{Description}: `PT_PAYLOAD_SMART_AND_HEALTH`",
            h => h is { Name: "MaxMediaTemperature" or "MaxControllerTemperature", Theirs: null } && h.Sight!.Fis < new FisVersion(1, 13)),
        new("boost", "`MemoryBandwidthBoostFeature`, `MemoryBandwidthBoostMaxPowerLimit`", "not shown at FIS 2.0", "NvdimmPS: the structure has them from 2.0 on", $"{Description}: `PT_PAYLOAD_POWER_MANAGEMENT_POLICY`",
            h => h is { Name: "MemoryBandwidthBoostFeature" or "MemoryBandwidthBoostMaxPowerLimit", Theirs: null } && h.Sight!.Fis == new FisVersion(2, 0)),
        new("unreported", "health log: `HealthState`, `HealthStateReason`, `AitDramEnabled`, `PercentageRemaining`, counts, times, shutdowns, highest temperatures",
            "shows the bytes, or 0, of what the valid bits or the size of the data leave out; 1970 for a time of 0", "NvdimmPS: not reported", "Intel Optane PMem DSM Interface V3.0, table 3-2: validation flags",
            h => h.Ours is null && h.Theirs is not null && Unreported.Contains(h.Value)),
        new("gravest-health", "`HealthState`", "takes the gravest bit of several, and does not look at bits without a meaning", "NvdimmPS: all bits", "Intel Optane PMem DSM Interface V3.0, table 3-2: one bit at a time",
            h => h.Value is "HealthState" or "Health.CurrentValue" && h.Ours!.Contains(", ", StringComparison.Ordinal) && h.Ours.Contains(h.Theirs!, StringComparison.Ordinal)),
        new("nameless-bit", "`HealthStateReason`, shutdown statuses, effects", "does not show bits without a meaning", "NvdimmPS: as `BitN`, since a later firmware may mean something by them", Description,
            h => h.Ours is not null && h.Ours.Contains("Bit", StringComparison.Ordinal) && Nameless(h.Ours) == (h.Theirs is null or "" ? "None" : h.Theirs)),
        new("reserved-trigger", "`SoftwareTriggersEnabledDetails`", "says reserved, or nothing, of bits without a meaning", "NvdimmPS: as `BitN`", Description,
            h => h.Name == "SoftwareTriggersEnabledDetails" && h.Ours!.Contains("Bit", StringComparison.Ordinal) && h.Theirs == "Reserved"),
        new("whole-degrees", "temperatures", "cuts sixteenths of a degree", "NvdimmPS: all of them", "Intel Optane PMem DSM Interface V3.0, table 3-2",
            h => Degrees(h.Ours) is { } ours && Degrees(h.Theirs) is { } theirs && ours != theirs && double.Truncate(ours) == theirs),
        new("unsigned-degrees", "temperatures below 0 of error logs, highest temperatures", "shows 65437 for −99 °C", "NvdimmPS: sign and magnitude", "Intel Optane PMem DSM Interface V3.0, table 3-2",
            h => Degrees(h.Ours) is < 0 and { } ours && Degrees(h.Theirs) == 65536 + double.Truncate(ours)),
        new("signed-number", "counters of injections, `PowerCycles`, time constants", "shows numbers with the highest bit as negative", "NvdimmPS: without a sign", Description,
            h => Number(h.Theirs) is < 0 and { } theirs && Number(h.Ours) is { } ours && (theirs + (1UL << 32) == ours || theirs + ulong.MaxValue + 1 == ours)),
        new("cut-time", "`PowerOnTime`, `UpTime`", "keeps 32 bits of the seconds", "NvdimmPS: all 64", $"{Description}: `PT_PAYLOAD_SMART_AND_HEALTH`",
            h => h.Value is "PowerOnTime.CurrentValue" or "UpTime.CurrentValue" && Number(h.Ours) is { } ours && Number(h.Theirs) == (ulong)ours % (1UL << 32)),
        new("sparing", "`PackageSparingEnabled`, `PackageSparesAvailable`", "shows 0 from FIS 3.0 on, without asking", "NvdimmPS: not reported, the command is gone", $"{Description}: package sparing",
            h => h is { Name: "PackageSparingEnabled" or "PackageSparesAvailable", Ours: null, Theirs: "0" } && h.Sight!.Fis >= new FisVersion(3, 0)),
        new("capacity", "`Capacity`, `MemoryCapacity`, `AppDirectCapacity`, `InaccessibleCapacity`", "goes by the identity's raw capacity and its own conclusion of the configuration; differences may be below 0, which it shows as 18446734313664806912 B",
            "NvdimmPS: the partitions as the module has them now, and what the platform says it mapped", $"{Description}: `PT_DIMM_PARTITION_INFO_PAYLOAD`",
            h => Capacities.Contains(h.Name) && IsUnsettled(h.Sight!)),
        new("without-a-word", "enumerations", "does not show a value without a meaning, or says unsupported or invalid", "NvdimmPS: `Unknown` with the number", Description,
            h => h.Theirs is null or "Unsupported" or "Invalid" or "Not configured" && h.Ours is not null
                && (h.Ours.StartsWith("Unknown (", StringComparison.Ordinal) || (h.Name is "FwActivateOptIn" or "SecureErasePolicy" && uint.TryParse(h.Ours, out _)))),
        new("other-code", "`SVNDowngrade`, `SecureErasePolicy`, `S3ResumeOptIn`, `FwActivateOptIn`", "not shown where the answer names another code than was asked for", "NvdimmPS: shown, with the code that came", $"{Description}: `PT_OUTPUT_PAYLOAD_GET_SECURITY_OPT_IN`",
            h => h is { Name: "SecureErasePolicy", Theirs: null } && h.Sight!.Value("GetSecurityOptIn", "OptInCode", ("OptInCode", 2)) as string != "SecureErasePolicy"),
        new("block-window", "`TransactionType` 4 and 5", "not shown", "NvdimmPS: a read or write by block window", $"{Description}: the transaction types of error log entries",
            h => h.Value == "TransactionType" && h.Theirs is null && h.Ours!.Contains("BW ", StringComparison.Ordinal)),
        new("error-count", "`FwErrorCount`", "counts a log with one entry as 0, and around the end of the numbers by the size of the ring", "NvdimmPS: the entries that are there", "ipmctl, show-error: after 65535 comes 1",
            h => h.Value == "FwErrorCount.CurrentValue"),
        new("reserved-location", "`DimmLocation`", "shows three reserved bytes above the place", "NvdimmPS: socket, die, controller, channel and slot", "ipmctl, `PcdCommon.h`",
            h => h is { Value: "DimmLocation", Theirs: not null, Ours: not null } && h.Theirs.EndsWith(h.Ours[2..].PadLeft(10, '0'), StringComparison.Ordinal)),
        new("damaged-table", "tables of platform config data", "does not look at checksums of the tables, lengths and signatures; shows what stands there, or nothing of all tables", "NvdimmPS: the bytes with the reason, and whole tables beside",
            "ipmctl, `PcdCommon.h`: all bytes of a table sum up to 0", h => h.Data is { } data && data.Problems.Any(p => h.Theirs is null || p.Table == h.Table || p.Table == ConfigurationData.Head || (p.Fault == TableFault.Signature && data.Tables.All(t => t.Name != h.Table)))),
        new("unknown-record", "records of a table of platform config data", "shows no record of a table that has one it does not know", "NvdimmPS: that one as bytes, the others with their fields", "ipmctl, `PcdCommon.h`: records say their length",
            h => h.Theirs is null && h.Data?.Tables.FirstOrDefault(t => t.Name == h.Table)?.Records.Any(r => r.Fields is null) == true),
        new("several-records", "records of a table of platform config data", "shows of several records of one type the last, with the modules of all", "NvdimmPS: each record with its modules", "ipmctl, `PcdCommon.h`",
            h => h.Data?.Tables.FirstOrDefault(t => t.Name == h.Table)?.Records.GroupBy(r => r.Type).Any(g => g.Count() > 1) == true),
    ];

    /// <summary>Values that ipmctl alone shows, and what they are.</summary>
    public static IReadOnlyDictionary<string, string> Alone { get; } = new Dictionary<string, string>
    {
        ["BootStatus"] = "its conclusion of the boot status register; NvdimmPS shows the register's fields",
        ["ManageabilityState"] = "its conclusion of vendor and versions", ["PopulationViolation"] = "its conclusion of the platform's table of slots",
        ["IsNew"] = "its conclusion", ["SKUViolation"] = "its conclusion", ["MixedSKU"] = "its conclusion",
        ["UnconfiguredCapacity"] = "its conclusion; NvdimmPS takes it from what regions map, which a playback file does not have",
        ["ReservedCapacity"] = "its conclusion; NvdimmPS takes it from what regions map, which a playback file does not have",
        ["MinNamespaceSize"] = "its conclusion of the alignment", ["SupportedAppDirectSettings"] = "its words for the formats", ["RecommendedAppDirectSettings"] = "its words for the formats",
        ["Volatile.DDR"] = "DRAM", ["Volatile.Total"] = "DRAM", ["Cache.DDR"] = "DRAM", ["Cache.Total"] = "DRAM",
        ["MemoryType"] = "SMBIOS", ["Manufacturer"] = "SMBIOS", ["DeviceLocator"] = "SMBIOS", ["BankLabel"] = "SMBIOS", ["DataWidth"] = "SMBIOS", ["TotalWidth"] = "SMBIOS", ["Speed"] = "SMBIOS", ["FormFactor"] = "SMBIOS",
    };

    /// <summary>What its driver can do to all modules: of none of it a table of the platform speaks.</summary>
    public static bool IsOfDriver(string name) => name is "RenameNamespaceSupported" or "GrowAppDirectNamespaceSupported"
        or "ShrinkAppDirectNamespaceSupported" or "InitiateScrubSupported" or "AdrSupported" or "EraseDeviceDataSupported" or "EnableDeviceSecuritySupported" or "DisableDeviceSecuritySupported"
        or "UnlockDeviceSecuritySupported" or "FreezeDeviceSecuritySupported" or "ChangeDevicePassphraseSupported" or "ChangeMasterPassphraseSupported" or "MasterEraseDeviceDataSupported";

    /// <summary>The line of docs/ndctl.md.</summary>
    public string Row => $"| `{Id}` | {Values} | {Ipmctl} | {Right} | {Source} |";

    /// <summary>The configuration, or what the module says of itself, is another than the one the machine was made with.</summary>
    private static bool IsUnsettled(OurSight s) => s.Configuration.Status != "Success" || s.Configuration.Problems.Count > 0
        || s.Value("GetIdentity", "RawCapacity") as ulong? != s.Value("GetPartitionInfo", "RawCapacity") as ulong?
        || s.Value("GetPartitionInfo", "PersistentCapacity") as ulong? != s.Configuration.PersistentMapped
        || s.Value("GetBootStatus", "MediaReady") as string != "Ready" || s.Value("GetBootStatus", "MediaDisabled") as string == "Yes";

    private static string Nameless(string words) => string.Join(", ", words.Split(", ").Where(w => !w.StartsWith("Bit", StringComparison.Ordinal))) is { Length: > 0 } left ? left : "None";

    private static double? Degrees(string? text) => text is not null && double.TryParse(text.TrimEnd('C', ' '), NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) ? degrees : null;

    private static decimal? Number(string? text) => text is not null && decimal.TryParse(text.TrimEnd('m', 's', 'W', '%', ' '), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
