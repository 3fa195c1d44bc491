using System.Buffers.Binary;
using NvdimmPS.Dsm;
using NvdimmPS.Dsm.Vendor;
using NvdimmPS.Inventory;
using NvdimmPS.ModuleLogs;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Simulation;

/// <summary>The simulated module's own firmware, asked by the tables: what it answers, and that its settings are shown by their getters.</summary>
public sealed class SimulatedVendorCommandTests : IDisposable
{
    private const ulong Start = 256 << 20;

    /// <summary>What a command needs to be answered; the others take what stands in their tables.</summary>
    private static readonly Dictionary<string, (string, object?)[]> Inputs = new(StringComparer.Ordinal)
    {
        ["GetSecurityOptIn"] = [("OptInCode", "S3Resume")],
        ["FreezeLock"] = [],
        ["GetMemoryInfo"] = [("Page", 3)],
        ["GetCommandAccessPolicy"] = [("CommandOpcode", 5), ("CommandSubOpcode", 1)],
        ["SetPackageSparing"] = [("Enable", "No")],
        ["SetAddressRangeScrub"] = [("Enable", "Yes"), ("DpaStartAddress", Start), ("DpaEndAddress", Start + 4096)],
        ["SetOptionalConfiguration"] = [("AveragePowerReportingTimeConstant", 500)],
        ["SetPmonRegisters"] = [("Group", "B")],
        ["SetSystemTime"] = [("SystemTime", 1_700_000_000)],
        ["SetViralPolicy"] = [("ViralPolicyEnable", "Yes")],
        ["SetPlatformConfigData"] = [("Partition", "OemOs")],
        ["GetPlatformConfigData"] = [("Partition", "OemOs")],
        ["EnableInjection"] = [("Enable", "Yes")],
        ["InjectPoison"] = [("Enable", "Inject"), ("Memory", "AppDirect"), ("Dpa", Start)],
        ["InjectMediaTemperature"] = [("Enable", "Yes"), ("Temperature", 70.5)],
        ["SetSoftwareTriggers"] = [("Mask", "Fatal"), ("Fatal", 1)],
        ["WriteLargePayload"] = [("Data", new byte[] { 1 })],
        ["ReadLargePayload"] = [("Size", 16), ("Offset", 0)],
        ["SendExtended"] = [("CommandOpcode", 1), ("CommandSubOpcode", 0)],
    };

    private readonly Machine _machine = new();
    private readonly DsmCaller _caller;

    public SimulatedVendorCommandTests() => _caller = new DsmCaller(_machine.Kernel);

    public static TheoryData<string, string> Versions()
    {
        var data = new TheoryData<string, string>();
        foreach (var version in new[] { "1.4", "2.0", "2.3", "3.5" })
        {
            foreach (var command in VendorCommands.BuiltIn)
            {
                data.Add(command.Code, version);
            }
        }

        return data;
    }

    public void Dispose()
    {
        _caller.Dispose();
        _machine.Dispose();
    }

    /// <summary>Each is answered to the last byte that its table has, or refused: it is not published, or not in that version.</summary>
    [Theory]
    [MemberData(nameof(Versions))]
    public void Every_command_is_answered_or_refused_for_a_reason(string code, string version)
    {
        var (command, fis) = (VendorCommands.Find(code)!, FisVersion.Parse(version)!.Value);
        _machine.Dimm.State.FisVersion = (ushort)((fis.Major << 8) | fis.Minor);
        Prepare(command);
        if (WhyRefused(command, fis) is { } reason)
        {
            Assert.True("UnsupportedCommand" == Refused(command.Name, Inputs.GetValueOrDefault(command.Name, [])), reason);
            Assert.DoesNotContain(command.Word, Listed());
            return;
        }

        Assert.Contains(command.Word, Listed());
        var answer = Ask(command.Name, Inputs.GetValueOrDefault(command.Name, []));
        var answers = command.Name == "SendExtended" ? VendorCommands.Find(1, 0)! : command;
        var length = (int)BinaryPrimitives.ReadUInt32LittleEndian(answer.GetOutputBytes().AsSpan(4));
        Assert.Equal(answer.OutputBytes.Length, 8 + length);
        Assert.Equal(answers.Output is [], length == 0);
        Assert.DoesNotContain(answer.Fields, f => f.Field.Description?.Contains("layout is not", StringComparison.Ordinal) == true);
        Assert.All(answer.Fields, f => Assert.True(f.Valid || f.Offset + f.Field.Size <= answer.OutputBytes.Length, $"{f}"));
    }

