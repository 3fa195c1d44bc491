using NvdimmPS.Abi;

namespace NvdimmPS.Tests.Cmdlets;

public sealed class ConfigurationCmdletTests : CmdletTest
{
    private const string Export = "Export-NvdimmConfiguration", Compare = "Compare-NvdimmConfiguration";

    private readonly string _folder = Directory.CreateTempSubdirectory("nvdimm-configuration-").FullName;

    public ConfigurationCmdletTests(CmdletFixture fixture)
        : base(fixture)
    {
    }

    private string File => Path.Combine(_folder, "machine.json");

    [Fact]
    public void A_file_is_written_once_replaced_by_Force_and_not_at_all_by_WhatIf()
    {
        Assert.Empty(Objects(Export, new { Path = File, WhatIf = true }));
        Assert.Empty(Directory.GetFiles(_folder));
        Assert.Empty(Requests);
        Assert.Empty(Objects(Export, new { Path = File }));
        Assert.Equal("Nvdimm.Configuration.Exists", Id(Run(Export, new { Path = File })));
        Assert.Empty(Objects(Export, new { Path = File, Force = true }));
        Assert.Equal([File], Directory.GetFiles(_folder));
        Assert.Equal("Nvdimm.Configuration.Write", Id(Run(Export, new { Path = Path.Combine(_folder, "no", "c.json") })));
        Assert.Equal("Nvdimm.Configuration.Empty", Id(RunOn(new NoKernel(), Export)));
    }

    [Fact]
    public void Serial_numbers_come_only_where_they_are_wanted()
    {
        var serial = Kernel.Dimm("nmem0").Serial.ToString("x8", null);
        Assert.DoesNotContain(serial, Text(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains(serial, (string)Objects(Export, new { IncludeSerial = true })[0]!, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void File_and_text_say_the_same_and_nothing_is_written_to_a_DIMM()
    {
        Objects(Export, new { Path = File });
        var text = Text();
        foreach (var reference in (object[])[File, new FileInfo(File), text, text.Split('\n')])
        {
            Assert.Empty(Objects(Compare, new { Reference = reference }));
            Assert.Equal([true], Objects(Compare, new { Reference = reference, Quiet = true }));
        }

        Kernel.Dimm("nmem1").Locked = true;
        Assert.Equal(["Different dimms/0x11/security"], Names(Compare, new { Reference = (object)File }));
        Assert.Equal([false], Objects(Compare, new { Reference = (object)File, Quiet = true }));
        Assert.Equal(["Different dimms/0x11/security"], Names(Compare, new { Reference = (object)text }, [Text(), text]));
        Assert.DoesNotContain(Kernel.Transcript, r => r.Function is 14 or 15 or 16 or 17);
    }

    [Fact]
    public void DIMMs_are_asked_only_for_what_the_document_speaks_of()
    {
        const string layout = """{ "format": "nvdimmps-configuration", "version": 1, "dimms": { "0x1": {}, "0x11": {} } }""";
        Assert.Empty(Objects(Compare, new { Reference = (object)layout }));
        Assert.Empty(Requests);
    }

    [Fact]
    public void A_DIMM_that_cannot_be_asked_is_a_warning_and_a_gap()
    {
        var text = Text();
        Kernel.Faults.Add(new SimulatorFault { Target = "nmem1", Kind = SimulatorFaultKind.Errno, Value = Errno.EIO });
        var run = Run(Export);
        Assert.Empty(run.Errors);
        Assert.Equal(2, run.Warnings.Count);
        Assert.Equal(["Unknown dimms/0x11/firmware", "Unknown dimms/0x11/thresholds"], Names(Compare, new { Reference = (object)text }));
        Assert.Equal([false], Objects(Compare, new { Reference = (object)text, Quiet = true }));
    }

    [Fact]
    public void A_wrong_document_compares_nothing()
    {
        foreach (var (reference, id) in ((object, string)[])
        [
            ("/no/such.json", "File"), (_folder, "File"), (" ", "Invalid"), ("{ \"format\": ", "Invalid"), (7, "Invalid"), (new Hashtable(), "Invalid"), (Custom("format", "x"), "Invalid"),
            ("""{ "format": "nvdimmps-configuration", "version": 9 }""", "Version"),
        ])
        {
            var run = Run(Compare, new { Reference = reference });
            Assert.Equal($"Nvdimm.Configuration.{id}", Id(run.TerminatingError));
            Assert.Empty(run.Objects);
        }

        var other = Run(Compare, new { Reference = (object)((string)Objects(Export, new { IncludeSerial = true })[0]!).Replace("\"serial\": \"0x", "\"serial\": \"0xf", StringComparison.Ordinal), Quiet = true });
        Assert.Equal("Nvdimm.Configuration.OtherMachine", Id(other));
        Assert.Equal([false], other.Objects);
        Assert.Equal("Nvdimm.Configuration.Invalid", Id(Run(Compare, new { Reference = (object)Text() }, ["{}"])));
    }

    [Fact]
    public void What_nobody_knows_is_a_warning()
    {
        var run = Run(Compare, new { Reference = (object)Text().Replace("\"version\": 1,", "\"version\": 1, \"colour\": \"red\",", StringComparison.Ordinal) });
        Assert.Empty(run.Objects);
        Assert.Contains("colour", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }

    protected override void Dispose(bool disposing)
    {
        Directory.Delete(_folder, recursive: true);
        base.Dispose(disposing);
    }

    private string Text() => Assert.IsType<string>(Assert.Single(Objects(Export)));

    private sealed class Hashtable : System.Collections.Hashtable;
}
