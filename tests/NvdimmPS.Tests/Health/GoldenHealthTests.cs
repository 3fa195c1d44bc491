using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Health;

namespace NvdimmPS.Tests.Health;

/// <summary>Golden answers of each family, and what they say of the DIMM: status, the family's own word, causes.</summary>
public sealed class GoldenHealthTests
{
    private const string WornOut = "NvmLifetimeError, NoEnergySourcePresent, EnergySourcePolicyNotSet, EnergySourceHardwareFailure, EnergySourceHealthAssessmentError";
    private const string Everything =
        "NV1008 NV1005 NV1022 NV1024 NV1011 NV1012 NV1014 NV1015 NV1020 NV1030 NV1031 NV1034 NV1035 NV1002 NV1001 NV1004 NV1021 NV1023 NV1032 NV1039";

    public static readonly (string Family, string File, string Reply, string Expected)[] Cases =
    [
        ("intel", "intel-01-GetSmart", "real kernel: nfit_test nmem1,", "Warning NonCritical [NV1006 NV1001 NV1002]"),
        ("intel", "intel-01-GetSmart", "real kernel: nfit_test nmem0 after a fatal", "Unhealthy Fatal [NV1008 NV1001 NV1002 NV1010]"),
        ("intel", "intel-01-GetSmart", "V1.6 generation, every", "Unhealthy Critical [NV1007 NV1001 NV1003 NV1010]"),
        ("intel", "intel-01-GetSmart", "V1.6 generation, negative", "Unknown - [NV1095]"),
        ("intel", "intel-01-GetSmart", "V1.8 and later (0xefb", "Unhealthy NonCritical [NV1036 NV1038 NV1006 NV1004 NV1037 NV1001]"),
        ("intel", "intel-01-GetSmart", "V1.8 and later: health status reason", "Unhealthy Critical [NV1007 NV1005 NV1038 NV1033]"),
        ("intel", "intel-01-GetSmart", "every bit of the health status reason", "Unhealthy - [NV1005 NV1036 NV1038 NV1007 NV1004 NV1037 NV1033 NV1095]"),
        ("intel", "intel-01-GetSmart", "V1.8 and later: no reason", "Healthy Normal []"),
        ("intel", "intel-01-GetSmart", "all valid bits clear: nothing", "Unknown - [NV1095]"),
        ("intel", "intel-01-GetSmart", "reserved validity bits", "Unknown Unknown (0x03) [NV1094]"),
        ("intel", "intel-01-GetSmart", "health byte 0x80", "Warning Unknown (0x80) [NV1001 NV1002 NV1003 NV1010 NV1094]"),
        ("intel", "intel-01-GetSmart", "function not supported", "Unknown - [NV1091]"),
        ("intel", "intel-01-GetSmart", "hardware error; the rest", "Unknown - [NV1092]"),
        ("intel", "intel-01-GetSmart", "retry suggested", "Unknown - [NV1092]"),
        ("intel", "intel-01-GetSmart", "all ones", "Unknown - [NV1092]"),
        ("intel", "intel-01-GetSmart", "no bytes at all", "Unknown - [NV1093]"),
        ("intel", "intel-01-GetSmart", "success, 131 of 132 bytes", "Unknown - [NV1093]"),
        ("intel", "intel-02-GetSmartThreshold", "success, 11 of 12 bytes", "Healthy Normal []"),
        ("hpe1", "hpe1-01-GetSmart", "all of 0.84 valid: healthy", "Healthy Normal []"),
        ("hpe1", "hpe1-01-GetSmart", "nothing valid", "Unknown - [NV1095]"),
        ("hpe1", "hpe1-01-GetSmart", "all of 0.84 valid and -1", $"Unhealthy Fatal [{Everything}]"),
        ("hpe1", "hpe1-01-GetSmart", "critical, -10.5", "Unhealthy Critical [NV1007 NV1005 NV1022 NV1024 NV1020 NV1031 NV1002 NV1001 NV1004 NV1021 NV1023 NV1010]"),
        ("hpe1", "hpe1-01-GetSmart", "two bits of the summary", "Unhealthy Critical [NV1007]"),
        ("hpe1", "hpe1-01-GetSmart", "not implemented", "Unknown - [NV1091]"),
        ("hpe1", "hpe1-01-GetSmart", "operation failed, all 128 bytes", "Unknown - [NV1092]"),
        ("hpe2", "hpe2-01-GetSmart", "version 1.0, no vendor data", "Healthy Normal []"),
        ("hpe2", "hpe2-01-GetSmart", "nine valid and -1", $"Unhealthy Fatal [{Everything}]"),
        ("hpe2", "hpe2-01-GetSmart", "critical, -10.5", "Unhealthy Critical [NV1007 NV1005 NV1011 NV1020 NV1002 NV1001 NV1004 NV1010]"),
        ("hpe2", "hpe2-01-GetSmart", "65535 vendor bytes", "Unknown - [NV1093]"),
        ("hyperv", "hyperv-01-GetHealthInformation", "healthy", "Healthy Normal []"),
        ("hyperv", "hyperv-01-GetHealthInformation", "bits 0, 2 and 5", "Unhealthy Fatal [NV1008 NV1007 NV1006]"),
        ("hyperv", "hyperv-01-GetHealthInformation", "the highest bit", "Unhealthy Critical [NV1007]"),
        ("hyperv", "hyperv-01-GetHealthInformation", "success, 7 of 8", "Unknown - [NV1093]"),
        ("hyperv", "hyperv-02-GetUnsafeShutdownCount", "success, 7 of 8", "Healthy Normal []"),
        ("msft", "msft-11-GetNvdimmNHealth", "healthy", "Healthy Normal []"),
        ("msft", "msft-11-GetNvdimmNHealth", "worn out", $"Unhealthy {WornOut} [NV1005 NV1020 NV1015 NV1022 NV1024 NV1031 NV1004 NV1021 NV1023 NV1032]"),
        ("msft", "msft-11-GetNvdimmNHealth", "invalid input", "Unknown - [NV1092]"),
        ("msft", "msft-12-GetEnergySourceHealth", "the platform has no energy source", "Healthy Normal []"),
        ("msft", "msft-04-GetLastBackupInfo", "every defined bit", "Unhealthy Normal [NV1011]"),
        ("papr", "papr-01-GetHealth", "healthy", "Healthy Normal []"),
        ("papr", "papr-01-GetHealth", "everything bad", "Unhealthy Fatal [NV1008 NV1015 NV1012 NV1010 NV1040]"),
        ("papr", "papr-01-GetHealth", "any non-zero byte counts", "Unhealthy Critical [NV1007 NV1015 NV1012 NV1010]"),
        ("papr", "papr-01-GetHealth", "unhealthy, gauge 0 %", "Warning NonCritical [NV1006]"),
        ("papr", "papr-01-GetHealth", "busy", "Unknown - [NV1092]"),
    ];

