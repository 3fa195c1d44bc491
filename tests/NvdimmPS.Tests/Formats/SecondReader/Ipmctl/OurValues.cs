using System.Globalization;
using NvdimmPS.Dsm;
using NvdimmPS.Dsm.Vendor;
using NvdimmPS.PlatformConfiguration;
using NvdimmPS.Simulation;
using static NvdimmPS.Tests.Formats.SecondReader.Ipmctl.OurSight;

namespace NvdimmPS.Tests.Formats.SecondReader.Ipmctl;

/// <summary>Our values under ipmctl's names and in its notation: null is what is not reported.</summary>
internal static class OurValues
{
    private static readonly (string Ours, string Theirs)[] Details =
    [
        ("PmAdr", "PM ADR Command Received"), ("S3", "PM S3 Received"), ("S5", "PM S5 Received"), ("DdrtPowerFail", "DDRT Power Fail Command Received"),
        ("PmicPowerLoss", "PMIC 12V/DDRT 1.2V Power Loss (PLI)"), ("WarmReset", "PM Warm Reset Received"), ("ThermalShutdown", "Thermal Shutdown Received"),
        ("FirmwareFlushComplete", "Controller's FW State Flush Complete"), ("Viral", "Viral Interrupt Received"), ("SurpriseClockStop", "Surprise Clock Stop Received"),
        ("WriteDataFlushComplete", "Write Data Flush Complete"), ("S4", "PM S4 Received"), ("PmIdle", "PM Idle Received, SRE Clock Stop Received"), ("SurpriseReset", "DDRT Surprise Reset Received"),
    ];

    private static readonly (string Ours, string Theirs)[] Reasons =
    [
        ("RemainingBelowOnePercent", "Percentage remaining less than 1%"), ("PackageSparingHappened", "Package Sparing occurred"), ("CapSelfTestWarning", "CAP Self-Test warning"),
        ("RemainingZero", "Percentage remaining is 0"), ("DieFailure", "Die Failure"), ("AitDramDisabled", "AIT DRAM disabled"), ("CapSelfTestFailed", "CAP Self-Test fail"),
        ("CriticalInternalStateFailure", "Critical internal failure"), ("PerformanceDegraded", "Performance degraded"), ("CapSelfTestCommunicationFailure", "CAP Self-Test communication failure"),
    ];

    private static readonly (string Ours, string Theirs)[] Restrictions =
    [
        ("BiosOnly", "BIOS only"), ("SmbusOnly", "SMBus only"), ("BiosAndSmbusOnly", "BIOS and SMBus only"), ("ManagementOnly", "Management only"), ("ManagementAndBios", "Management and BIOS only"),
        ("ManagementAndSmbus", "Management and SMBus only"), ("ManagementBiosAndSmbus", "Management, BIOS and SMBus only"),
    ];

    private static readonly (string Ours, string Theirs)[] Fips =
    [
        ("NonFips", "Non-FIPS mode"), ("NonFipsUntilReboot", "Non-FIPS mode, but will transition to FIPS mode on next boot"), ("FipsNotInitialized", "FIPS mode, one-time initialization not done"),
        ("FipsInitialized", "FIPS mode, one-time initialization done"),
    ];

    /// <summary>ipmctl's conclusions of what the platform made of the last configuration.</summary>
    private static readonly (string Ours, string Theirs)[] Configurations =
    [
        ("Success", "Valid"), ("Undefined", "Not configured"), ("Reserved", "Not configured"), ("ModulesMissing", "Failed - Broken interleave"), ("SetNotFound", "Failed - Broken interleave"),
        ("NewModule", "Not configured"), ("ErrorsOldUsed", "Failed - Reverted"), ("Errors", "Failed - Bad configuration"), ("GoalChecksum", "Failed - Bad configuration"), ("GoalRevision", "Failed - Unsupported"),
        ("CurrentChecksum", "Failed - Bad configuration"), ("NotMappedHealth", "Failed - Bad configuration"), ("NotMappedPopulation", "Failed - Unsupported"),
        ("VolatileNotMappedRatio", "Failed - Partially supported"), ("NotMappedCpuLimit", "Failed - Bad configuration"), ("VolatileNotMappedPopulation", "Failed - Partially supported"),
    ];

