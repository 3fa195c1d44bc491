using System.Collections;
using System.Management.Automation;
using NvdimmPS.Abi;
using NvdimmPS.Changes;
using NvdimmPS.Inventory;
using NvdimmPS.Tests.Cmdlets;
using NvdimmPS.Tests.Harness;

namespace NvdimmPS.Tests.Changes;

/// <summary>One meaning of each switch, whichever cmdlet has it.</summary>
public sealed class ChangeGateTests(CmdletFixture fixture) : CmdletTest(fixture)
{
    private const string Invoke = "Invoke-NvdimmDsm";
    private static readonly Hashtable Label = new() { ["Offset"] = 0, ["Data"] = "01020304" };

    [Fact]
    public void What_can_lose_data_of_a_DIMM_in_use_is_refused_with_who_uses_it()
    {
        var run = Run(Invoke, new { Dimm = 0, Function = 6, Argument = Label, Force = true });
        Assert.Equal("Nvdimm.Change.InUse", Id(run));
        Assert.Contains("pmem0 (namespace0.0) is mounted on /mnt/pmem0", run.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("-AllowInUse", run.Errors[0].ErrorDetails!.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(Requests);
        Assert.Equal("Nvdimm.Change.InUse", Id(Run("Invoke-NvdimmCommand", new { Dimm = 0, Command = "set_data", Argument = Label, Force = true })));
        Assert.Empty(Requests);
    }

    [Fact]
    public void A_bus_is_in_use_where_one_of_its_DIMMs_is()
    {
        var range = new Hashtable { ["Address"] = 0, ["Length"] = 256 };
        Assert.Equal("Nvdimm.Change.InUse", Id(Run(Invoke, new { Bus = 0, Function = "ClearError", Argument = range, Force = true })));
        Assert.Empty(Requests);
    }

    [Fact]
    public void Settings_and_reads_need_no_word_about_use()
    {
        Assert.Empty(Run(Invoke, new { Dimm = 0, Function = 1 }).Errors);
        Assert.Empty(Run("Set-NvdimmThreshold", new { Dimm = 0, MediaTemperature = 70 }).Errors);
    }

    [Theory]
    [InlineData(Invoke)]
    [InlineData("Set-NvdimmThreshold")]
    public void Force_asks_no_question_whatever_the_preference_and_Confirm_asks_all_the_same(string cmdlet)
    {
        Assert.Empty(RunWith(cmdlet, Threshold(cmdlet, 70, "Force"), "ConfirmPreference", "Low").Prompts);
        Assert.Single(RunWith(cmdlet, Threshold(cmdlet, 71), "ConfirmPreference", "Low").Prompts);
        Assert.Single(Run(cmdlet, Threshold(cmdlet, 72, "Force", "Confirm")).Prompts);
    }

    [Theory]
    [InlineData(Invoke)]
    [InlineData("Set-NvdimmThreshold")]
    public void WhatIf_gives_the_same_explanation_of_the_same_change(string cmdlet)
    {
        var it = Assert.IsType<DsmExplanation>(Assert.Single(Run(cmdlet, Threshold(cmdlet, 70, "WhatIf")).Objects));
        Assert.Equal(("nmem0", "SetSmartThreshold"), (it.Target, it.FunctionName));
        Assert.Contains(new ValueChange("MediaTemperature", "82 °C", "70 °C"), it.Changes);
        Assert.Equal(["nmem0 Call 2"], Requests);
    }

    [Fact]
    public void A_preference_or_a_default_explains_writes_and_lets_reads_through()
    {
        var defaults = new DefaultParameterDictionary { ["*:WhatIf"] = true };
        foreach (var (preference, value) in new[] { ("WhatIfPreference", (object)true), ("PSDefaultParameterValues", defaults) })
        {
            Assert.IsType<DsmResult>(Assert.Single(RunWith(Invoke, new { Dimm = 0, Function = 1 }, preference, value).Objects));
            Assert.IsType<DsmExplanation>(Assert.Single(RunWith(Invoke, Threshold(Invoke, 70), preference, value).Objects));
        }

        // A sensitive read is a read too; it is asked about as ever.
        var sensitive = new { Dimm = 0, Function = "GetSecurityState", AllowSensitive = true };
        var run = RunWith(Invoke, sensitive, "WhatIfPreference", true);
        Assert.Single(run.Prompts);
        Assert.IsType<DsmResult>(Assert.Single(run.Objects));
        Assert.IsType<DsmExplanation>(Assert.Single(Run(Invoke, new { Dimm = 0, Function = 1, WhatIf = true }).Objects));
        Assert.DoesNotContain("nmem0 Call 17", Requests);
    }

    [Fact]
    public void Two_writers_to_one_bus_wait_for_each_other_and_readers_for_nobody()
    {
        var machine = new NvdimmMachine(Kernel);
        using (BusLock.Take(machine, new NdNode(NdNodeKind.Dimm, 1), CancellationToken.None))
        {
            Assert.Empty(Run(Invoke, new { Dimm = 0, Function = 1 }).Errors);
            Assert.Equal("Nvdimm.Change.Locked", Id(Run("Set-NvdimmThreshold", new { Dimm = 0, MediaTemperature = 70 })));
        }

        Assert.Empty(Run("Set-NvdimmThreshold", new { Dimm = 0, MediaTemperature = 70 }).Errors);
    }

    /// <summary>Runs with a variable of the session set, and sets it back.</summary>
    private CmdletRun RunWith(string cmdlet, object parameters, string variable, object value)
    {
        var before = Variables.GetValue(variable);
        Variables.Set(variable, value);
        try
        {
            return Run(cmdlet, parameters);
        }
        finally
        {
            Variables.Set(variable, before);
        }
    }

    private static Dictionary<string, object?> Threshold(string cmdlet, int degrees, params string[] switches)
    {
        var parameters = new Dictionary<string, object?> { ["Dimm"] = 0 };
        if (cmdlet == Invoke)
        {
            parameters["Function"] = 17;
            parameters["Argument"] = new Hashtable { ["MediaTemperature"] = degrees };
        }
        else
        {
            parameters["MediaTemperature"] = degrees;
        }

        foreach (var name in switches)
        {
            parameters[name] = true;
        }

        return parameters;
    }
}
