using System.Collections;
using System.Management.Automation;
using NvdimmPS.Dsm;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Session;
using NvdimmPS.Shell.Simulator;
using NvdimmPS.Tests.Dsm.Schema;

namespace NvdimmPS.Tests.Cmdlets;

public sealed class SchemaCmdletTests : CmdletTest
{
    private const string Export = "Export-NvdimmDsmSchema", Import = "Import-NvdimmDsmSchema", Remove = "Remove-NvdimmDsmSchema";

    private readonly IDisposable _isolated = DsmFamilies.Isolate();
    private readonly string _folder = Directory.CreateTempSubdirectory("nvdimm-schema-").FullName;

    public SchemaCmdletTests(CmdletFixture fixture)
        : base(fixture, "1x1", shared: true)
    {
    }

    [Fact]
    public void Families_come_out_as_one_text()
    {
        var text = (string)Assert.Single(Objects(Export, new { Family = new[] { "hpe*", "3" } }))!;
        Assert.Equal(["Hpe1", "Hpe2", "Msft"], DsmSchema.Parse("x", text).Families);
        Assert.Equal(DsmFamilies.All.Select(f => f.Name), DsmSchema.Parse("x", (string)Assert.Single(Objects(Export))!).Families);
        Assert.Equal(["Papr", "Intel"], DsmSchema.Parse("x", (string)Assert.Single(Objects(Export, pipeline: ["papr", "intel"]))!).Families);
    }