    [Fact]
    public void Refusals_have_the_reasons_that_they_are_said_to_have() =>
        Assert.Equal(
            ["04:05", "05:02", "05:05", "06:05", "06:07", "07:02", "07:03", "07:05", "07:06", "07:07", "07:09", "07:CA", "08:FA", "09:00", "09:01", "09:03"],
            VendorCommands.BuiltIn.Where(c => WhyRefused(c, fis: null) is not null).Select(c => c.Code).Order(StringComparer.Ordinal));

    [Fact]
    public void Thresholds_are_those_of_the_functions()
    {
        Ask("SetAlarmThresholds", ("Enable", "MediaTemperature"), ("PercentageRemainingThreshold", 40), ("MediaTemperatureThreshold", 71.5), ("ControllerTemperatureThreshold", -2.25));
        Ask("GetAlarmThresholds").Says("Enable: MediaTemperature", "PercentageRemainingThreshold: 40 %", "MediaTemperatureThreshold: 71.5 °C", "ControllerTemperatureThreshold: -2.25 °C");
        Function("GetSmartThreshold").Says("AlarmControl: MediaTemperature", "SparesRemaining: 40 %", "MediaTemperature: 71.5 °C", "ControllerTemperature: -2.25 °C");
        Function("SetSmartThreshold", ("SparesRemaining", 30));
        Ask("GetAlarmThresholds").Says("Enable: PercentageRemaining", "PercentageRemainingThreshold: 30 %", "MediaTemperatureThreshold: 71.5 °C");
        Assert.Equal("InvalidParameter", Refused("SetAlarmThresholds", ("Enable", "PercentageRemaining"), ("PercentageRemainingThreshold", 100)));
        Ask("GetAlarmThresholds").Says("PercentageRemainingThreshold: 30 %");
    }

    [Fact]
    public void Settings_are_shown_by_their_getters()
    {
        Ask("GetPackageSparing").Says("Enable: On", "Supported: SparesAvailable");
        Ask("SetPackageSparing", ("Enable", "No"));
        Ask("GetPackageSparing").Says("Enable: Off");
        Ask("GetOptionalConfiguration").Says("AveragePowerReportingTimeConstant: 1000 ms");
        Ask("SetOptionalConfiguration", ("AveragePowerReportingTimeConstant", 12000));
        Ask("GetOptionalConfiguration").Says("AveragePowerReportingTimeConstant: 12000 ms");
        Assert.All(new[] { 0, 150, 12100 }, t => Assert.Equal("InvalidParameter", Refused("SetOptionalConfiguration", ("AveragePowerReportingTimeConstant", t))));
        Ask("SetViralPolicy", ("ViralPolicyEnable", "Yes"));
        Ask("GetViralPolicy").Says("ViralPolicyEnable: Yes", "ViralStatus: No");
        Ask("GetPersistentPartitionState").Says("State: Enabled, ViralPolicy");
        Ask("SetViralPolicy", ("ViralPolicyEnable", "No"));
        Ask("GetPersistentPartitionState").Says("State: Enabled");
        Assert.All(["SetPackageSparing", "SetViralPolicy", "EnableInjection", "SetPmonRegisters", "InjectMediaTemperature"],
            name => Assert.Equal("InvalidParameter", Raw(name, 2)));
    }