    public static IEnumerable<TheoryDataRow<string, string, string, string>> Rows => Cases.Select(c => new TheoryDataRow<string, string, string, string>(c.Family, c.File, c.Reply, c.Expected));

    [Theory]
    [MemberData(nameof(Rows))]
    public void An_answer_says(string family, string file, string reply, string expected)
    {
        using var machine = new HealthMachine("1x1:" + family);
        machine.Answers[uint.Parse(file.Split('-')[1])] = HealthMachine.Golden(file, reply);
        Assert.Equal(expected, Says(machine.Read()));
    }

    [Theory]
    [InlineData("NV1001", "although they are above their threshold", 75, 5)]
    [InlineData("NV1001", "below their threshold", 5, 5)]
    [InlineData("NV1002", "although they are cooler than their threshold", 23, 40)]
    [InlineData("NV1002", "hotter than their threshold", 40, 40)]
    [InlineData("NV1003", "although it is cooler than its threshold", 23, 40)]
    [InlineData("NV1003", "hotter than its threshold", 41, 40)]
    [InlineData("NV1004", "although more of it is left than the threshold", 21, 20)]
    [InlineData("NV1004", "almost used", 19, 20)]
    public void An_alarm_that_its_own_numbers_contradict_says_so(string id, string meaning, int value, int threshold)
    {
        var cause = HealthCauses.All.Single(c => c.Id == id);
        var reading = new HealthReading { IsReported = true };
        reading.Set(cause.Evidence[0], value);
        reading.Add(cause);
        Assert.Equal(cause.Meaning, Meaning());
        reading.Set(cause.Evidence[1], threshold);
        Assert.EndsWith(meaning, Meaning());
        Assert.Equal(meaning.StartsWith("although", StringComparison.Ordinal), Meaning().StartsWith("the module reports the alarm of", StringComparison.Ordinal));

        string Meaning() => Assert.Single(reading.ToHealth(new NvdimmDevice { Name = "nmem0", Source = "Device" }, Some.Time).Causes).Meaning;
    }

