using System.Collections;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>-WhatIf explains and sends nothing.</summary>
public sealed class WhatIfTests(CmdletFixture fixture) : CmdletTest(fixture, "1x2", shared: true)
{
    private const string Invoke = "Invoke-NvdimmDsm";

    private DsmExplanation[] Explanations(string command, object parameters, IEnumerable<object?>? pipeline = null)
    {
        var run = Run(command, parameters, pipeline, _ => throw new InvalidOperationException("Nobody is to be asked."));
        Assert.Empty(run.Errors);
        Assert.Null(run.TerminatingError);
        Assert.Empty(run.Prompts);
        Assert.All(Requests, r => Assert.EndsWith(" Call 2", r, StringComparison.Ordinal)); // the old thresholds
        return [.. run.Objects.Select(o => Assert.IsType<DsmExplanation>(o))];
    }

    [Fact]
    public void A_write_is_explained_field_by_field()
    {
        var all = Explanations(Invoke, new { Dimm = "*", Function = 17, Argument = new Hashtable { ["MediaTemperature"] = 85 }, WhatIf = true });
        Assert.Equal(["nmem0", "nmem1"], all.Select(e => e.Target));
        var it = all[0];
        Assert.Equal(("Intel", 17u, "SetSmartThreshold", "Write", false, "Call", "cmd_call", "0xC0404E0A", "ReadWrite", 75),
            (it.Family, it.Function, it.FunctionName, it.Danger, it.Sensitive, it.Route, it.Command, it.Request, it.Access, it.Length));
        Assert.Equal(["Package", "Input", "Output"], it.Rows.Select(r => r.Section).Distinct());
        Assert.Equal((67, 2, "5005", "85 °C"), it.Rows.Where(r => r.Field == "MediaTemperature").Select(r => (r.Offset, r.Length, r.Bytes, r.Value)).Single());
        Assert.Contains(it.Notes, n => n.Contains("Changes settings", StringComparison.Ordinal));
    }

    [Fact]
    public void A_write_shows_what_would_become_of_what()
    {
        var it = Explanations(Invoke, new { Dimm = 0, Function = 17, Argument = new Hashtable { ["MediaTemperature"] = 85 }, WhatIf = true })[0];
        Assert.Equal(
            [new ValueChange("AlarmControl", "SparesRemaining, MediaTemperature, ControllerTemperature", "MediaTemperature"), new ValueChange("MediaTemperature", "82 °C", "85 °C")],
            it.Changes);
        Assert.Equal(["nmem0 Call 2"], Requests);
        Assert.Empty(Explanations(Invoke, new { Dimm = "nmem77", Function = 17, Argument = new Hashtable { ["MediaTemperature"] = 85 }, WhatIf = true })[0].Changes);
    }

    [Fact]
    public void Labels_are_compared_where_they_would_be_written()
    {
        var run = Run(Invoke, new { Dimm = 0, Function = 6, Argument = new Hashtable { ["Offset"] = 256, ["Data"] = "0000ff" }, WhatIf = true });
        var it = Assert.IsType<DsmExplanation>(Assert.Single(run.Objects));
        Assert.Equal("0000ff", Assert.Single(it.Changes, c => c.Field == "Data").New);
        Assert.Equal(6, Assert.Single(it.Changes, c => c.Field == "Data").Old.Length);
        Assert.Equal(["nmem0 Call 5"], Requests);
    }

    [Fact]
    public void Old_values_that_cannot_be_read_are_said_to_be_unknown()
    {
        Kernel.Faults.Add(new() { Kind = SimulatorFaultKind.Errno, Value = 5, Function = 2, Count = 1 });
        var it = Explanations(Invoke, new { Dimm = 0, Function = 17, Argument = new Hashtable { ["MediaTemperature"] = 85 }, WhatIf = true })[0];
        Assert.Empty(it.Changes);
        Assert.Contains(it.Notes, n => n.Contains("not known", StringComparison.Ordinal) && n.Contains("EIO", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("GetSmart", "Read")]
    [InlineData("FreezeLock", "Write")]
    [InlineData("SecureErase", "Destructive")]
    public void Nothing_is_too_dangerous_to_be_explained(string function, string danger)
    {
        var input = function == "SecureErase" ? new string('0', 64) : "";
        Assert.Equal(danger, Assert.Single(Explanations(Invoke, new { Dimm = 0, Function = function, InputHex = input, WhatIf = true })).Danger);
    }

    [Fact]
    public void Everything_else_leads_to_an_explanation_as_well()
    {
        Assert.Single(Explanations(Invoke, new { Bus = 0, Function = "GetArsStatus", WhatIf = true }));
        Assert.Equal("Unknown", Assert.Single(Explanations(Invoke, new { Bus = 0, Family = "IntelBus", Function = 9, WhatIf = true })).Danger);
        Assert.Equal(2, Explanations(Invoke, new { Function = 1, WhatIf = true }, Objects("Get-NvdimmDevice")).Length);
        Assert.Equal(("Legacy", "smart"), Explanations(Invoke, new { Dimm = 0, Function = 1, Route = "Legacy", WhatIf = true }) is [var e] ? (e.Route, e.Command) : default);
        Assert.Equal(("Legacy", "get_size"), Explanations("Invoke-NvdimmCommand", new { Dimm = 0, Command = "get_size", WhatIf = true }) is [var c] ? (c.Route, c.Command) : default);
    }

    [Fact]
    public void No_device_is_needed()
    {
        var all = Explanations(Invoke, new { Dimm = new[] { "nmem77", "pmem*" }, Function = 1, WhatIf = true });
        Assert.Equal(["nmem77", "nmem0"], all.Select(e => e.Target));
        Assert.Contains("There is no DIMM 'nmem77'", all[0].Notes[0], StringComparison.Ordinal);
        Assert.Contains("as an example", all[1].Notes[0], StringComparison.Ordinal);
        Assert.Equal("Msft", Assert.Single(Explanations(Invoke, new { Dimm = "nmem77", Family = "Msft", Function = 11, WhatIf = true })).Family);
        Assert.Equal("ndbus7", Assert.Single(Explanations(Invoke, new { Bus = 7, Function = 3, WhatIf = true })).Target);
    }

    [Fact]
    public void What_cannot_be_sent_is_an_error_here_too()
    {
        Assert.Equal("Nvdimm.Dsm.OutOfRange", Id(Run(Invoke, new { Dimm = 0, Function = 17, Argument = new Hashtable { ["SparesRemaining"] = 100 }, WhatIf = true })));
        Assert.Equal("Nvdimm.Dsm.NoLegacyRoute", Id(Run(Invoke, new { Dimm = 0, Function = 12, Route = "Legacy", WhatIf = true })));
        Assert.Equal("Nvdimm.Input.Pattern", Id(Run(Invoke, new { Dimm = "nmem[", Function = 1, WhatIf = true })));
        Assert.Equal("Nvdimm.Input.Size", Id(Run(Invoke, new { Dimm = "nmem77", Function = 1, InputHex = "00", WhatIf = true })));
    }

    [Fact]
    public void A_WhatIf_that_is_off_sends()
    {
        Assert.IsType<DsmResult>(Assert.Single(Objects(Invoke, new { Dimm = 0, Function = 1, WhatIf = false })));
        Assert.Single(Requests);
    }
}