    [Fact]
    public void The_clock_goes_on_from_what_was_set_until_the_next_boot()
    {
        var before = Ask("GetSystemTime").Field("SystemTime").Number;
        Ask("SetSystemTime", ("SystemTime", 1_000_000));
        _machine.Time.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal(1_000_007u, Ask("GetSystemTime").Field("SystemTime").Number);
        _machine.Dimm.PowerLoss();
        Assert.Equal(before + 7, Ask("GetSystemTime").Field("SystemTime").Number);
    }

    [Fact]
    public void Performance_monitors_count_what_is_asked_for()
    {
        _machine.Dimm.ErrorLog!.AddAccesses(10, 20, 30, 40);
        var all = Ask("GetPmonRegisters");
        all.Says("SmartDataMask: Both", "GroupEnabled: None");
        Assert.Equal([30UL, 40, 10, 20], new[] { "DdrtReads", "DdrtWrites", "MediaReads", "MediaWrites" }.Select(n => all.Field(n).Number));
        var media = Ask("GetPmonRegisters", ("SmartDataMask", "Media"));
        Assert.Equal((false, 10UL), (media.Field("DdrtReads").Valid, media.Field("MediaReads").Number));
        Ask("SetPmonRegisters", ("Group", "C"));
        Ask("GetPmonRegisters").Says("GroupEnabled: C");
        _machine.Dimm.PowerLoss();
        Ask("GetPmonRegisters").Says("GroupEnabled: None");
    }

    [Fact]
    public void A_scrub_runs_ends_and_can_be_stopped()
    {
        Assert.Equal("DataNotSet", Refused("GetLongOperationStatus"));
        Scrub(Start, Start + 1000);
        Assert.Equal("DeviceBusy", Refused("SetAddressRangeScrub", ("Enable", "Yes"), ("DpaStartAddress", Start), ("DpaEndAddress", Start + 1000)));
        Assert.Equal("DeviceBusy", Refused("OverwriteDimm"));
        _machine.Time.Advance(TimeSpan.FromSeconds(2));
        Ask("GetAddressRangeScrub").Says("Enable: InProgress", $"DpaStartAddress: {Start} bytes", $"DpaEndAddress: {Start + 1000} bytes", $"DpaCurrentAddress: {Start + 400} bytes");
        Ask("GetLongOperationStatus").Says("CmdOpcode: 5", "CmdSubOpcode: 4", "Percent: 40 %", "EstimatedTimeLeft: 3", "OperationStatus: Running");
        _machine.Time.Advance(TimeSpan.FromSeconds(3));
        Ask("GetAddressRangeScrub").Says("Enable: Idle", $"DpaCurrentAddress: {Start + 1000} bytes");
        Ask("GetLongOperationStatus").Says("Percent: 100 %", "OperationStatus: Completed");
        Ask("SetAddressRangeScrub", ("Enable", "No"));
        Ask("GetLongOperationStatus").Says("OperationStatus: Completed");

        Scrub(Start, Start + 1000);
        _machine.Time.Advance(TimeSpan.FromSeconds(1));
        Ask("SetAddressRangeScrub", ("Enable", "No"));
        _machine.Time.Advance(TimeSpan.FromSeconds(9));
        Ask("GetAddressRangeScrub").Says("Enable: Idle", $"DpaCurrentAddress: {Start + 200} bytes");
        Ask("GetLongOperationStatus").Says("Percent: 20 %", "OperationStatus: Aborted");

        foreach (var (from, to) in new[] { (Start, Start), (Start - 1, Start + 1), (Start, ulong.MaxValue) })
        {
            Assert.Equal("InvalidParameter", Refused("SetAddressRangeScrub", ("Enable", "Yes"), ("DpaStartAddress", from), ("DpaEndAddress", to)));
        }

        _machine.Dimm.PowerLoss();
        Assert.Equal("DataNotSet", Refused("GetLongOperationStatus"));
    }