    [Fact]
    public void The_numbers_are_the_answers()
    {
        using var machine = new HealthMachine("1x1");
        machine.Answers[1] = HealthMachine.Golden("intel-01-GetSmart", "V1.6 generation, every");
        machine.Answers[2] = HealthMachine.Golden("intel-02-GetSmartThreshold", "all alarms, negative");
        var health = machine.Read();
        Assert.Equal((-21.25, 0.5, 31, 64, 36, 4294967295UL), (health.MediaTemperature, health.ControllerTemperature, health.SparesRemaining, health.PercentageUsed, health.LifeRemaining, health.DirtyShutdownCount));
        Assert.Equal((-10.5, 49.5625, 1), (health.MediaTemperatureThreshold, health.ControllerTemperatureThreshold, health.SparesThreshold));
        Assert.Equal(("Dirty", "Unlatched", true), (health.LastShutdown, health.ShutdownLatch, health.Armed));
        Assert.Equal(["SparesRemaining", "ControllerTemperature"], health.AlarmsTripped!);
        Assert.Equal(["InternalFailure", "MediaRemainingSpareBlock", "ExcessiveTemperature", "LostData"], health.Reason);
    }

    [Fact]
    public void An_energy_backed_DIMM_tells_of_its_saves_and_its_source()
    {
        using var machine = new HealthMachine("1x1:hpe2");
        machine.Answers[1] = HealthMachine.Golden("hpe2-01-GetSmart", "critical, -10.5");
        var health = machine.Read();
        Assert.Equal(("Failed", "Succeeded", "Succeeded", "Succeeded", "Failed"), (health.LastSave, health.LastRestore, health.LastErase, health.LastArm, health.EnergySource));
        Assert.Equal("Dirty", health.LastShutdown);
        machine.Answers[1] = HealthMachine.Golden("hpe2-01-GetSmart", "version 1.0");
        Assert.Equal(("Good", 97, 31.25), (machine.Read().EnergySource, machine.Read().EnergySourceLifetime, machine.Read().EnergySourceTemperature));
    }

    /// <summary>Module health (2 bytes), temperature (2), errors, warnings, lifetime, both counts.</summary>
    [Theory]
    [InlineData("0100 2300 00 00 62 00 00", "Unhealthy VoltageRegulatorFailed [NV1030]")]
    [InlineData("0001 2300 00 00 62 00 00", "Unhealthy NotEnoughEnergyForSave [NV1025]")]
    [InlineData("0002 2300 00 00 62 00 00", "Unhealthy InvalidFirmwareError [NV1035]")]
    [InlineData("0004 2300 00 00 62 00 00", "Unhealthy ConfigurationDataError [NV1034]")]
    [InlineData("0080 2300 00 00 62 00 00", "Unknown Bit15 [NV1094]")]
    [InlineData("0000 2300 04 00 62 00 00", "Unhealthy ErrorThreshold [NV1024]")]
    [InlineData("0000 2300 00 02 62 00 00", "Warning WarningThreshold [NV1021]")]
    [InlineData("0000 2300 00 00 00 00 00", "Unhealthy Normal [NV1005]")]
    [InlineData("0000 2300 00 00 62 01 00", "Unhealthy Normal [NV1031]")]
    [InlineData("0000 2300 00 00 62 00 01", "Warning Normal [NV1032]")]
    public void Microsofts_bits_have_causes(string bytes, string expected)
    {
        using var machine = new HealthMachine("1x1:msft");
        machine.Answers[11] = Msft(bytes);
        Assert.Equal(expected, Says(machine.Read()));
    }