    private static readonly (string Ours, string Theirs)[] Switches = [("No", "0"), ("Yes", "1"), ("Off", "0"), ("On", "1"), ("Disabled", "0"), ("Enabled", "1")];

    public static Dictionary<string, string?> Dimm(OurSight s)
    {
        var device = s.Device;
        var page3 = ("Page", (object)3);
        var page4 = ("Page", (object)4);
        return new Dictionary<string, string?>
        {
            ["DimmID"] = Hex(device.Handle!.Value, 4),
            ["Capacity"] = Bytes(s.Capacity.Total),
            ["LockState"] = LockState(s),
            ["SVNDowngrade"] = OptIn(s, 1, "Disabled", "Enabled"),
            ["SecureErasePolicy"] = OptIn(s, 2, "No Master Passphrase", "Master Passphrase Enabled"),
            ["S3ResumeOptIn"] = OptIn(s, 3, "SecureS3", "UnsecureS3"),
            ["FwActivateOptIn"] = OptIn(s, 4, "Disabled", "Enabled"),
            ["HealthState"] = Health(s),
            ["HealthStateReason"] = s.Words("GetHealthLog", "HealthStatusReason", "None", Reasons),
            ["FWVersion"] = s.Value("GetIdentity", "FirmwareVersion") as string,
            ["FWAPIVersion"] = Version(s, "FisVersion"),
            ["FWActiveAPIVersion"] = Version(s, "ActiveFisVersion"),
            ["InterfaceFormatCode"] = device.Format is { } format ? format + (format == "0x0301" ? " (Non-Energy Backed Byte Addressable)" : string.Empty) : null,
            ["PhysicalID"] = Hex(device.PhysicalId!.Value, 4),
            ["DimmHandle"] = Hex(device.Handle!.Value, 4),
            ["DimmUID"] = device.UniqueId,
            ["SocketID"] = Hex((uint)device.Socket!, 4),
            ["MemControllerID"] = Hex((uint)device.Controller!, 4),
            ["ChannelID"] = Hex((uint)device.Channel!, 4),
            ["ChannelPos"] = Text(device.Slot!),
            ["VendorID"] = device.Vendor,
            ["DeviceID"] = device.Device,
            ["RevisionID"] = device.Revision,
            ["SubsystemVendorID"] = device.SubsystemVendor,
            ["SubsystemDeviceID"] = Swapped(device.SubsystemDevice),
            ["SubsystemRevisionID"] = Swapped(device.SubsystemRevision),
            ["ManufacturingInfoValid"] = device.UniqueId!.Split('-').Length == 4 ? "1" : "0",
            ["ManufacturingLocation"] = "0x" + device.UniqueId.Split('-')[1],
            ["ManufacturingDate"] = device.UniqueId.Split('-')[2].Insert(2, "-"),
            ["SerialNumber"] = device.Serial,
            ["PartNumber"] = s.Value("GetIdentity", "PartNumber") as string,
            ["ManufacturerID"] = s.Field("GetIdentity", "Manufacturer") is { Valid: true } manufacturer ? Hex(Swap((ushort)manufacturer.Number), 4) : null,
            ["ControllerRevisionID"] = s.Field("GetIdentity", "RevisionId") is { Valid: true } revision ? Hex((uint)revision.Number, 4) : null,
            ["MemoryCapacity"] = Bytes(s.Capacity.MemoryMode),
            ["AppDirectCapacity"] = Bytes(s.Configuration.PersistentMapped),
            ["InaccessibleCapacity"] = Bytes(s.Capacity.Inaccessible),
            ["PackageSparingCapable"] = s.Value("GetIdentity", "SkuFeatures") is string[] sku ? sku.Contains("PackageSparing") ? "1" : "0" : null,
            ["PackageSparingEnabled"] = s.Word("GetPackageSparing", "Enable", Switches),
            ["PackageSparesAvailable"] = s.Word("GetPackageSparing", "Supported", ("NoSparesAvailable", "0"), ("SparesAvailable", "1")),
            ["AveragePowerReportingTimeConstant"] = s.Number("GetOptionalConfiguration", "AveragePowerReportingTimeConstant", " ms"),
            ["ViralPolicy"] = s.Number("GetViralPolicy", "ViralPolicyEnable"),
            ["ViralState"] = s.Number("GetViralPolicy", "ViralStatus"),
            ["PeakPowerBudget"] = s.Number("GetPowerPolicy", "PeakPowerBudget", " mW"),
            ["AvgPowerLimit"] = s.Number("GetPowerPolicy", "AveragePowerLimit", " mW"),
            ["MemoryBandwidthBoostFeature"] = s.Field("GetPowerPolicy", "MemoryBandwidthBoostFeature") is { Value: not null } boost ? Hex((uint)boost.Number, 1) : null,
            ["MemoryBandwidthBoostMaxPowerLimit"] = s.Number("GetPowerPolicy", "MemoryBandwidthBoostMaxPowerLimit", " mW"),
            ["MemoryBandwidthBoostAveragePowerTimeConstant"] = s.Number("GetPowerPolicy", "MemoryBandwidthBoostAveragePowerTimeConstant", " ms"),
            ["MaxAveragePowerLimit"] = s.Number("GetCharacteristics", "MaxAveragePowerLimit", " mW"),
            ["MaxMemoryBandwidthBoostMaxPowerLimit"] = s.Number("GetCharacteristics", "MaxMemoryBandwidthBoostMaxPowerLimit", " mW"),
            ["MaxMemoryBandwidthBoostAveragePowerTimeConstant"] = s.Number("GetCharacteristics", "MaxMemoryBandwidthBoostAveragePowerTimeConstant", " ms"),
            ["MemoryBandwidthBoostAveragePowerTimeConstantStep"] = s.Number("GetCharacteristics", "MemoryBandwidthBoostAveragePowerTimeConstantStep", " ms"),
            ["MaxAveragePowerReportingTimeConstant"] = s.Number("GetCharacteristics", "MaxAveragePowerReportingTimeConstant", " ms"),
            ["AveragePowerReportingTimeConstantStep"] = s.Number("GetCharacteristics", "AveragePowerReportingTimeConstantStep", " ms"),
            ["AveragePower"] = s.Number("GetMemoryInfo", "DcpmmAveragePower", " mW", page4),
            ["Average12vPower"] = s.Number("GetMemoryInfo", "AveragePower12V", " mW", page4),
            ["Average1_2vPower"] = s.Number("GetMemoryInfo", "AveragePower1_2V", " mW", page4),
            ["LatchedLastShutdownStatus"] = Shutdown(s, "Latched"),
            ["UnlatchedLastShutdownStatus"] = Shutdown(s, "Unlatched"),
            ["ThermalThrottleLossPercent"] = s.Number("GetHealthLog", "ThermalThrottlePerformanceLossPercent"),
            ["LastShutdownTime"] = s.Field("GetHealthLog", "LastShutdownTime") is { Value: ulong seconds } ? Date(seconds, "ddd MMM dd HH:mm:ss 'UTC' yyyy") : null,
            ["ModesSupported"] = s.Value("GetIdentity", "SkuFeatures") is string[] modes
                ? Words(modes.Intersect(["MemoryMode", "AppDirect"]), "None", ("MemoryMode", "Memory Mode"), ("AppDirect", "App Direct")) : null,
            ["MasterPassphraseEnabled"] = s.Value("GetSecurityInfo", "SecurityStatus") is string[] security ? security.Contains("MasterPassphraseEnabled") ? "1" : "0" : null,
            ["SecurityCapabilities"] = s.Value("GetIdentity", "SkuFeatures") is string[] security2 ? security2.Contains("Encryption") ? "Encryption, Erase" : "None" : null,
            ["ConfigurationStatus"] = s.Configuration.Status is { } status ? Words([status], string.Empty, Configurations) : null,
            ["OverwriteStatus"] = Overwrite(s),
            ["ARSStatus"] = Scrub(s),
            ["AitDramEnabled"] = s.Word("GetHealthLog", "AitDramStatus", ("Disabled", "0"), ("Loaded", "1")),
            ["BootStatusRegister"] = s.Field("GetBootStatus", "Bsr") is { Value: ulong bsr } ? string.Create(CultureInfo.InvariantCulture, $"0x{bsr >> 32:x8}_{(uint)bsr:x8}") : null,
            ["LatchSystemShutdownState"] = s.Number("GetLatchSystemShutdownState", "LatchSystemShutdownState"),
            ["PreviousPowerCycleLatchSystemShutdownState"] = s.Number("GetLatchSystemShutdownState", "PreviousPowerCycleLatchSystemShutdownState"),
            ["ExtendedAdrEnabled"] = s.Number("GetExtendedAdr", "ExtendedAdrStatus"),
            ["PpcExtendedAdrEnabled"] = s.Number("GetExtendedAdr", "PreviousPowerCycleExtendedAdrStatus"),
            ["ErrorInjectionEnabled"] = Injected(s, "InjectionEnabled"),
            ["MediaTemperatureInjectionEnabled"] = Injected(s, "MediaTemperature"),
            ["SoftwareTriggersEnabled"] = Injected(s, "SoftwareTrigger"),
            ["SoftwareTriggersEnabledDetails"] = s.Value("GetMemoryInfo", "SoftwareTriggersEnabledDetails", page3) is string[] triggers
                ? Words(triggers, "None", ("PackageSpare", "Package Sparing"), ("Fatal", "Fatal Error"), ("PercentageRemaining", "Percentage Remaining"), ("DirtyShutdown", "Dirty Shutdown")) : null,
            ["PoisonErrorInjectionsCounter"] = s.Number("GetMemoryInfo", "PoisonInjections", "", page3),
            ["PoisonErrorClearCounter"] = s.Number("GetMemoryInfo", "PoisonClears", "", page3),
            ["MediaTemperatureInjectionsCounter"] = s.Number("GetMemoryInfo", "MediaTemperatureInjections", "", page3),
            ["SoftwareTriggersCounter"] = s.Number("GetMemoryInfo", "SoftwareTriggers", "", page3),
            ["MaxControllerTemperature"] = s.Degrees("GetHealthLog", "MaxControllerTemperature"),
            ["MaxMediaTemperature"] = s.Degrees("GetHealthLog", "MaxMediaTemperature"),
            ["FIPSModeStatus"] = s.Word("GetFipsMode", "FipsStatus", Fips),
        };
    }

