using NvdimmPS.Abi;
using NvdimmPS.Health;
using NvdimmPS.Kernel;

namespace NvdimmPS.Tests.Health;

/// <summary>What the platform says by itself, and what is left when the firmware cannot be asked: one bad DIMM never hides another.</summary>
public sealed class HealthFailureTests
{
    public static readonly (string Flag, string Id, string Status)[] Platform =
    [
        ("save_fail", "NV1011", "Unhealthy"), ("restore_fail", "NV1012", "Unhealthy"), ("flush_fail", "NV1013", "Unhealthy"),
        ("not_armed", "NV1015", "Unhealthy"), ("map_fail", "NV1016", "Unhealthy"),
    ];

    public static IEnumerable<TheoryDataRow<string, string, string>> Flags => Platform.Select(p => new TheoryDataRow<string, string, string>(p.Flag, p.Id, p.Status));

    [Theory]
    [MemberData(nameof(Flags))]
    public void A_flag_counts_with_and_without_the_firmware(string flag, string id, string status)
    {
        using var machine = new HealthMachine("1x1");
        Flag(machine, flag);
        Assert.Equal($"{status} Normal [{id}]", GoldenHealthTests.Says(machine.Read()));
        var platform = machine.Read(platformOnly: true);
        Assert.Equal($"{status} - [{id}]", GoldenHealthTests.Says(platform));
        Assert.Equal(flag != "not_armed", platform.Armed);
    }

    [Fact]
    public void Without_asking_no_news_are_no_good_news()
    {
        using var machine = new HealthMachine("1x1");
        var health = machine.Read(platformOnly: true);
        Assert.Equal(("Unknown", 1UL, true), (health.HealthStatus, health.DirtyShutdownCount, health.Armed));
        Assert.Equal("the firmware was not asked", health.Unavailable[nameof(NvdimmHealth.MediaTemperature)]);
        Assert.Empty(machine.Watched.Opened);
        Assert.Empty(machine.Kernel.Transcript);
    }

    [Fact]
    public void A_locked_DIMM_is_a_warning()
    {
        using var machine = new HealthMachine("1x1");
        machine.Dimm.Locked = true;
        Assert.Equal("Warning Normal [NV1040]", GoldenHealthTests.Says(machine.Read()));
    }

    [Fact]
    public void A_DIMM_that_cannot_be_opened_shows_the_platforms_flags_and_why()
    {
        using var machine = new HealthMachine("1x1");
        Flag(machine, "not_armed");
        var reader = new HealthReader(new Closed(machine.Kernel));
        var health = reader.Read(new NvdimmPS.Inventory.NvdimmMachine(machine.Kernel).GetDevice("nmem0"));
        Assert.Equal("Unhealthy - [NV1015 NV1090]", GoldenHealthTests.Says(health));
        Assert.Contains("not_armed", health.Flags!);
        Assert.Contains("/dev/nmem0", health.Unavailable[nameof(NvdimmHealth.HealthDetail)], StringComparison.Ordinal);
        Assert.Contains("/dev/nmem0", health.Unavailable[nameof(NvdimmHealth.SparesThreshold)], StringComparison.Ordinal);
        Assert.Equal(["DataPersistenceLossImminent", "PermissionDenied"], health.Reason);
        Assert.Single(health.Functions);
    }

    [Theory]
    [InlineData(SimulatorFaultKind.Errno, Errno.EIO, "Unknown - [NV1092]")]
    [InlineData(SimulatorFaultKind.Errno, Errno.ETIMEDOUT, "Unknown - [NV1092]")]
    [InlineData(SimulatorFaultKind.Truncate, 20, "Unknown - [NV1093]")]
    [InlineData(SimulatorFaultKind.ZeroLength, 0, "Unknown - [NV1093]")]
    [InlineData(SimulatorFaultKind.Status, 7, "Unknown - [NV1092]")]
    [InlineData(SimulatorFaultKind.OverLong, 200, "Healthy Normal []")]
    public void A_fault_of_one_hides_none_of_the_others(SimulatorFaultKind kind, int value, string expected)
    {
        using var machine = new HealthMachine("1x3");
        machine.Kernel.Faults.Add(new() { Kind = kind, Value = (uint)value, Target = "nmem1", Function = 1 });
        var all = machine.ReadAll();
        Assert.Equal(["Healthy Normal []", expected, "Healthy Normal []"], all.Select(GoldenHealthTests.Says));
        Assert.Equal(82, all[1].MediaTemperatureThreshold); // the other function's answer stands
    }