    /// <summary>Its passphrases are those of the DSM functions, and an overwrite by either is the module's long operation.</summary>
    [Fact]
    public void Security_is_that_of_the_functions()
    {
        _machine.DisableRegions();
        var (zero, user, other) = (new byte[32], Enumerable.Repeat((byte)7, 32).ToArray(), Enumerable.Repeat((byte)9, 32).ToArray());
        Ask("SetPassphrase", ("CurrentPassphrase", zero), ("NewPassphrase", user));
        Function("GetSecurityState").Says("SecurityState: Enabled");
        _machine.Dimm.Locked = true;
        Ask("GetSecurityInfo").Says("SecurityStatus: Enabled, Locked, MasterPassphraseEnabled");
        Assert.Equal("InvalidSecurityState", Refused("DisablePassphrase", ("CurrentPassphrase", user)));
        Assert.Equal("InvalidSecurityState", Refused("GetDebugLog", ("LogAction", "Media")));
        Assert.Equal("IncorrectPassphrase", Refused("UnlockUnit", ("CurrentPassphrase", other)));
        Ask("UnlockUnit", ("CurrentPassphrase", user));
        Ask("SetMasterPassphrase", ("CurrentPassphrase", zero), ("PassphraseType", "Master"), ("NewPassphrase", other));
        Ask("SecureEraseUnit", ("CurrentPassphrase", other), ("PassphraseType", "Master"));
        Ask("GetSecurityInfo").Says("SecurityStatus: MasterPassphraseEnabled");
        Assert.Equal("InvalidParameter", Refused("SetPassphrase", ("CurrentPassphrase", zero), ("PassphraseType", "Master"), ("NewPassphrase", user)));
        Ask("OverwriteDimm", ("CurrentPassphrase", zero));
        Ask("GetLongOperationStatus").Says("CmdOpcode: 3", "CmdSubOpcode: 1", "OperationStatus: Running");
        _machine.Time.Advance(TimeSpan.FromSeconds(6));
        Ask("GetLongOperationStatus").Says("Percent: 100 %", "OperationStatus: Completed");
        Assert.Equal(SimulatedSecurity.Disabled, _machine.Dimm.Security);
        Ask("SetPassphrase", ("CurrentPassphrase", zero), ("NewPassphrase", user));
        Ask("FreezeLock");
        Ask("GetSecurityInfo").Says("SecurityStatus: Enabled, Frozen, MasterPassphraseEnabled");
        Ask("SendExtended", ("CommandOpcode", 2), ("CommandSubOpcode", 0)).Says("SecurityStatus: Enabled, Frozen, MasterPassphraseEnabled");
    }

    [Fact]
    public void Injection_is_that_of_the_functions()
    {
        Ask("InjectMediaTemperature", ("Enable", "Yes"), ("Temperature", 91.5));
        Function("GetSmart").Says("MediaTemperature: 91.5 °C");
        Ask("SetSoftwareTriggers", ("Mask", new[] { "PackageSpare", "Fatal", "PercentageRemaining", "DirtyShutdown" }), ("PackageSpare", 1), ("Fatal", 1), ("Percentage", 1 | (17 << 1)), ("DirtyShutdown", 1));
        Function("GetSmart").Says("HealthState: Fatal", "SparesRemaining: 17 %", "LastShutdownStatus: Dirty");
        Ask("GetPackageSparing").Says("Supported: NoSparesAvailable");
        Ask("GetMemoryInfo", ("Page", 3)).Says("ErrorInjectStatus: InjectionEnabled, MediaTemperature, SoftwareTrigger", "MediaTemperatureInjections: 1", "SoftwareTriggers: 4",
            "SoftwareTriggersEnabledDetails: PackageSpare, Fatal, PercentageRemaining, DirtyShutdown");
        Ask("SetSoftwareTriggers", ("Mask", "Fatal"));
        Ask("GetMemoryInfo", ("Page", 3)).Says("SoftwareTriggersEnabledDetails: PackageSpare, PercentageRemaining, DirtyShutdown", "SoftwareTriggers: 4");
        Assert.Equal("InvalidParameter", Refused("SetSoftwareTriggers", ("Mask", "PercentageRemaining"), ("Percentage", 1 | (100 << 1))));
        Ask("EnableInjection", ("Enable", "No"));
        Assert.False(_machine.Dimm.ErrorInjectionEnabled);
        Function("GetSmart").Says("HealthState: Normal");
        Ask("GetMemoryInfo", ("Page", 3)).Says("ErrorInjectStatus: none", "SoftwareTriggersEnabledDetails: none");
        Assert.All(["InjectPoison", "InjectMediaTemperature", "SetSoftwareTriggers"], name => Assert.Equal("InjectionNotEnabled", Refused(name, Inputs[name])));
        Ask("EnableInjection", ("Enable", "Yes"));
        Assert.True(_machine.Dimm.ErrorInjectionEnabled);
    }