    /// <summary>The effect log: effects by opcode.</summary>
    public static Dictionary<string, string?> Effects(OurSight s)
    {
        (string, string)[] language =
        [
            ("NoEffects", "NE"), ("SecurityStateChange", "SSC"), ("ConfigurationChangeAfterReboot", "DCC"), ("ImmediateConfigurationChange", "IDCC"), ("QuiesceAllIo", "QIO"),
            ("ImmediateDataChange", "IDDC"), ("TestMode", "TM"), ("DebugMode", "DM"), ("ImmediatePolicyChange", "IDPC"),
        ];
        var count = (int)s.Field("GetCommandEffectLog", "Count", ("LogAction", "Count"))!.Number;
        return Enumerable.Range(0, (count + 15) / 16)
            .SelectMany(i => (DsmFieldValue[][])s.Value("GetCommandEffectLog", "Entries", ("LogAction", "Entries"), ("EntryOffset", i * 16))!).Take(count).SelectMany((e, i) => new[]
            {
                ($"{i}.Opcode", (string?)Hex(Of(e, "CommandOpcode"), 2)), ($"{i}.SubOpcode", Hex(Of(e, "CommandSubOpcode"), 2)),
                ($"{i}.CEDescription", e.First(f => f.Name == "Effects").Value is string[] { Length: > 0 } words ? Words(words, string.Empty, language) : null),
            }).ToDictionary();

        static uint Of(DsmFieldValue[] entry, string name) => (uint)entry.First(f => f.Name == name).Number;
    }

