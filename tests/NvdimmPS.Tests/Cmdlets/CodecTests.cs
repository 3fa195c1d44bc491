using System.Collections;
using System.Management.Automation;
using System.Security;
using NvdimmPS.Tests.Harness;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>Bytes to fields and back, without any device.</summary>
public sealed class CodecTests(CmdletFixture fixture) : CmdletTest(fixture, "1x1", shared: true)
{
    private const string From = "ConvertFrom-NvdimmDsm";
    private const string To = "ConvertTo-NvdimmDsm";
    private const string Smart = "00000000 3f06 0000 00000000 014b0503 7001 9001 2a000000 01 8002 0000000000000000 01 00000000";

    private CmdletRun Offline(string command, object parameters, IEnumerable<object?>? pipeline = null)
    {
        var run = RunOn(new NoKernel(), command, parameters, pipeline);
        Assert.Null(run.TerminatingError);
        return run;
    }

    private DsmPayload Payload(string command, object parameters, IEnumerable<object?>? pipeline = null)
    {
        var run = Offline(command, parameters, pipeline);
        Assert.Empty(run.Errors);
        return Base(Assert.Single(run.Objects));
    }

    private static DsmPayload Base(object? written) => Assert.IsType<DsmPayload>(written is PSObject shaped ? shaped.BaseObject : written);

    private static object? Field(DsmPayload payload, string name) => payload.Fields.Single(f => f.Name == name).Value;

    [Fact]
    public void An_answer_of_digits_is_decoded()
    {
        var it = Payload(From, new { Family = "intel", Function = "1", OutputHex = Smart + new string('0', 184) });
        Assert.Equal(("Intel", 1u, "GetSmart", "Output", "Success", 0u, "V1.6", 132), (it.Family, it.Function, it.FunctionName, it.Direction, it.Status, it.StatusCode, it.Generation, it.Length));
        Assert.Equal(("NonCritical", (byte)75, 23.0, 42u), (Field(it, "HealthState"), Field(it, "SparesRemaining"), Field(it, "MediaTemperature"), Field(it, "DirtyShutdownCount")));
    }

    [Fact]
    public void A_request_is_decoded()
    {
        var it = Payload(From, new { Family = "Intel", Function = 17, InputHex = "02 00 00 60 04 00 00" });
        Assert.Equal(("Input", null, 70.0), (it.Direction, it.Status, Field(it, "MediaTemperature")));
        Assert.Equal([0, 2, 3, 5], it.Fields.Select(f => f.Offset));
    }

    [Fact]
    public void A_refusal_is_an_answer_and_no_error()
    {
        var it = Payload(From, new { Family = "Msft", Function = 2, OutputBytes = new byte[] { 4, 0, 1, 0 } });
        Assert.Equal(("NotReported", 0x10004u), (it.Status, it.StatusCode));
        Assert.Empty(it.Fields);
    }