    [Fact]
    public void A_temperature_that_was_not_measured_is_none()
    {
        using var machine = new HealthMachine("1x1:msft");
        machine.Answers[11] = Msft("0000 FF00 00 00 62 00 00");
        var health = machine.Read();
        Assert.Null(health.MediaTemperature);
        Assert.Contains("do not measure", health.Unavailable[nameof(NvdimmHealth.MediaTemperature)], StringComparison.Ordinal);
        Assert.Equal("Healthy", health.HealthStatus);
        machine.Answers[11] = Msft("0000 FE00 00 00 62 00 00");
        Assert.Equal(254, machine.Read().MediaTemperature);
    }

    [Fact]
    public void Life_that_cannot_be_left_is_not_known_and_used_up_twice_is_nothing_left()
    {
        using var machine = new HealthMachine("1x1:msft");
        machine.Answers[11] = Msft("0000 2300 00 00 FF 00 00");
        var health = machine.Read();
        Assert.Null(health.LifeRemaining);
        Assert.Null(health.PercentageUsed);
        Assert.Contains("255 %", health.Unavailable[nameof(NvdimmHealth.LifeRemaining)], StringComparison.Ordinal);

        using var intel = new HealthMachine("1x1");
        var smart = HealthMachine.Golden("intel-01-GetSmart", "V1.6 generation, every");
        smart[14] = 200;
        intel.Answers[1] = smart;
        Assert.Equal((200, 0), (intel.Read().PercentageUsed, intel.Read().LifeRemaining));
    }

    [Fact]
    public void A_new_DIMM_has_all_of_its_life_left()
    {
        using var machine = new HealthMachine("1x1:msft");
        machine.Answers[11] = Msft("0000 2300 00 00 64 00 00");
        Assert.Equal((100, 0), (machine.Read().LifeRemaining, machine.Read().PercentageUsed));
    }