    /// <summary>Who may send what.</summary>
    public static Dictionary<string, string?> Policies(OurSight s) => IpmctlRecording.OpcodesOfPolicy(s.Fis!.Value).ToDictionary(
        o => $"{Hex(o.Opcode, 2)}:{Hex(o.SubOpcode, 2)}.Restriction",
        o => s.Value("GetCommandAccessPolicy", "Restriction", ("CommandOpcode", o.Opcode), ("CommandSubOpcode", o.SubOpcode)) is string word
            ? Words([word], string.Empty, Restrictions) : null);

    public static Dictionary<string, string?> Errors(OurSight s, string log, string level) => s.Errors(log, level).SelectMany((e, i) => Error(e).Select(v => ($"{i}.{v.Name}", v.Value)))
        .ToDictionary(v => v.Item1, v => v.Value);

    public static Dictionary<string, string?> Counters(OurSight s) => ((string Name, int Page)[])
        [("MediaReads", 0), ("MediaWrites", 0), ("ReadRequests", 0), ("WriteRequests", 0), ("TotalMediaReads", 1), ("TotalMediaWrites", 1), ("TotalReadRequests", 1), ("TotalWriteRequests", 1)]
        is var all ? all.Select(c => (c.Name, Value: s.Value("GetMemoryInfo", c.Name, ("Page", c.Page)) is System.Numerics.BigInteger count
            ? "0x" + count.ToString("x32", CultureInfo.InvariantCulture)[^32..] : null)).Append(("DimmID", Hex(s.Device.Handle!.Value, 4))).ToDictionary(c => c.Item1, c => (string?)c.Item2) : [];

