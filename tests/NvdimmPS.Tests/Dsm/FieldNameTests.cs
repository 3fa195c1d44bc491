using NvdimmPS.Dsm;
using NvdimmPS.Firmware;
using NvdimmPS.Health;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;
using NvdimmPS.Simulation;
using NvdimmPS.Thresholds;

namespace NvdimmPS.Tests.Dsm;

/// <summary>Fields are taken from answers by name: a name that no table has must fail, not be passed over as not reported.</summary>
public sealed class FieldNameTests
{
    public static TheoryData<string> Thresholds() => [.. ThresholdFamily.Names];

    public static TheoryData<string> Topology() => [.. Topologies.Families.Select(f => $"1x1:{f}")];

    [Fact]
    public void A_name_that_no_form_of_the_answer_has_is_a_mistake_of_the_program()
    {
        using var kernel = new SimulatedKernel("1x1");
        using var caller = new DsmCaller(kernel);
        var target = NvdimmMachine.Target(new NvdimmMachine(kernel).GetDevice("nmem0"));
        var function = target.Family!.Get(1);
        var answer = caller.Invoke(target, new DsmCall(function, DsmInput.None(function)));
        Assert.NotNull(answer.Find("MediaTemperature"));
        Assert.Null(answer.Find("Temperature")); // of V1.0 only
        Assert.Contains("'MediaTemprature'", Assert.Throws<ArgumentException>(() => answer.Find("MediaTemprature")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => answer.Find("mediaTemperature"));
        Assert.Throws<ArgumentException>(() => answer.Words("AlarmTrip"));
    }

    [Theory]
    [MemberData(nameof(Thresholds))]
    public void A_threshold_stands_in_the_answer_that_says_it_and_in_the_input_that_sets_it(string family)
    {
        var table = DsmFamilies.All.Single(f => f.Name == family);
        var thresholds = ThresholdFamily.For(family)!;
        foreach (var field in thresholds.Fields)
        {
            Assert.Contains(table.Get(field.Getter).Output!.Fields, f => f.Name == field.Field);
            Assert.NotNull(typeof(NvdimmThreshold).GetProperty(field.Property));
            if (field.Setter is { } setter)
            {
                Assert.Contains(table.Get(setter).Input!.Fields, f => f.Name == field.Field);
            }
        }

        if (thresholds.AlarmGetter is { } getter)
        {
            Assert.Contains(table.Get(getter).Output!.Fields, f => f.Name == ThresholdFamily.Alarms);
        }

        if (thresholds.ArmedBy is { } arming)
        {
            Assert.Contains(table.Get(arming).Input!.Fields, f => f.Name == ThresholdFamily.Alarms);
        }
    }

    /// <summary>Each reader on each family: a name that no table has would throw.</summary>
    [Theory]
    [MemberData(nameof(Topology))]
    public void Every_name_that_is_read_is_in_a_table(string topology)
    {
        using var kernel = new SimulatedKernel(topology);
        using var caller = new DsmCaller(kernel);
        var device = new NvdimmMachine(kernel).GetDevice("nmem0");
        Assert.Equal(HealthReader.FunctionsOf(device.Family).Count, new HealthReader(kernel).Read(device).Functions.Length);
        if (FirmwareReader.Families.Contains(device.Family))
        {
            Assert.NotNull(new FirmwareReader(caller).Read(device, activation: true).RunningVersion);
        }

        if (ThresholdFamily.For(device.Family) is not null)
        {
            Assert.NotEmpty(new ThresholdReader(caller).Read(device).Functions);
        }
    }
}
