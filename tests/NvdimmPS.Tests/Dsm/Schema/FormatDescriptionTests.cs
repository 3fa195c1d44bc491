using System.Diagnostics;
using System.Text.Json;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Dsm.Schema;
using NvdimmPS.Dsm.Vendor;
using NvdimmPS.Tests.Cli;

namespace NvdimmPS.Tests.Dsm.Schema;

/// <summary>NvdimmPS.DsmSchema.json says of the format what the reader does.</summary>
public sealed class FormatDescriptionTests
{
    private static readonly string Path = System.IO.Path.Combine(Repository.Root, "module", DsmSchema.Description);

    private static readonly JsonElement Root = JsonDocument.Parse(File.ReadAllText(Path)).RootElement;

    [Fact]
    public void It_has_the_members_that_the_reader_knows()
    {
        Same(DsmSchema.Members, Root);
        Same(FamilySchema.Table.Names, Definition("family"));
        Same(FunctionSchema.Table.Names, Definition("function"));
        Same(GenerationSchema.Table.Names, Definition("generation"));
        Same(StatusSchema.Table.Names, Definition("status"));
        Same(FieldSchema.Table.Names, Definition("field"));
        Same(ConditionSchema.Table.Names, Definition("condition"));
        Same(LayoutSchema.Names, Definition("layout").GetProperty("oneOf")[1]);
        Same(VendorCommandSchema.Table.Names, Definition("vendorCommand"));
        Same(VendorCommandSchema.FormTable.Names, Definition("vendorForm"));
        Same(FisSchema.Table.Names, Definition("fis"));
        Same(WithinSchema.Table.Names, Definition("within"));
        Same(BitsSchema.Table.Names, Property("field", "bits"));
        Same(SizesSchema.Table.Names, Property("function", "sizes"));
        Same(ShorterSchema.Table.Names, Property("field", "shorter"));
    }

    [Fact]
    public void Its_words_are_those_of_the_code()
    {
        Assert.Equal(Enum.GetNames<DsmFieldKind>(), Words(Property("field", "kind")));
        Assert.Equal(Enum.GetNames<DsmDanger>(), Words(Property("function", "danger")));
        Assert.Equal(Enum.GetNames<DsmDanger>(), Words(Property("vendorCommand", "danger")));
        Assert.Equal(FieldForms.All.Select(f => f.Name), Words(Property("field", "form")));
        Assert.Equal(Enum.GetNames<NdNodeKind>(), Words(Property("family", "target")));
        Assert.Equal(Enum.GetNames<NvdimmErrorKind>(), Words(Definition("category")));
        Assert.Equal(FunctionSchema.LegacyCommands, Words(Property("function", "legacyCommand")));
        Assert.Equal((DsmSchema.Format, DsmSchema.Version), (Root.GetProperty("properties").GetProperty("format").GetProperty("const").GetString(), Root.GetProperty("properties").GetProperty("version").GetProperty("const").GetInt32()));
    }

    [Fact]
    public void Every_member_is_described()
    {
        foreach (var (name, property) in Root.GetProperty("$defs").EnumerateObject().SelectMany(d => Properties(d.Value)))
        {
            Assert.True(property.TryGetProperty("description", out _) || property.TryGetProperty("$ref", out _), name);
        }
    }

    [Fact]
    public void What_is_exported_is_valid_by_it()
    {
        var folder = Directory.CreateTempSubdirectory("nvdimm-schema-").FullName;
        try
        {
            foreach (var family in DsmFamilies.All)
            {
                File.WriteAllText(System.IO.Path.Combine(folder, $"{family}.json"), DsmSchema.Write([family]));
            }

            File.WriteAllText(System.IO.Path.Combine(folder, "all.json"), DsmSchema.Write(DsmFamilies.All));
            File.WriteAllText(System.IO.Path.Combine(folder, "example.json"), Example.Text);
            File.WriteAllText(System.IO.Path.Combine(folder, "example-more.json"), Example.Texts[1]);
            File.WriteAllText(System.IO.Path.Combine(folder, "example-vendor.json"), Example.Texts[2]);
            File.WriteAllText(System.IO.Path.Combine(folder, "bad-vendor.json"), Example.Texts[2].Replace("\"opcode\"", "\"opcod\"", StringComparison.Ordinal));
            File.WriteAllText(System.IO.Path.Combine(folder, "bad.json"), Example.Text.Replace("\"danger\"", "\"dangr\"", StringComparison.Ordinal));
            File.WriteAllText(System.IO.Path.Combine(folder, "bad-kind.json"), Example.Text.Replace("\"kind\": \"Enum\"", "\"kind\": \"Enumeration\"", StringComparison.Ordinal));
            var (code, output) = Validate(folder);
            Assert.SkipWhen(code == 3, output);
            Assert.True(code == 0, output);
            Assert.Equal(["bad-kind.json", "bad-vendor.json", "bad.json"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Python's validator prints the names of the files that are not valid; 3 where there is none on this machine.</summary>
    private static (int Code, string Output) Validate(string folder)
    {
        const string script = """
            import json, pathlib, sys
            try:
                from jsonschema import Draft202012Validator as Validator
            except ImportError as e:
                print("there is no JSON Schema validator: python3 -m pip install jsonschema:", e)
                sys.exit(3)
            schema = json.loads(pathlib.Path(sys.argv[1]).read_text("utf-8"))
            Validator.check_schema(schema)
            validator = Validator(schema)
            for file in sorted(pathlib.Path(sys.argv[2]).glob("*.json")):
                if not validator.is_valid(json.loads(file.read_text("utf-8"))):
                    print(file.name)
            """;
        var start = new ProcessStartInfo("python3") { RedirectStandardOutput = true, RedirectStandardError = true, ArgumentList = { "-c", script, Path, folder } };
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output + (process.ExitCode == 0 ? string.Empty : error.Result));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (3, "there is no python3 on this machine");
        }
    }

    private static void Same(IEnumerable<string> expected, JsonElement described) =>
        Assert.Equal(expected, described.GetProperty("properties").EnumerateObject().Select(p => p.Name));

    private static JsonElement Definition(string name) => Root.GetProperty("$defs").GetProperty(name);

    private static JsonElement Property(string definition, string name) => Definition(definition).GetProperty("properties").GetProperty(name);

    private static IEnumerable<string?> Words(JsonElement element) => element.GetProperty("enum").EnumerateArray().Select(w => w.GetString());

    private static IEnumerable<(string Name, JsonElement Value)> Properties(JsonElement definition) =>
        definition.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().Select(p => (p.Name, p.Value)) : [];
}