    /// <summary>The sensors, with their thresholds.</summary>
    public static Dictionary<string, string?> Sensors(OurSight s) => new()
    {
        ["Health.CurrentValue"] = Health(s),
        ["MediaTemperature.CurrentValue"] = s.Degrees("GetHealthLog", "MediaTemperature")?.Replace(" ", "", StringComparison.Ordinal),
        ["ControllerTemperature.CurrentValue"] = s.Degrees("GetHealthLog", "ControllerTemperature")?.Replace(" ", "", StringComparison.Ordinal),
        ["PercentageRemaining.CurrentValue"] = s.Number("GetHealthLog", "PercentageRemaining", "%"),
        ["LatchedDirtyShutdownCount.CurrentValue"] = s.Number("GetHealthLog", "LatchedDirtyShutdownCount"),
        ["UnlatchedDirtyShutdownCount.CurrentValue"] = s.Number("GetHealthLog", "UnlatchedDirtyShutdownCount"),
        ["PowerOnTime.CurrentValue"] = s.Number("GetHealthLog", "PowerOnTime", "s"),
        ["UpTime.CurrentValue"] = s.Number("GetHealthLog", "UpTime", "s"),
        ["PowerCycles.CurrentValue"] = s.Number("GetHealthLog", "PowerCycles"),
        ["FwErrorCount.CurrentValue"] = Text(new[] { "Media", "Thermal" }.SelectMany(t => new[] { "Low", "High" }, (t, l) => (Type: t, Level: l)).Sum(l => Held(s, l.Type, l.Level))),
    };