    [Fact]
    public void Bytes_files_and_objects_come_through_the_pipeline()
    {
        byte[] health = [0, 0, 0, 0, 4, 0, 0, 0];
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllText(file, "00000000: 0000 0000 0400 0000  ........\n");
        try
        {
            var named = new { Family = "HyperV", Function = "GetHealthInformation" };
            object?[][] pipelines = [["00000000 04000000"], ["0000000 0000 0000 0004 0000", "0000008"], [.. health.Cast<object?>()], [health], [new FileInfo(file)]];
            Assert.All(pipelines, p => Assert.Equal(["Bit2"], (string[])Field(Payload(From, named, p), "Health")!));
            Assert.Equal(["Bit2"], (string[])Field(Payload(From, new { named.Family, named.Function, Path = file }), "Health")!);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Texts_of_their_own_are_answers_of_their_own_and_one_that_is_none_ends_nothing()
    {
        object?[] texts = ["0000000004000000", "no digits", "00000000 00000000", new byte[] { 0, 0, 0, 0, 4, 0, 0, 0 }, "00000000: 0000 0000 0400 0000  ........"];
        var run = RunOn(new NoKernel(), From, new { Family = "HyperV", Function = "GetHealthInformation" }, texts);
        Assert.Equal(["0000000004000000", "0000000000000000", "0000000004000000", "0000000004000000"], run.Output.Select(o => Base(o).Hex));
        Assert.Equal(["Nvdimm.Decode.Text"], run.Errors.Select(e => Id(e)));
    }

    [Fact]
    public void A_result_says_itself_what_it_is_of()
    {
        var result = Objects("Invoke-NvdimmDsm", new { Dimm = 0, Function = 17, Argument = new Hashtable { ["MediaTemperature"] = 80 } }).Single();
        var run = Offline(From, new { }, [result]);
        Assert.Equal(["Input", "Output"], run.Objects.Select(o => Base(o).Direction));
        Assert.Equal(80.0, Field(Base(run.Objects[0]), "MediaTemperature"));
    }

    [Fact]
    public void A_package_says_itself_what_it_is_of()
    {
        var package = new byte[64 + 4 + 12];
        package[8] = 2;
        (package[16], package[20], package[60]) = (0, 12, 12);
        package[64 + 4] = 1;
        var run = Offline(From, new { PackageHex = Convert.ToHexString(package) });
        Assert.Equal(["Intel 2 GetSmartThreshold Input", "Intel 2 GetSmartThreshold Output"], run.Objects.Select(o => Base(o).ToString()));
        package[20] = 200;
        Assert.Equal("Nvdimm.Decode.Package", Id(Offline(From, new { PackageHex = Convert.ToHexString(package) })));
        package[0] = 77;
        Assert.Equal("Nvdimm.Decode.Package", Id(Offline(From, new { PackageHex = Convert.ToHexString(package) })));
        Assert.Equal("Nvdimm.Decode.Package", Id(Offline(From, new { PackageHex = "00" })));
    }

    [Fact]
    public void A_version_can_be_asked_for_and_is_never_guessed_silently()
    {
        var ambiguous = "00000000 7f000000 00000000 01c8014b0105000004000000deadbeef" + new string('0', 208);
        var run = Offline(From, new { Family = "Intel", Function = 1, OutputHex = ambiguous });
        Assert.Equal("V1.6", Base(run.Objects[0]).Generation); // bit 2 speaks for it, but V1.0 has that bit too
        Assert.Contains("V1.0", Assert.Single(run.Warnings), StringComparison.Ordinal);
        var asked = Payload(From, new { Family = "Intel", Function = 1, OutputHex = ambiguous, Generation = "v1.0" });
        Assert.Equal(("V1.0", 28.5), (asked.Generation, Field(asked, "Temperature")));
        Assert.Equal("Nvdimm.Dsm.UnknownGeneration", Id(Offline(From, new { Family = "Intel", Function = 1, OutputHex = ambiguous, Generation = "V9" })));
        Assert.Equal("Nvdimm.Dsm.UnknownGeneration", Id(Offline(From, new { Family = "Intel", Function = 2, OutputHex = "00", Generation = "V1.0" })));
    }

    [Fact]
    public void What_is_encoded_decodes_and_can_be_sent()
    {
        var it = Payload(To, new { Family = "Intel", Function = "SetSmartThreshold", Argument = new Hashtable { ["MediaTemperature"] = 70 } });
        Assert.Equal(("020000600400000"[..14], 7), (it.Hex, it.Length));
        Assert.Equal(it.Bytes, Payload(From, new { }, [it]).Bytes);
        var reply = Payload(To, new { Family = "Msft", Function = 11, Argument = new Hashtable { ["Temperature"] = 40 }, Reply = true });
        Assert.Equal(("Output", "Success", (ushort)40), (reply.Direction, reply.Status, Field(reply, "Temperature")));
    }

    [Fact]
    public void A_passphrase_is_encoded_and_not_shown()
    {
        using var secret = new SecureString();
        foreach (var letter in "hunter2")
        {
            secret.AppendChar(letter);
        }

        var it = Payload(To, new { Family = "Intel", Function = "UnlockUnit", Argument = new Hashtable { ["CurrentPassphrase"] = secret } });
        Assert.Equal("hunter2".PadRight(32, '\0'), System.Text.Encoding.UTF8.GetString(it.GetBytes()));
        var field = Assert.Single(it.Fields);
        Assert.Equal((null, "", "secret, not shown"), ((string?)field.Value, field.Raw, field.Reason));
        var error = Offline(To, new { Family = "Intel", Function = "UnlockUnit", Argument = new Hashtable { ["CurrentPassphrase"] = "hunter2" } });
        Assert.DoesNotContain("hunter2", error.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Doubts_are_warnings()
    {
        Assert.Contains("2 bytes stand behind", Assert.Single(Offline(From, new { Family = "HyperV", Function = 1, OutputHex = "00000000000000000000" }).Warnings), StringComparison.Ordinal);
        Assert.Contains("no public document", Assert.Single(Offline(From, new { Family = "HyperV", Function = 4, OutputHex = "00000000" }).Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Nvdimm.Dsm.ShortReply", "Intel", "1", "OutputHex", "00")]
    [InlineData("Nvdimm.Dsm.Contradiction", "Intel", "8", "OutputHex", "00000000ffff0000")]
    [InlineData("Nvdimm.Decode.Text", "Intel", "1", "OutputHex", "no digits")]
    [InlineData("Nvdimm.Input.Size", "Intel", "17", "InputHex", "0200")]
    [InlineData("Nvdimm.Input.Size", "Intel", "17", "InputHex", "0200000000000000")]
    [InlineData("Nvdimm.Input.Count", "Intel", "6", "InputHex", "00000000ff00000001")]
    [InlineData("Nvdimm.Dsm.UnknownFamily", "Nope", "1", "OutputHex", "00000000")]
    [InlineData("Nvdimm.Dsm.UnknownFunction", "Intel", "Nope", "OutputHex", "00000000")]
    [InlineData("Nvdimm.Decode.NoFunction", null, "1", "OutputHex", "00000000")]
    [InlineData("Nvdimm.Decode.NoFunction", "Intel", null, "OutputHex", "00000000")]
    [InlineData("Nvdimm.Input.File", "Intel", "1", "Path", "/nonexistent/dump")]
    public void Bad_input_is_named(string id, string? family, string? function, string parameter, string text)
    {
        var parameters = new Dictionary<string, object?> { [parameter] = text };
        if (family is not null)
        {
            parameters["Family"] = family;
        }

        if (function is not null)
        {
            parameters["Function"] = function;
        }

        Assert.Equal(id, Id(Offline(From, parameters)));
    }

    [Fact]
    public void What_has_no_bytes_is_named()
    {
        Assert.Equal("Nvdimm.Decode.NoBytes", Id(Offline(From, new { Family = "Intel", Function = 1 }, [Custom("Name", "x")])));
        Assert.Equal("Nvdimm.Decode.NoBytes", Id(Offline(From, new { Family = "Intel", Function = 1 }, [Custom("OutputBytes", new object[] { "x" })])));
        Assert.Equal("Nvdimm.Dsm.MissingArgument", Id(Offline(To, new { Family = "Intel", Function = "InjectError" })));
        Assert.Equal("Nvdimm.Dsm.UnknownArgument", Id(Offline(To, new { Family = "Intel", Function = 17, Argument = new Hashtable { ["Nope"] = 1 } })));
        Assert.Equal("Nvdimm.Dsm.NoLayout", Id(Offline(To, new { Family = "HyperV", Function = 3 , Argument = new Hashtable { ["Nope"] = 1 } })));
    }
}