    /// <summary>A block is poisoned where the bus finds it: what it translates to is the address that was given.</summary>
    [Theory]
    [InlineData("nmem0", 0x1000_0000)]
    [InlineData("nmem1", 0x1000_1F00)]
    [InlineData("nmem1", 0x1234_5600)]
    public void Poison_is_found_by_the_bus(string dimm, ulong address)
    {
        var bus = _machine.Kernel.Buses[0];
        Ask(dimm, "InjectPoison", ("Enable", "Inject"), ("Memory", "AppDirect"), ("Dpa", address));
        var (start, length) = Assert.Single(bus.MemoryErrors.All);
        Assert.Equal(256UL, length);
        var translated = _caller.Invoke(NvdimmMachine.Target(new NvdimmMachine(_machine.Kernel).GetBus("ndbus0")), Call(DsmFamilies.Find(NvdimmPS.Abi.NdNodeKind.Bus, "Nfit")!, "TranslateSpa", ("Address", start)));
        var devices = ((DsmFieldValue[][])translated.Field("Devices").Value!)[0];
        Assert.Equal((_machine.Kernel.Dimm(dimm).Handle, address), ((uint)devices.Single(f => f.Name == "Handle").Number, devices.Single(f => f.Name == "DimmPhysicalAddress").Number));
        Ask(dimm, "GetMemoryInfo", ("Page", 3)).Says("PoisonInjections: 1", "PoisonClears: 0");
        Ask(dimm, "InjectPoison", ("Enable", "Clear"), ("Memory", "PatrolScrub"), ("Dpa", address));
        Assert.Empty(bus.MemoryErrors.All);
        Ask(dimm, "GetMemoryInfo", ("Page", 3)).Says("PoisonInjections: 1", "PoisonClears: 1");
        Assert.Equal("InvalidAlignment", Refused(dimm, "InjectPoison", ("Enable", "Inject"), ("Memory", "AppDirect"), ("Dpa", address + 64)));
        Assert.Equal("InvalidParameter", Refused(dimm, "InjectPoison", ("Enable", "Inject"), ("Memory", "MemoryMode"), ("Dpa", address)));
        Assert.Equal("InvalidParameter", Refused(dimm, "InjectPoison", ("Enable", "Inject"), ("Memory", "AppDirect"), ("Dpa", 0UL)));
    }