    /// <summary>The tables of platform config data; parts are records and the modules of interleave sets, in ipmctl's order: types 4, 5, 3.</summary>
    public static Dictionary<string, string?> Tables(ConfigurationData data)
    {
        var values = new Dictionary<string, string?>();
        foreach (var table in data.Tables.Where(t => t.Fields is not null))
        {
            var part = 0;
            Put(table.Fields!, ("CurrentSize", "CurrentConfDataSize"), ("CurrentStart", "CurrentConfStartOffset"), ("InputSize", "ConfInputDataSize"), ("InputStart", "ConfInputDataOffset"),
                ("OutputSize", "ConfOutputDataSize"), ("OutputStart", "ConfOutputDataOffset"), ("Sequence", "SequenceNumber"));
            foreach (var record in table.Records.Where(r => r is { Fields: not null, Type: 3 or 4 or 5 }).OrderBy(r => r.Type == 4 ? 0 : r.Type == 5 ? 1 : 2))
            {
                part++;
                string[] named = record.Type == 3 ? ["Type", "Length", "Vendor", "Guid"] : [.. record.Fields!.Select(f => f.Name).Except(["StatusCode", "FwResponseCode", "MemorySpare"])];
                var size = record.Find("Ways") is null ? "InterleaveSize" : "InterleaveFormat";
                Put([.. record.Fields!.Where(f => named.Contains(f.Name))], ("Vendor", "VendorID"), ("Guid", "GUID"), ("PmPartitionSize", "PartitionSize"), ("NumberOfModules", "NumOfDimmsInInterleaveSet"),
                    ("MemoryType", "InterleaveMemoryType"), ("ChannelInterleaveSize", size + "Channel"), ("ImcInterleaveSize", size + "Imc"), ("Ways", "InterleaveFormatWays"));
                if (record.Find("StatusCode") is { } code)
                {
                    values[$"{table.Name}.{part}.PartitionSizeChangeStatus"] = Hex(code.Number | (record.Find("FwResponseCode")!.Number << 8), 1);
                }

                foreach (var module in record.Parts)
                {
                    part++;
                    Put([.. module.Where(f => f.Name is not ("Socket" or "Die" or "Imc" or "Channel" or "Slot"))], ("Uid", "DimmUniqueIdentifer"), ("Manufacturer", "DimmManufacturerId"), ("Serial", "DimmSerialNumber"), ("PartNumber", "DimmPartNumber"));
                    if (module.Find("Slot") is { } slot)
                    {
                        values[$"{table.Name}.{part}.DimmLocation"] = Hex(module.Find("Socket")!.Number | module.Find("Die")!.Number << 8 | module.Find("Imc")!.Number << 16 | module.Find("Channel")!.Number << 24 | slot.Number << 32, 1);
                    }
                }
            }

            void Put(DsmFieldValue[] fields, params (string Ours, string Theirs)[] names)
            {
                foreach (var field in fields.Where(f => f.Field.Kind != DsmFieldKind.Reserved))
                {
                    values[$"{table.Name}.{part}.{Array.Find(names, n => n.Ours == field.Name).Theirs ?? field.Name}"] = field.Value switch
                    {
                        byte[] guid => new Guid(guid).ToString(),
                        string text when field.Field.Kind != DsmFieldKind.Enum => text.Trim(),
                        _ when field.Name == "Manufacturer" => Hex(Swap((ushort)field.Number), 1),
                        _ when field.Name == "Serial" => Hex(System.Buffers.Binary.BinaryPrimitives.ReverseEndianness((uint)field.Number), 1),
                        _ => Hex(field.Number, 1),
                    };
                }
            }
        }

        return values;
    }

    /// <summary>What the platform can do, by its table.</summary>
    public static Dictionary<string, string?> Capabilities(SimulatedKernel machine)
    {
        var found = PlatformCapabilityReader.Read(machine);
        var ras = (string[])CapabilityTable.Decode(File.ReadAllBytes(Path.Join(machine.SysfsRoot, "firmware/acpi/tables/PCAT")), []).Records.First(r => r.Type == 0).Find("Ras")!.Value!;
        return new()
        {
            ["PlatformConfigSupported"] = found.ConfigurableBySoftware == true ? "1" : "0",
            ["Alignment"] = Bytes(found.Interleaving!.Single(i => i.Mode == "AppDirect").Alignment),
            ["AllowedVolatileMode"] = found.AllowedVolatileMode,
            ["CurrentVolatileMode"] = found.CurrentVolatileMode,
            ["AllowedAppDirectMode"] = Words([found.CurrentPersistentMode!], string.Empty, ("AppDirect", "App Direct")),
            ["ModesSupported"] = Words(found.Modes!, string.Empty, ("AppDirect", "App Direct")),
            ["AppDirectMirrorSupported"] = ras.Contains("Mirror") ? "1" : "0",
            ["DimmSpareSupported"] = ras.Contains("Spare") ? "1" : "0",
            ["AppDirectMigrationSupported"] = ras.Contains("AppDirectMigration") ? "1" : "0",
        };
    }