    [Theory]
    [InlineData("hpe1", "all of 0.84 valid and -1")]
    [InlineData("hpe2", "nine valid and -1")]
    public void Alarms_have_the_names_of_their_thresholds_in_every_family(string family, string reply)
    {
        using var machine = new HealthMachine("1x1:" + family);
        machine.Answers[1] = HealthMachine.Golden(family + "-01-GetSmart", reply);
        var health = machine.Read();
        string[] all =
        [
            "EnergySourceLifetimeError", "EnergySourceLifetimeWarning", "EnergySourceTemperatureError", "EnergySourceTemperatureWarning",
            "LifeError", "LifeWarning", "MediaTemperature", "SparesRemaining",
        ];
        Assert.Equal(all, health.AlarmsTripped!.Where(a => !a.StartsWith("Bit", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Contains("MediaTemperature", health.AlarmsEnabled!);
    }

    [Theory]
    [InlineData("EnergySourceLifetimeWarning", "Warning")]
    [InlineData("EnergySourceTemperatureWarning", "Warning")]
    [InlineData("EnergySourceLifetimeError", "Failed")]
    [InlineData("EnergySourceTemperatureError", "Failed")]
    public void Each_alarm_of_an_energy_source_says_how_it_fares(string alarm, string expected)
    {
        using var machine = new HealthMachine("1x1:hpe1");
        var smart = HealthMachine.Golden("hpe1-01-GetSmart", "all of 0.84 valid: healthy");
        var trips = DsmFamilies.Find(NdNodeKind.Dimm, "Hpe1")!.Get(1).Output!.Find("AlarmTrips")!;
        var bit = (int)trips.Words.Single(w => w.Word == alarm).Value;
        smart[trips.Offset + (bit / 8)] |= (byte)(1 << (bit % 8));
        machine.Answers[1] = smart;
        Assert.Equal((expected, alarm), (machine.Read().EnergySource, Assert.Single(machine.Read().AlarmsTripped!)));
    }

    [Fact]
    public void Microsofts_alarms_have_these_names_too()
    {
        using var machine = new HealthMachine("1x1:msft");
        machine.Answers[11] = Msft("0000 2300 01 03 62 00 00");
        Assert.Equal(["LifeError", "LifeWarning", "EnergySourceLifetimeWarning"], machine.Read().AlarmsTripped!);
    }

    [Fact]
    public void A_bit_of_HPEs_summary_that_has_no_meaning_is_no_health()
    {
        using var machine = new HealthMachine("1x1:hpe1");
        var smart = HealthMachine.Golden("hpe1-01-GetSmart", "all of 0.84 valid: healthy");
        smart[8] = 8;
        machine.Answers[1] = smart;
        Assert.Equal("Unknown Bit3 [NV1094]", Says(machine.Read()));
        smart[8] = 7;
        Assert.Equal("Unhealthy Fatal [NV1008]", Says(machine.Read()));
    }

    [Fact]
    public void Ones_are_no_figures()
    {
        using var machine = new HealthMachine("1x1:msft");
        machine.Answers[11] = Msft("0000 FFFF 00 00 62 00 00");
        machine.Answers[12] = [0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];
        machine.Answers[5] = [0, 0, 0, 0, 0xFF, 0xFF];
        var health = machine.Read();
        Assert.Equal((null, null, null, null), (health.MediaTemperature, health.EnergySourceLifetime, health.EnergySourceTemperature, health.LifeThreshold));
        Assert.Contains("65535 °C", health.Unavailable["MediaTemperature"], StringComparison.Ordinal);
        Assert.Contains("255 %, which cannot be", health.Unavailable["EnergySourceLifetime"], StringComparison.Ordinal);
        Assert.Contains("255 %", health.Unavailable["LifeThreshold"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00000000 00000000", null)]
    [InlineData("04000000 00000000", "Succeeded")]
    [InlineData("00000000 00010000", "Failed")]
    public void A_save_that_never_was_did_not_succeed(string registers, string? expected)
    {
        using var machine = new HealthMachine("1x1:msft");
        machine.Answers[4] = Msft(registers);
        var health = machine.Read();
        Assert.Equal(expected, health.LastSave);
        Assert.Equal(expected is null, health.Unavailable.ContainsKey("LastSave"));
    }

    [Fact]
    public void Every_cause_is_met_by_a_test()
    {
        var met = string.Concat(Cases.Select(c => c.Expected)) + string.Concat(HealthFailureTests.Platform.Select(c => c.Id)) + "NV1025 NV1090 NV1096 "
            + "NV1017 NV1097 NV1098";
        Assert.Equal([], HealthCauses.All.Select(c => c.Id).Where(id => !met.Contains(id, StringComparison.Ordinal)));
    }

    [Fact]
    public void Ids_are_unique_and_causes_say_what_to_do()
    {
        Assert.Equal(HealthCauses.All.Count, HealthCauses.All.Select(c => c.Id).Distinct().Count());
        Assert.All(HealthCauses.All, c => Assert.True(c is { Meaning.Length: > 9, Remedy.Length: > 9, Reason.Length: > 4 } && c.Level != HealthStatus.Healthy, c.Id));
    }

    internal static string Says(NvdimmHealth health) => $"{health.HealthStatus} {health.HealthDetail ?? "-"} [{string.Join(' ', health.Causes.Select(c => c.Id))}]";

    private static byte[] Msft(string bytes) => [0, 0, 0, 0, .. Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal))];
}