    [Fact]
    public void The_debug_log_comes_in_pieces_and_by_the_large_payload()
    {
        Ask("GetDebugLog", ("LogAction", "Size")).Says("LogSize: 1 MiB");
        byte[] Piece(int page) => (byte[])Ask("GetDebugLog", ("LogAction", "Sram"), ("LogPageOffset", page)).Field("LogData").Value!;
        var pieces = Enumerable.Range(0, 16).SelectMany(Piece).ToArray();
        Assert.Equal("InvalidParameter", Refused("GetDebugLog", ("LogAction", "Sram"), ("LogPageOffset", 16)));
        Ask("GetDebugLog", ("LogAction", "Sram"), ("PayloadType", "Large"));
        var large = (byte[])Ask("ReadLargePayload", ("Size", 3072), ("Offset", 0)).Field("Data").Value!;
        Assert.Equal([.. pieces, .. new byte[1024]], large);
        Assert.Equal(512, pieces.Chunk(4).Select(b => BitConverter.ToUInt32(b)).Distinct().Count());
        Ask("GetDebugLog", ("LogAction", "Media"), ("LogPageOffset", 8191));
        Assert.Equal("InvalidParameter", Refused("GetDebugLog", ("LogAction", "Media"), ("LogPageOffset", 8192)));
        Assert.Equal("InvalidParameter", Refused("GetDebugLog", ("LogAction", "Media"), ("LogPageOffset", 1), ("PayloadType", "Large")));
    }

    [Fact]
    public void A_format_wipes_labels_and_the_platforms_tables()
    {
        Assert.Contains(_machine.Dimm.State.PlatformData, b => b != 0);
        _machine.Dimm.State.Labels[70000] = 1;
        Ask("CustomerFormat");
        Assert.Equal(new byte[128], Ask("GetPlatformConfigData", ("Partition", "OemOs")).Field("Data").Value);
        Assert.Equal(new byte[_machine.Dimm.State.Labels.Length], _machine.Dimm.State.Labels);
        Assert.Equal(0u, Ask("GetPlatformConfigData", ("Partition", "Labels"), ("Offset", 70000 / 128 * 128)).Field("Data").Value is byte[] data ? data.Max() : 1u);
    }

    /// <summary>The command within is answered as it would be alone; one that carries itself is refused, as is a way that is reserved.</summary>
    [Fact]
    public void The_carrier_answers_as_the_command_that_it_carries()
    {
        Assert.Equal(Ask("GetCharacteristics").GetOutputBytes(), Ask("SendExtended", ("CommandOpcode", 1), ("CommandSubOpcode", 1), ("Transport", "Smbus")).GetOutputBytes());
        Ask("SendExtended", ("CommandOpcode", 8), ("CommandSubOpcode", 3), ("Payload", new byte[] { 3 }.Concat(new byte[127]).ToArray())).Says("ErrorInjectStatus: InjectionEnabled");
        Ask("SendExtended", ("CommandOpcode", 7), ("CommandSubOpcode", 0x0A), ("Payload", new byte[] { 1 }.Concat(new byte[127]).ToArray()));
        Ask("GetViralPolicy").Says("ViralPolicyEnable: Yes");
        Assert.Equal("UnsupportedCommand", Refused("SendExtended", ("CommandOpcode", 4), ("CommandSubOpcode", 5)));
        Assert.Equal("InvalidParameter", Refused("SendExtended", ("CommandOpcode", 0xFD), ("CommandSubOpcode", 5)));
        Assert.Equal("InvalidParameter", Raw("SendExtended", 1, 0, 2));
    }

    /// <summary>By the log alone: reads have no effects, and of the others the gravest of the table is said.</summary>
    [Fact]
    public void The_effect_log_is_as_grave_as_the_tables()
    {
        foreach (var (word, effects) in Effects().Where(e => VendorCommands.Find(e.Word) is not null))
        {
            var command = VendorCommands.Find(word)!;
            string[] expected = command.Danger switch
            {
                _ when VendorCommands.Wraps(command) => [],
                DsmDanger.Read => ["NoEffects"],
                _ when command.Name == "WriteLargePayload" => ["NoEffects"],
                _ when command.Name is "SetPassphrase" or "SecureEraseUnit" or "OverwriteDimm" => ["SecurityStateChange", "ImmediateDataChange"],
                _ when command.IsSensitive => ["SecurityStateChange"],
                _ when command.Name == "InjectPoison" => ["ImmediateDataChange", "TestMode"],
                _ when command.Opcode == 0x0A => ["TestMode"],
                DsmDanger.Destructive => ["ImmediateDataChange"],
                _ => ["ImmediateConfigurationChange"],
            };
            Assert.Equal((command.ToString(), string.Join(' ', expected)), (command.ToString(), string.Join(' ', effects)));
        }
    }