    /// <summary>What all modules have together.</summary>
    public static Dictionary<string, string?> Resources(OurSight s) => new()
    {
        ["Volatile.PMemModule"] = Bytes(s.Configuration.VolatileMapped),
        ["AppDirect.PMemModule"] = Bytes(s.Configuration.PersistentMapped),
        ["AppDirect.Total"] = Bytes(s.Configuration.PersistentMapped),
        ["Inaccessible.PMemModule"] = Bytes(s.Capacity.Inaccessible),
        ["Physical.PMemModule"] = Bytes(s.Capacity.Total),
    };

    /// <summary>How many entries a log has, by its numbers.</summary>
    private static int Held(OurSight s, string type, string level)
    {
        (string, object)[] input = [("Type", type), ("Level", level), ("Info", "LogInfo")];
        var (newest, oldest) = (s.Field("GetErrorLog", "CurrentSequenceNum", input)!.Number, s.Field("GetErrorLog", "OldestSequenceNum", input)!.Number);
        return newest == 0 ? 0 : (int)((newest + 65535 - oldest) % 65535) + 1;
    }

    public static string Hex(ulong number, int digits) => "0x" + number.ToString("x" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    public static string? Bytes(ulong? size) => size is null ? null : Text(size) + " B";

    private static IEnumerable<(string Name, string? Value)> Error(NvdimmErrorLogEntry e)
    {
        yield return ("Error", e.Log);
        yield return ("SystemTimestamp", e.Time?.ToString("MM'/'dd'/'yyyy HH:mm:ss", CultureInfo.InvariantCulture));
        yield return ("SequenceNumber", Text(e.Sequence));
        if (e.Log == "Thermal")
        {
            yield return ("Temperature", Text(e.Temperature!));
            yield return ("Reported", Words([e.Type], string.Empty, ("UserAlarm", "User Alarm Trip")));
            yield return ("TemperatureType", e.Sensor + " Temperature");
            yield break;
        }

        ulong bits = (e.MediaAddress is null ? 0UL : 1) | (e.Address is null ? 0UL : 2) | (e.Flags.Contains("Interrupt") ? 4UL : 0) | (e.Flags.Contains("Viral") ? 16UL : 0);
        string[] flags = [.. e.MediaAddress is null ? [] : new[] { "PDA Valid" }, .. e.Address is null ? [] : new[] { "DPA Valid" }, .. e.Flags];
        yield return ("ErrorType", Coded(e.Type, "Uncorrectable", "DpaMismatch=DPA Mismatch", "AitError=AIT Error", "DataPathError=Data Path Error", "LockedOrIllegalAccess=Locked/Illegal Access",
            "PercentageRemainingAlarm=User Percentage Remaining Alarm Trip", "SmartHealthChange=Smart Health Status Change", "PersistentWriteEcc=Persistent Write ECC"));
        yield return ("TransactionType", e.Transaction is { } transaction ? Coded(transaction, "MemoryModeRead=2LM Read", "MemoryModeWrite=2LM Write", "PersistentRead=PM Read", "PersistentWrite=PM Write",
            "BlockWindowRead=BW Read", "BlockWindowWrite=BW Write", "AitRead=AIT Read", "AitWrite=AIT Write", "WearLevelMove=Wear Level Mode", "PatrolScrub=Patrol Scrub", "CsrRead=CSR Read", "CsrWrite=CSR Write",
            "AddressRangeScrub=Address Range Scrub", "Unavailable") : null);
        yield return ("ErrorFlags", $"{Hex(bits, 2)} - {string.Join(", ", flags)}".Trim());
        yield return ("DPA", e.Address is { } dpa ? Hex(dpa, 16) : null);
        yield return ("PDA", e.MediaAddress is { } pda ? Hex(pda, 16) : null);
        yield return ("Range", e.Length is { } length ? Text(length) + "B" : null);
    }

    /// <summary>A word with its number in front, in ipmctl's language.</summary>
    private static string Coded(string word, params string[] words)
    {
        var number = Array.FindIndex(words, w => w.Split('=')[0] == word);
        return number < 0 ? word : $"{Hex((ulong)number, 2)} - {words[number].Split('=')[^1]}";
    }

    private static string? OptIn(OurSight s, int code, params string[] words) =>
        s.Field("GetSecurityOptIn", "OptInValue", ("OptInCode", code)) is { Value: uint value } ? value < words.Length ? words[value] : Text(value) : null;

    /// <summary>ipmctl's conclusion, out of our fields.</summary>
    private static string? Scrub(OurSight s)
    {
        if (s.Field("GetAddressRangeScrub", "Enable") is not { Valid: true } enable)
        {
            return null;
        }

        var (start, end, current) = (Place("DpaStartAddress"), Place("DpaEndAddress"), Place("DpaCurrentAddress"));
        var runs = enable.Number != 0;
        return current == end && !runs ? "Completed" : start < current && current < end && !runs ? "Aborted" : current == 0 || current == start ? "Not started"
            : current > start && runs ? "In progress" : null;

        ulong Place(string name) => s.Field("GetAddressRangeScrub", name)!.Number;
    }

    private static string? LockState(OurSight s) => s.Value("GetSecurityInfo", "SecurityStatus") is not string[] words ? null
        : words.Contains("NotSupported") ? "Not Supported" : (words.Contains("Locked") ? "Locked" : words.Contains("Enabled") ? "Unlocked" : "Disabled")
            + (words.Contains("Frozen") ? ", Frozen" : string.Empty) + (words.Contains("UserCountExpired") ? ", Exceeded" : string.Empty)
            + (words.Contains("MasterCountExpired") ? ", MP Exceeded" : string.Empty);

    private static string? Health(OurSight s) => s.Words("GetHealthLog", "HealthStatus", "Healthy", ("NonCritical", "Noncritical failure"), ("Critical", "Critical failure"), ("Fatal", "Fatal failure"));

    private static string? Overwrite(OurSight s) => s.Refusal("GetLongOperationStatus", "OperationStatus") == "DataNotSet" ? "Not started"
        : s.Field("GetLongOperationStatus", "CmdOpcode") is { Valid: true, Number: 3 } && s.Field("GetLongOperationStatus", "CmdSubOpcode")!.Number == 1
            ? s.Word("GetLongOperationStatus", "OperationStatus", ("Running", "In progress")) : null;

    private static string? Injected(OurSight s, string word) => s.Value("GetMemoryInfo", "ErrorInjectStatus", ("Page", 3)) is string[] words ? words.Contains(word) ? "1" : "0" : null;

    private static string? Version(OurSight s, string name) => s.Value("GetIdentity", name) is string text && FisVersion.Parse(text) is { } fis
        ? string.Create(CultureInfo.InvariantCulture, $"{fis.Major:D2}.{fis.Minor:D2}") : null;

    private static string? Shutdown(OurSight s, string kind)
    {
        if (s.Value("GetHealthLog", kind + "LastShutdownDetails") is not string[] details || s.Value("GetHealthLog", kind + "LastShutdownExtendedDetails") is not string[] extended)
        {
            return null;
        }

        bool Whole(string flush) => Enumerable.Range(0, 4).All(i => extended.Contains($"{flush}{i}"));
        return Words([.. details, .. extended.Where(w => !w.Contains("Flush", StringComparison.Ordinal) || w == "WriteDataFlushComplete"),
            Whole("ExtendedAdrFlush") ? "Extended Flush Complete" : "Extended Flush Not Complete", Whole("SxExtendedFlush") ? "Sx Extended Flush Complete" : "Sx Extended Flush Not Complete"], string.Empty, Details);
    }

    private static string? Date(ulong seconds, string form) => seconds <= (ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds()
        ? DateTimeOffset.FromUnixTimeSeconds((long)seconds).ToString(form, CultureInfo.InvariantCulture) : null;

    /// <summary>sysfs shows the bytes in their order, ipmctl the number.</summary>
    private static string? Swapped(string? id) => id is null ? null : Hex(Swap(ushort.Parse(id[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)), 4);

    private static ushort Swap(ushort number) => System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(number);
}
