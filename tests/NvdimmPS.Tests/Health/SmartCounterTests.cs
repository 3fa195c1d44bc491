using System.Text.Json;
using NvdimmPS.Dsm;
using NvdimmPS.Findings;
using NvdimmPS.Findings.Policies;
using NvdimmPS.Health;
using NvdimmPS.Health.Families;
using NvdimmPS.Inventory;
using NvdimmPS.Tests.Golden;

namespace NvdimmPS.Tests.Health;

/// <summary>What modules count, in the vendor data of the SMART function: the golden answers of their own health log, with a status word in front.</summary>
public sealed class SmartCounterTests
{
    private const int LogSize = 128;

    private static readonly Dictionary<string, string> Properties = new(StringComparer.Ordinal)
    {
        ["UnlatchedDirtyShutdownCount"] = nameof(NvdimmHealth.UnlatchedDirtyShutdownCount), ["PowerCycles"] = nameof(NvdimmHealth.PowerCycles),
        ["PowerOnTime"] = nameof(NvdimmHealth.PowerOnSec), ["UpTime"] = nameof(NvdimmHealth.UptimeSec),
        ["MaxMediaTemperature"] = nameof(NvdimmHealth.MaxMediaTemperature), ["MaxControllerTemperature"] = nameof(NvdimmHealth.MaxControllerTemperature),
        ["ThermalThrottlePerformanceLossPercent"] = nameof(NvdimmHealth.ThrottleLoss),
    };

    private static readonly JsonElement[] Cases = [.. GoldenFile.Cases(GoldenFile.Load("optane/vendor-commands"), "cases").Where(IsLog)];

    public static TheoryData<string> Names => [.. Cases.Select(Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Health_has_what_the_log_has(string name)
    {
        var golden = Cases.Single(c => Name(c) == name);
        using var machine = new HealthMachine("1x1");
        machine.Answers[1] = [0, 0, 0, 0, .. GoldenFile.Hex(golden, "output")];
        var health = machine.Read();
        foreach (var (field, property) in Properties)
        {
            var expected = golden.GetProperty("fields").TryGetProperty(field, out var value) ? value.GetDouble() : (double?)null;
            if (field.StartsWith("Thermal", StringComparison.Ordinal) && expected is null && golden.GetProperty("fis").GetString() is "1.15")
            {
                continue; // the simulated module offers what only later ones do
            }

            Assert.Equal((property, expected), (property, HealthTable.Get(property).Number(health)));
            Assert.Equal(expected is null, health.Unavailable.ContainsKey(property));
        }
    }

    [Fact]
    public void There_are_such_cases() => Assert.InRange(Cases.Length, 30, 40);

    /// <summary>A reserved byte that is 0 says nothing of throttling.</summary>
    [Fact]
    public void A_module_without_runtime_activation_reports_no_throttling()
    {
        using var machine = new HealthMachine("1x1");
        machine.Dimm.ThrottleLoss = 12;
        Assert.Equal((12, null), (machine.Read().ThrottleLoss, machine.Read().Unavailable.GetValueOrDefault("ThrottleLoss")));
        using var caller = new DsmCaller(machine.Watched);
        var device = new NvdimmMachine(machine.Watched).GetDevice("nmem0");
        var function = DsmFamilies.Intel.Find(1)!;
        var answer = caller.Invoke(NvdimmMachine.Target(device), new DsmCall(function, DsmInput.None(function)));
        var reading = new HealthReading { Offered = 0x1FFFFFFF };
        new IntelHealth().Read(answer, reading);
        var health = reading.ToHealth(device, DateTime.UnixEpoch);
        Assert.Null(health.ThrottleLoss);
        Assert.Contains("runtime firmware activation", health.Unavailable[nameof(NvdimmHealth.ThrottleLoss)], StringComparison.Ordinal);
        Assert.Equal(machine.Read().PowerCycles, health.PowerCycles);
    }

    /// <summary>A module of V1.2 answers in the same form as one of V1.8, and its vendor data are other ones.</summary>
    [Theory]
    [InlineData(0x3FEUL, "before V1.6", "Unlatched", null)]
    [InlineData(null, "not known which functions", "Latched", 99.0)]
    [InlineData(0x1FFFFFFEUL, null, "Latched", 99.0)]
    public void What_vendor_data_hold_is_not_guessed(ulong? offered, string? reason, string latch, double? life)
    {
        using var machine = new HealthMachine("1x1");
        machine.Answers[1] = [0, 0, 0, 0, 0x0F, 0x0E, 0, 0, 0, 0, 0, 0, 0, 99, 8, .. new byte[21], 92, 0, 0, 0, .. Enumerable.Range(40, 92).Select(i => (byte)i)];
        machine.Answers[1][4] &= 0xFB; // no PercentageUsed, which only V1.6 and V1.7 have
        using var caller = new DsmCaller(machine.Watched);
        var device = new NvdimmMachine(machine.Watched).GetDevice("nmem0");
        var function = DsmFamilies.Intel.Find(1)!;
        var reading = new HealthReading { Offered = offered };
        new IntelHealth().Read(caller.Invoke(NvdimmMachine.Target(device), new DsmCall(function, DsmInput.None(function))), reading);
        var health = reading.ToHealth(device, DateTime.UnixEpoch);
        Assert.Equal((latch, life, reason is null ? 3399704436437297448UL : (ulong?)null), (health.ShutdownLatch, health.LifeRemaining, health.PowerCycles));
        foreach (var property in Properties.Values.Where(p => reason is not null))
        {
            Assert.Null(HealthTable.Get(property).Number(health));
            Assert.Contains(reason!, health.Unavailable[property], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Throttling_beyond_the_limit_is_a_finding()
    {
        using var machine = new HealthMachine("1x1");
        Assert.DoesNotContain(Judged(), f => f.Id == "NV1512");
        machine.Dimm.ThrottleLoss = 12;
        Assert.Contains("12 %", Judged().Single(f => f.Id == "NV1512").Evidence, StringComparison.Ordinal);

        IEnumerable<HealthFinding> Judged() => DimmFindings.For(machine.Read(), HealthPolicy.BuiltIn, null, DateTime.UnixEpoch);
    }

    private static string Name(JsonElement golden) => golden.GetProperty("name").GetString()!;

    private static bool IsLog(JsonElement golden) => golden.GetProperty("kind").GetString() == "command"
        && golden.GetProperty("opcode").GetInt32() == 8 && golden.GetProperty("subOpcode").GetInt32() == 0
        && GoldenFile.Hex(golden, "output").Length == LogSize && golden.GetProperty("verdict").GetString() == "good";
}