    private static string? WhyRefused(VendorCommand command, FisVersion? fis) => command switch
    {
        { Input: null } => "what it takes is not published",
        { Code: "09:00" } => "which of its packets carry data is not published; functions 12 to 16 update the firmware",
        { Fis: { } range } when !range.Has(fis) => $"{range}",
        _ => null,
    };

    /// <summary>Brings the module where the command is possible.</summary>
    private void Prepare(VendorCommand command)
    {
        switch (command.Name)
        {
            case "UnlockUnit" or "DisablePassphrase" or "FreezeLock":
                _machine.DisableRegions();
                Ask("SetPassphrase");
                _machine.Dimm.Locked = command.Name == "UnlockUnit";
                break;
            case "OverwriteDimm" or "SecureEraseUnit" or "SetPassphrase" or "SetMasterPassphrase":
                _machine.DisableRegions();
                break;
            case "GetLongOperationStatus":
                Scrub(Start, Start + 4096);
                break;
        }
    }

    private void Scrub(ulong from, ulong to) => Ask("SetAddressRangeScrub", ("Enable", "Yes"), ("DpaStartAddress", from), ("DpaEndAddress", to));

    private IEnumerable<(uint Word, string[] Effects)> Effects() =>
        ((DsmFieldValue[][])Function("GetCommandEffectLog").Field("Entries").Value!).Select(e => ((uint)e[0].Number, (string[])e[1].Value!));

    private IEnumerable<uint> Listed() => Effects().Select(e => e.Word);

    private DsmResult Ask(string command, params (string Name, object? Value)[] values) => Ask("nmem0", command, values);

    private DsmResult Ask(string dimm, string command, params (string Name, object? Value)[] values)
    {
        var known = VendorCommands.Own(command);
        return Send(dimm, known, DsmEncoder.EncodeInput(VendorFunctions.Payload(known), values.ToDictionary(v => v.Name, v => v.Value)));
    }

    private DsmResult Send(string dimm, VendorCommand command, byte[] payload)
    {
        var target = ModuleCaller.Target(new NvdimmMachine(_machine.Kernel).GetDevice(dimm));
        return _caller.Invoke(target, new DsmCall(VendorFunctions.Of(command, payload, ModuleCaller.FisVersion(_caller, target)), VendorFunctions.Wrap(command, payload))
        {
            OutputSize = VendorFunctions.OutputSize(command),
        });
    }

    private string Refused(string command, params (string Name, object? Value)[] values) => Refused("nmem0", command, values);

    private string Refused(string dimm, string command, params (string Name, object? Value)[] values) =>
        Assert.Throws<DsmStatusException>(() => Ask(dimm, command, values)).Status;

    /// <summary>The module's word for a payload that begins with these bytes.</summary>
    private string Raw(string command, params byte[] start)
    {
        var known = VendorCommands.Own(command);
        var payload = new byte[VendorFunctions.Payload(known).Input!.FixedSize];
        start.CopyTo(payload, 0);
        return Assert.Throws<DsmStatusException>(() => Send("nmem0", known, payload)).Status;
    }

    private DsmResult Function(string name, params (string Name, object? Value)[] values) =>
        _caller.Invoke(NvdimmMachine.Target(new NvdimmMachine(_machine.Kernel).GetDevice("nmem0")), Call(DsmFamilies.Intel, name, values));

    private static DsmCall Call(DsmFamily family, string name, params (string Name, object? Value)[] values)
    {
        var function = family.Functions.Single(f => f.Name == name);
        return new DsmCall(function, DsmInput.FromArguments(function, values.ToDictionary(v => v.Name, v => v.Value)));
    }
}
