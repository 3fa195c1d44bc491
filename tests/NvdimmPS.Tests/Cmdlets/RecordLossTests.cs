using System.Collections;
using NvdimmPS.Dsm;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>A function that replaces a whole record takes away what a call does not name: that is said before it is sent.</summary>
public sealed class RecordLossTests(CmdletFixture fixture) : CmdletTest(fixture, "1x2")
{
    private const string Invoke = "Invoke-NvdimmDsm";
    private const string Lost = "disarms SparesRemaining, ControllerTemperature (AlarmControl)";

    private static Hashtable Table(params (string Name, object Value)[] values)
    {
        var table = new Hashtable();
        Array.ForEach(values, v => table[v.Name] = v.Value);
        return table;
    }

    [Fact]
    public void The_explanation_says_which_alarms_would_be_disarmed()
    {
        var run = Run(Invoke, new { Dimm = 0, Function = 17, Argument = Table(("MediaTemperature", 70)), WhatIf = true });
        var note = Assert.IsType<DsmExplanation>(Assert.Single(run.Objects)).Notes[0];
        Assert.Contains("would disarm SparesRemaining, ControllerTemperature (AlarmControl)", note, StringComparison.Ordinal);
        Assert.Contains("Set-NvdimmThreshold", note, StringComparison.Ordinal);
        Assert.Empty(run.Warnings);
    }

    [Fact]
    public void A_call_that_disarms_what_it_does_not_name_warns_before_it_is_sent()
    {
        var run = Run(Invoke, new { Dimm = 0, Function = 17, Argument = Table(("MediaTemperature", 70)) });
        Assert.Contains(Lost, Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.StartsWith("nmem0: ", run.Warnings[0], StringComparison.Ordinal);
        Assert.Equal(["nmem0 Call 2", "nmem0 Call 17"], Requests);

        // Now there is nothing left to lose.
        Assert.Empty(Run(Invoke, new { Dimm = 0, Function = 17, Argument = Table(("MediaTemperature", 71)) }).Warnings);
    }

    [Fact]
    public void Bytes_disarm_as_well_as_names() =>
        Assert.Contains(Lost, Assert.Single(Run(Invoke, new { Dimm = 0, Function = 17, InputHex = "02000060040000" }).Warnings), StringComparison.Ordinal);

    [Fact]
    public void What_is_named_is_meant_and_not_read_first()
    {
        object? alarms = new[] { "MediaTemperature" };
        var whole = Table(("AlarmControl", alarms), ("MediaTemperature", 70), ("SparesRemaining", 10), ("ControllerTemperature", 90));
        Assert.Empty(Run(Invoke, new { Dimm = 0, Function = 17, Argument = whole }).Warnings);
        Assert.Equal(["nmem0 Call 17"], Requests);
    }

    [Fact]
    public void A_threshold_of_an_armed_alarm_that_is_not_named_is_told_with_both_values()
    {
        var all = Table(("AlarmControl", new[] { "MediaTemperature", "ControllerTemperature", "SparesRemaining" }), ("SparesRemaining", 50), ("MediaTemperature", 70));
        var warning = Assert.Single(Run(Invoke, new { Dimm = 0, Function = 17, Argument = all }).Warnings);
        Assert.Contains("sets ControllerTemperature from 98 °C to 0 °C", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("would", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("disarm", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_getter_that_does_not_answer_holds_nothing_up()
    {
        Kernel.Faults.Add(new() { Kind = SimulatorFaultKind.Errno, Value = 5, Function = 2, Count = 1 });
        var run = Run(Invoke, new { Dimm = 0, Function = 17, Argument = Table(("MediaTemperature", 70)) });
        Assert.Empty(run.Warnings);
        Assert.Equal("Success", Assert.IsType<DsmResult>(Assert.Single(run.Objects)).Status);
    }

    [Theory]
    [InlineData("Hpe2", 3u, "NvmLifetimeWarning")]
    [InlineData("Msft", 8u, "EnergySourceLifetimeWarning")]
    [InlineData("Hpe1", 13u, "NvmLifetimeWarning")]
    public void A_setter_that_leaves_the_rest_alone_does_not_warn(string family, uint function, string field)
    {
        using var kernel = new SimulatedKernel("1x2:" + family.ToLowerInvariant());
        var run = RunOn(kernel, Invoke, new { Dimm = 0, Function = function, Argument = Table((field, 20)) });
        Assert.Empty(run.Errors);
        Assert.Empty(run.Warnings);
    }

    [Fact]
    public void Any_function_whose_layout_has_more_than_was_named_is_held_to_the_same()
    {
        var layout = new DsmLayout(Field.U8("NvmLifetimeWarning", null, "%"), Field.U8("NvmLifetimeError", null, "%"));
        var family = DsmFamilies.Find(NvdimmPS.Abi.NdNodeKind.Dimm, "Hpe2")!;
        var setter = family.Get(3) with { Input = layout };
        using var kernel = new SimulatedKernel("1x2:hpe2");
        using var caller = new DsmCaller(kernel);
        var target = NvdimmPS.Inventory.NvdimmMachine.Target(new NvdimmPS.Inventory.NvdimmMachine(kernel).GetDevice("nmem0", NvdimmPS.Inventory.TopologyDetail.Full));
        var changes = DsmChangeReader.ReadLosses(caller, target, new DsmCall(setter, new byte[] { 20, 0 }) { Named = ["NvmLifetimeWarning"] });
        Assert.Matches("^set NvmLifetimeError from [0-9]+ % to 0 %$", Assert.Single(changes.Losses));
    }

    [Fact]
    public void The_console_says_it_too()
    {
        var ran = Cli.Console.Run("dsm nmem0 -f SetSmartThreshold -a MediaTemperature=70", Kernel);
        Assert.Contains(Lost, ran.Error, StringComparison.Ordinal);
        Assert.Contains("Set-NvdimmThreshold of the module", ran.Error, StringComparison.Ordinal);
    }
}
