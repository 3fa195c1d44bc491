using System.Collections;
using System.Management.Automation;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>The forms in which an input is given.</summary>
public sealed class InputTests : CmdletTest
{
    private const string Invoke = "Invoke-NvdimmDsm";

    private readonly string _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public InputTests(CmdletFixture fixture)
        : base(fixture, "1x2", shared: true) => File.WriteAllBytes(_file, [0, 0, 0, 0, 16, 0, 0, 0]);

    protected override void Dispose(bool disposing)
    {
        File.Delete(_file);
        base.Dispose(disposing);
    }

    public static TheoryData<string, object> Forms => new()
    {
        { "InputBytes", new byte[] { 0, 0, 0, 0, 16, 0, 0, 0 } },
        { "InputBytes", new object[] { 0, 0, 0, 0, 16, 0, 0, 0 } },
        { "InputHex", "0000000010000000" },
        { "InputHex", "00000000 1000-0000" },
        { "InputHex", "0x0000000010000000" },
        { "Argument", new Hashtable { ["Offset"] = 0, ["length"] = "0x10" } },
        { "Argument", new Hashtable { ["Offset"] = PSObject.AsPSObject(0), ["Length"] = 16L } },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void All_forms_say_the_same(string parameter, object value) => Sends(parameter, value);

    [Fact]
    public void A_file_is_found_from_where_the_session_stands()
    {
        Sends("InputFile", _file);
        Sends("InputFile", Path.GetRelativePath(Environment.CurrentDirectory, _file));
    }

    private void Sends(string parameter, object value)
    {
        var result = Assert.IsType<DsmResult>(Assert.Single(Objects(Invoke, new Dictionary<string, object?> { ["Dimm"] = "nmem0", ["Function"] = 5, [parameter] = value })));
        Assert.Equal([0, 0, 0, 0, 16, 0, 0, 0], result.InputBytes);
        Assert.Equal(20, result.OutputBytes.Length);
    }

    [Fact]
    public void Two_forms_end_the_pipeline_before_anything_is_sent()
    {
        var run = Run(Invoke, new { Dimm = "*", Function = 5, InputHex = "00", InputBytes = new byte[] { 1 }, Argument = new Hashtable() });
        Assert.Equal("Nvdimm.Input.Two", Id(run.TerminatingError));
        Assert.Equal(ErrorCategory.InvalidArgument, run.TerminatingError!.CategoryInfo.Category);
        Assert.Contains("-InputBytes and -InputHex and -Argument", run.TerminatingError.ToString(), StringComparison.Ordinal);
        Assert.Empty(run.Output);
        Assert.Empty(Requests);
    }

    [Theory]
    [InlineData("InputHex", "0g", "Nvdimm.Input.Hex", ErrorCategory.InvalidArgument)]
    [InlineData("InputHex", "000", "Nvdimm.Input.Hex", ErrorCategory.InvalidArgument)]
    [InlineData("InputFile", "/nowhere/at/all", "Nvdimm.Input.File", ErrorCategory.ObjectNotFound)]
    [InlineData("InputFile", "/dev/zero", "Nvdimm.Input.File", ErrorCategory.InvalidArgument)]
    public void What_cannot_be_read_ends_the_pipeline(string parameter, string value, string id, ErrorCategory category)
    {
        var run = Run(Invoke, new Dictionary<string, object?> { ["Dimm"] = "*", ["Function"] = 5, [parameter] = value });
        Assert.Equal((id, category), (Id(run.TerminatingError), run.TerminatingError!.CategoryInfo.Category));
        Assert.Empty(Requests);
    }

    [Theory]
    [InlineData(5, "InputHex", "00", "Nvdimm.Input.Size")]
    [InlineData(5, "InputHex", "000000000000000000", "Nvdimm.Input.Size")]
    [InlineData(1, "InputHex", "00", "Nvdimm.Input.Size")]
    [InlineData(5, "InputHex", "0000000000000000", "Nvdimm.Input.EmptyLabelAccess")]
    [InlineData(6, "InputHex", "0000000000000000", "Nvdimm.Input.EmptyLabelAccess")]
    [InlineData(6, "InputHex", "0000000010000000aa", "Nvdimm.Input.Count")]
    [InlineData(9, "InputHex", "00000000ffffffff", "Nvdimm.Input.Count")]
    public void Bytes_that_do_not_fit_are_not_sent(int function, string parameter, string value, string id)
    {
        var run = Run(Invoke, new Dictionary<string, object?> { ["Dimm"] = 0, ["Function"] = function, [parameter] = value, ["Force"] = true });
        Assert.Equal(id, Id(run));
        Assert.Equal(ErrorCategory.InvalidArgument, run.Errors[0].CategoryInfo.Category);
        Assert.Equal("nmem0", run.Errors[0].TargetObject!.ToString());
        Assert.Empty(Requests);
    }

    public static TheoryData<object, Hashtable, string> BadArguments => new()
    {
        { "GetSmart", new Hashtable { ["Anything"] = 1 }, "Nvdimm.Dsm.UnknownArgument" },
        { "GetNamespaceLabelData", new Hashtable { ["Offset"] = 0 }, "Nvdimm.Dsm.MissingArgument" },
        { "GetNamespaceLabelData", new Hashtable { ["Offset"] = 0, ["Length"] = "much" }, "Nvdimm.Dsm.BadArgument" },
        { "GetNamespaceLabelData", new Hashtable { ["Offset"] = 0, ["Length"] = null }, "Nvdimm.Dsm.BadArgument" },
        { "GetNamespaceLabelData", new Hashtable { ["Offset"] = 1L << 40, ["Length"] = 16 }, "Nvdimm.Dsm.OutOfRange" },
        { "SetSmartThreshold", new Hashtable { ["SparesRemaining"] = 100 }, "Nvdimm.Dsm.OutOfRange" },
        { "SetSmartThreshold", new Hashtable(), "Nvdimm.Dsm.MissingArgument" },
    };

    [Theory]
    [MemberData(nameof(BadArguments))]
    public void Values_that_make_no_sense_are_not_sent(object function, Hashtable arguments, string id)
    {
        var run = Run(Invoke, new { Dimm = 0, Function = function, Argument = arguments });
        Assert.Equal((id, ErrorCategory.InvalidArgument), (Id(run), run.Errors[0].CategoryInfo.Category));
        Assert.Empty(Requests);
    }

    [Fact]
    public void A_function_without_a_known_layout_takes_bytes_only()
    {
        Assert.Equal("Nvdimm.Dsm.NoLayout", Id(Run(Invoke, new { Bus = 0, Family = "IntelBus", Function = 9, Force = true, Argument = new Hashtable { ["A"] = 1 } })));
        Assert.Empty(Requests);
    }

    [Fact]
    public void An_input_of_the_pipeline_is_that_items_alone()
    {
        var bad = Custom("Dimm", "nmem0");
        bad.Properties.Add(new PSNoteProperty("InputHex", "0g"));
        var good = Custom("Dimm", "nmem1");
        good.Properties.Add(new PSNoteProperty("InputHex", "00000000 10000000"));
        var run = Run(Invoke, new { Function = 5 }, [bad, good]);
        Assert.Equal("Nvdimm.Input.Hex", Id(run));
        Assert.Equal("nmem1", ((DsmResult)Assert.Single(run.Objects)!).Dimm);
    }
}