    [Fact]
    public void A_file_is_written_and_not_replaced_unasked()
    {
        var path = Path.Combine(_folder, "x.json");
        Assert.Contains("Write the families Papr", Assert.Single(Run(Export, new { Family = "papr", Path = path, WhatIf = true }).HostLines), StringComparison.Ordinal);
        Assert.False(File.Exists(path));
        Assert.Empty(Objects(Export, new { Family = "papr", Path = path }));
        Assert.Equal((string)Assert.Single(Objects(Export, new { Family = "papr" }))!, File.ReadAllText(path));

        var run = Run(Export, new { Family = "intel", Path = path });
        Assert.Equal(("Nvdimm.Schema.FileExists", ErrorCategory.InvalidOperation), (Id(run), run.Errors[0].CategoryInfo.Category));
        Assert.Equal(["Papr"], DsmSchema.Load(path).Families);
        Assert.Empty(Objects(Export, new { Family = "intel", Path = path, Force = true }));
        Assert.Equal(["Intel"], DsmSchema.Load(path).Families);
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(_folder));
    }

    [Theory]
    [InlineData("/nowhere/at/all/x.json")]
    [InlineData("/proc/x.json")]
    public void A_file_that_cannot_be_written_is_told(string path)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the paths are Linux's");
        Assert.Equal("Nvdimm.Schema.File", Id(Run(Export, new { Family = "papr", Path = path })));
    }

    [Fact]
    public void An_unknown_family_does_not_keep_the_others()
    {
        var run = Run(Export, new { Family = new[] { "nope", "papr" } });
        Assert.Equal("Nvdimm.Dsm.UnknownFamily", Id(run));
        Assert.Equal(["Papr"], DsmSchema.Parse("x", (string)Assert.Single(run.Objects)!).Families);
    }

    [Fact]
    public void Files_are_imported_by_path_pattern_and_object()
    {
        var acme = Written("acme.json", Example.Text);
        Written("acme-more.json", Example.Texts[1]);
        var functions = Objects(Import, new { Path = Path.Combine(_folder, "acme*.json"), PassThru = true }).Cast<DsmFunctionInfo>().ToList();
        Assert.Equal(["GetTrace", "GetHealth", "GetEvents", "SetAlarm", "SetPassphrase", "ServiceMode"], functions.Select(f => f.FunctionName));
        Assert.Equal(acme, functions[1].Origin);
        Assert.Empty(Objects(Remove));
        Assert.Empty(DsmFamilies.Imported);
        Assert.Empty(Objects(Import, pipeline: [acme]));
        Assert.Equal(["Acme"], DsmFamilies.Imported.Select(f => f.Name));
        Assert.Equal("Nvdimm.Schema.File", Id(Run(Import, new { Path = Path.Combine(_folder, "nope*.json") })));
    }

    [Fact]
    public void A_text_is_imported_and_used()
    {
        Assert.Empty(Objects(Import, new { Json = Example.Text }));
        var function = (DsmFunctionInfo)Assert.Single(Objects("Get-NvdimmDsmFunction", new { Family = 9, Function = "setalarm" }))!;
        Assert.Equal(("Acme", "Write", "4", "-Json"), (function.Family, function.Danger, function.InputSize, function.Origin));
        Assert.Equal(["Change", "LifeUsed", "Temperature"], function.InputFields.Select(f => f.Name));
        var explanation = (DsmExplanation)Assert.Single(Objects("Invoke-NvdimmDsm", new { Dimm = "nmem99", Family = "Acme", Function = "SetAlarm", Argument = new Hashtable { ["Temperature"] = 70 }, WhatIf = true }))!;
        Assert.Contains(explanation.Rows, r => r is { Field: "Change", Value: "Temperature" });
    }

    [Fact]
    public void A_bad_file_leaves_the_others_and_the_families_alone()
    {
        var (bad, good) = (Written("bad.json", Example.Text.Replace("\"danger\"", "\"dangr\"", StringComparison.Ordinal)), Written("more.json", Example.Texts[1]));
        var run = Run(Import, new { Path = new[] { bad, good } });
        Assert.Equal(("Nvdimm.Schema.Invalid", ErrorCategory.InvalidData), (Id(run), run.Errors[0].CategoryInfo.Category));
        Assert.Contains("Did you mean 'danger'?", run.Errors[0].ErrorDetails!.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(["HyperV"], DsmFamilies.Imported.Select(f => f.Name));
    }

    [Fact]
    public void What_is_known_is_replaced_by_force_only_and_asked_about()
    {
        var changed = Example.Texts[1].Replace("5, \"name\": \"GetTrace\"", "2, \"name\": \"GetUnsafeShutdownCount\"", StringComparison.Ordinal);
        Assert.Equal(("Nvdimm.Schema.Taken", ErrorCategory.InvalidOperation), (Id(Run(Import, new { Json = changed })), Run(Import, new { Json = changed }).Errors[0].CategoryInfo.Category));
        Assert.Contains("Import the DSM families HyperV", Assert.Single(Run(Import, new { Json = changed, Force = true, WhatIf = true }).HostLines), StringComparison.Ordinal);
        Assert.Empty(DsmFamilies.Imported);
        Assert.Equal("Nvdimm.Schema.Taken", Id(Run(Import, new { Json = changed, WhatIf = true })));
        Assert.Empty(Objects(Import, new { Json = changed, Force = true }));
        Assert.Equal("4+n", ((DsmFunctionInfo)Assert.Single(Objects("Get-NvdimmDsmFunction", new { Family = "HyperV", Function = 2 }))!).OutputSize);
        Assert.Empty(Objects(Remove, new { Family = "hyperv" }));
        Assert.Equal("8", ((DsmFunctionInfo)Assert.Single(Objects("Get-NvdimmDsmFunction", new { Family = "HyperV", Function = 2 }))!).OutputSize);
    }

    [Fact]
    public void What_was_not_imported_cannot_be_removed()
    {
        var run = Run(Remove, new { Family = "Intel" });
        Assert.Equal(("Nvdimm.Schema.NotImported", ErrorCategory.ObjectNotFound), (Id(run), run.Errors[0].CategoryInfo.Category));
        Assert.Empty(Objects(Remove, new { Family = "I*" }));
        Objects(Import, new { Json = Example.Text });
        Assert.Contains("Remove what was imported", Assert.Single(Run(Remove, new { WhatIf = true }).HostLines), StringComparison.Ordinal);
        Assert.Single(DsmFamilies.Imported);
    }

    [Fact]
    public void A_passphrase_of_an_imported_family_shows_nowhere()
    {
        const string word = "5a5a5a5a";
        using var kernel = AcmeMachine.Start();
        Objects(Import, new { Json = Example.Text });
        var parameters = new Dictionary<string, object?>
        {
            ["Dimm"] = 0, ["Function"] = "SetPassphrase", ["InputHex"] = string.Concat(Enumerable.Repeat(word, 8)), ["AllowSensitive"] = true, ["Force"] = true, ["AllowInUse"] = true, ["Verbose"] = true,
        };
        var run = RunOn(kernel, "Invoke-NvdimmDsm", parameters);
        Assert.Empty(run.Errors);
        Assert.Empty(((DsmResult)Assert.Single(run.Objects)!).InputBytes);
        Assert.DoesNotContain(run.Verbose, v => v.Contains(word, StringComparison.OrdinalIgnoreCase));
        var request = SimulatorRequest.From(Assert.Single(kernel.Transcript));
        Assert.Equal(("Acme", "SetPassphrase", 64 + 32 + 4), (request.Family, request.FunctionName, request.SentHex.Length / 2));
        Assert.DoesNotContain((byte)0x5a, Convert.FromHexString(request.SentHex + request.ReturnedHex));

        parameters.Remove("AllowSensitive");
        Assert.Equal("Nvdimm.Dsm.Sensitive", Id(RunOn(kernel, "Invoke-NvdimmDsm", parameters)));
        parameters["WhatIf"] = true;
        var explained = (DsmExplanation)Assert.Single(RunOn(kernel, "Invoke-NvdimmDsm", parameters).Objects)!;
        Assert.Equal("…", explained.Rows.Single(r => r.Field == "NewPassphrase").Bytes);
    }

    /// <summary>A file that calls secure erase a read opens no gate, and one that calls a passphrase none shows none.</summary>
    [Fact]
    public void A_file_that_makes_little_of_known_functions_is_told_and_changes_no_gate()
    {
        const string harmless = """
            { "format": "nvdimmps-dsm-schema", "version": 1, "families": [ { "name": "Intel", "functions": [
                { "number": 20, "name": "GetA", "danger": "Read", "input": [ { "name": "A", "kind": "Bytes", "size": 64 } ], "output": [ { "name": "Status", "size": 4 } ] },
                { "number": 24, "name": "GetB", "danger": "Read", "input": [ { "name": "B", "kind": "Bytes", "size": 32 } ], "output": [ { "name": "Status", "size": 4 } ] },
                { "number": 12, "name": "GetFirmware", "danger": "Write", "input": [], "output": [ { "name": "Status", "size": 4 } ] } ] } ] }
            """;
        using var kernel = new NvdimmPS.Simulation.SimulatedKernel("1x1");
        Assert.Equal(2, Run(Import, new { Json = harmless, Force = true, WhatIf = true }).Warnings.Count);
        Assert.Empty(DsmFamilies.Imported);
        var run = Run(Import, new { Json = harmless, Force = true });
        Assert.Empty(run.Errors);
        Assert.Equal(["Intel 20 SetPassphrase keeps", "Intel 24 SecureErase keeps"], run.Warnings.Select(w => string.Join(' ', w[w.IndexOf("Intel", StringComparison.Ordinal)..].Split(' ')[..4])));
        Assert.All(run.Warnings, w => Assert.Contains("its danger Destructive, that it is sensitive, its input", w, StringComparison.Ordinal));
        Assert.Equal(("GetFirmware", "Write"), (DsmFamilies.Intel.Get(12).Name, DsmFamilies.Intel.Get(12).Danger.ToString())); // what raises is taken

        byte[] input = [.. new byte[32], .. "hunter2!correct-horse-battery-32"u8];
        Assert.Equal("Nvdimm.Dsm.Sensitive", Id(RunOn(kernel, "Invoke-NvdimmDsm", new { Dimm = 0, Function = 24, InputBytes = input[32..], Force = true })));
        Assert.Equal("Nvdimm.Dsm.Sensitive", Id(RunOn(kernel, "Invoke-NvdimmDsm", new { Dimm = 0, Function = 20, InputBytes = input, Force = true })));
        Assert.Equal("Nvdimm.Dsm.UnknownFunction", Id(RunOn(kernel, "Invoke-NvdimmDsm", new { Dimm = 0, Function = "GetB", InputBytes = input[32..], Force = true })));
        Assert.Empty(kernel.Transcript);
        var file = Path.Combine(_folder, "t.jsonl");
        using (var trace = NvdimmPS.NvdimmTrace.Start(kernel, file, replace: true, "test"))
        {
            var sent = RunOn(trace.Kernel, "Invoke-NvdimmDsm", new { Dimm = 0, Function = 20, InputBytes = input, AllowSensitive = true, Force = true, AllowInUse = true, Verbose = true });
            Assert.Empty(sent.Errors);
            Surface.Hides(input.AsSpan(32), [.. sent.Output, .. sent.Verbose, .. kernel.Transcript.Select(SimulatorRequest.From)]);
        }

        Surface.Hides(input.AsSpan(32), File.ReadAllLines(file));
        Surface.Hides(input.AsSpan(32), Objects("ConvertFrom-NvdimmDsm", new { Family = "Intel", Function = 20, InputBytes = input }));
        Objects(Remove);
        Assert.Equal("GetFirmwareInfo", DsmFamilies.Intel.Get(12).Name);
    }

    [Fact]
    public void Faults_are_given_by_the_familys_name()
    {
        using var kernel = AcmeMachine.Start();
        Objects(Import, new { Json = Example.Text });
        kernel.Faults.Add(FaultTable.Read(new Hashtable { ["Family"] = "acme", ["Function"] = 1, ["Status"] = 3 }));
        Assert.Equal(ErrorCategory.ResourceBusy, RunOn(kernel, "Invoke-NvdimmDsm", new { Dimm = 0, Function = "GetHealth" }).Errors[0].CategoryInfo.Category);
        Assert.Empty(RunOn(kernel, "Invoke-NvdimmDsm", new { Dimm = 0, Function = "GetEvents", Argument = new Hashtable { ["First"] = 0 } }).Errors);
    }

    [Fact]
    public void Imported_families_and_functions_are_completed()
    {
        Objects(Import, new { Json = Example.Text });
        Assert.Contains("Acme", Texts(new FamilyCompleter(), "Invoke-NvdimmDsm", ("Dimm", "nmem0")));
        Assert.DoesNotContain("Acme", Texts(new FamilyCompleter(), "Invoke-NvdimmDsm", ("Bus", "ndbus0")));
        Assert.Equal(["Acme"], Texts(new FamilyCompleter(), Remove));
        Assert.Equal(9, Texts(new FamilyCompleter(), Export).Count());
        Assert.Contains("SetAlarm", Texts(new FunctionCompleter(), "Invoke-NvdimmDsm", ("Family", "Acme")));
        Assert.Contains("@{ Temperature = ", Texts(new ArgumentKeyCompleter(), "Invoke-NvdimmDsm", ("Family", "Acme"), ("Function", "SetAlarm")));
    }

    protected override void Dispose(bool disposing)
    {
        _isolated.Dispose();
        Directory.Delete(_folder, recursive: true);
        base.Dispose(disposing);
    }

    private IEnumerable<string> Texts(NvdimmCompleter completer, string command, params (string Name, object Value)[] bound)
    {
        using var injected = NvdimmSession.Inject(Kernel);
        var parameters = new Hashtable();
        foreach (var (name, value) in bound)
        {
            parameters[name] = value;
        }

        return [.. completer.CompleteArgument(command, "x", string.Empty, null!, parameters).Select(r => r.ListItemText)];
    }

    private string Written(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