    [Theory]
    [InlineData("intel")]
    [InlineData("hpe1")]
    [InlineData("hpe2")]
    [InlineData("msft")]
    [InlineData("hyperv")]
    [InlineData("papr")]
    public void Whatever_comes_there_is_a_status_for_each_DIMM_and_a_reason_for_each_gap(string family)
    {
        using var machine = new HealthMachine("1x1:" + family);
        for (var seed = 0; seed < 200; seed++)
        {
            machine.Kernel.Faults.Clear();
            machine.Kernel.Faults.Add(new() { Kind = SimulatorFaultKind.Garbage, Seed = seed });
            var health = machine.Read();
            Assert.True(Enum.TryParse<HealthStatus>(health.HealthStatus, out var status), health.HealthStatus);
            Assert.Equal(status == HealthStatus.Healthy, health.Causes.Count == 0);
            Assert.True(health.LifeRemaining is null or (>= 0 and <= 255), $"{seed}: {health.LifeRemaining}");
            Assert.All(Gaps(health), name => Assert.NotEmpty(health.Unavailable[name]));
            Assert.All(health.Unavailable.Keys, name => Assert.Contains(name, Gaps(health)));
        }
    }

    [Fact]
    public void A_DIMM_without_the_health_function_stays_in_the_list()
    {
        using var machine = new HealthMachine("1x2");
        File.WriteAllText(Path.Combine(machine.Kernel.SysfsRoot, "bus/nd/devices/nmem0/nfit/dsm_mask"), "0x4\n");
        File.WriteAllText(Path.Combine(machine.Kernel.SysfsRoot, "bus/nd/devices/nmem0/commands"), "cmd_call\n");
        var all = machine.ReadAll();
        Assert.Equal(["Unknown - [NV1091]", "Healthy Normal []"], all.Select(GoldenHealthTests.Says));
        Assert.Equal(82, all[0].MediaTemperatureThreshold);
        Assert.Contains("nmem0 does not offer Intel 1 GetSmart", all[0].Unavailable["MediaTemperature"], StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(machine.Kernel.SysfsRoot, "bus/nd/devices/nmem0/nfit/dsm_mask"), "0x0\n");
        Assert.Equal("Unknown - [NV1091]", GoldenHealthTests.Says(machine.Read()));
        Assert.Empty(machine.Read().Functions);
    }

    [Theory]
    [InlineData("intel", 12)]
    [InlineData("hpe1", 10)]
    [InlineData("msft", 1)]
    public void The_version_that_runs_takes_one_function_more(string family, int function)
    {
        using var machine = new HealthMachine("1x1:" + family);
        var health = new HealthReader(machine.Watched).Read(new NvdimmPS.Inventory.NvdimmMachine(machine.Watched).GetDevice("nmem0"), firmware: true);
        Assert.NotNull(health.FirmwareVersion);
        Assert.DoesNotContain(nameof(NvdimmHealth.FirmwareVersion), health.Unavailable.Keys);
        Assert.Equal([.. HealthReader.FunctionsOf(family), (uint)function], machine.Kernel.Transcript.Select(r => r.Function));
        Assert.Equal(machine.Kernel.Transcript.Count, health.Functions.Length);
        Assert.Single(machine.Watched.Opened);
    }

    [Theory]
    [InlineData("intel")]
    [InlineData("hpe1")]
    [InlineData("hpe2")]
    [InlineData("msft")]
    [InlineData("hyperv")]
    [InlineData("papr")]
    public void Of_24_DIMMs_each_is_opened_once_and_asked_what_is_needed(string family)
    {
        using var machine = new HealthMachine("2x12:" + family);
        Assert.All(machine.ReadAll(), h => Assert.Equal("Healthy", h.HealthStatus));
        var functions = HealthReader.FunctionsOf(family);
        var names = machine.Kernel.Dimms.Select(d => d.Name).ToList();
        Assert.Equal(24, names.Count);
        Assert.Equal(names, machine.Watched.Opened.Select(o => o.Node));
        Assert.Equal(names.SelectMany(n => functions.Select(f => (n, (ulong?)f))), machine.Kernel.Transcript.Select(r => (r.Node.Name, (ulong?)r.Function)));
    }

    private static IEnumerable<string> Gaps(NvdimmHealth health) => typeof(NvdimmHealth).GetProperties()
        .Where(p => p.GetValue(health) is null && p.Name is not (nameof(NvdimmHealth.UniqueId) or nameof(NvdimmHealth.Bus) or nameof(NvdimmHealth.Family))).Select(p => p.Name);

    private static void Flag(HealthMachine machine, string flag) =>
        File.WriteAllText(Path.Combine(machine.Kernel.SysfsRoot, "bus/nd/devices/nmem0/nfit/flags"), flag + "\n");

    /// <summary>A machine on which somebody without rights asks.</summary>
    private sealed class Closed(INdKernel kernel) : INdKernel
    {
        public KernelKind Kind => kernel.Kind;

        public string Source => kernel.Source;

        public string SysfsRoot => kernel.SysfsRoot;

        public string MountTable => kernel.MountTable;

        public INdDevice Open(NdNode node, NdAccess access) => throw KernelErrors.Open(node, $"/dev/{node.Name}", access, Errno.EACCES);
    }
}
