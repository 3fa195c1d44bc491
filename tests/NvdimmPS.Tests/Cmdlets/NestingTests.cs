using System.Collections;
using System.Management.Automation;
using System.Reflection;
using NvdimmPS.Findings.FirmwareBaselines;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Cmdlets;
using NvdimmPS.Shell.Files;
using NvdimmPS.Shell.Output;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>What holds itself, or is nested without an end, is an error: a stack that overflows would end the process, and these tests.</summary>
public sealed class NestingTests(CmdletFixture fixture) : CmdletTest(fixture, shared: true)
{
    // Those that go on until they are stopped, or change what is shared; they have the same parameters by the same attributes.
    private static readonly string[] Lasting = ["Watch-NvdimmEvent", "Register-NvdimmEvent", "New-NvdimmSimulator", "Remove-NvdimmSimulator", "Start-NvdimmTrace", "Invoke-NvdimmFleet"];

    public static TheoryData<string> Commands() => new(
        from type in typeof(NvdimmCmdlet).Assembly.GetTypes()
        let cmdlet = type.GetCustomAttribute<CmdletAttribute>()
        where cmdlet is not null && !Lasting.Contains($"{cmdlet.VerbName}-{cmdlet.NounName}")
        select $"{cmdlet.VerbName}-{cmdlet.NounName}");

    [Theory]
    [MemberData(nameof(Commands))]
    public void No_parameter_takes_the_process_down(string command)
    {
        var type = typeof(NvdimmCmdlet).Assembly.GetTypes().Single(t => t.GetCustomAttribute<CmdletAttribute>() is { } c && $"{c.VerbName}-{c.NounName}" == command);
        foreach (var parameter in type.GetProperties().Where(p => p.GetCustomAttributes<ParameterAttribute>().Any() && p.PropertyType != typeof(SwitchParameter)))
        {
            foreach (var value in Endless())
            {
                Run(command, new Dictionary<string, object?> { [parameter.Name] = value });
            }
        }
    }

    [Theory]
    [InlineData("Get-NvdimmDevice", "Name")]
    [InlineData("Get-NvdimmHealth", "Dimm")]
    [InlineData("Get-NvdimmDevice", "NfitHandle")]
    [InlineData("Invoke-NvdimmDsm", "Route")]
    [InlineData("Get-NvdimmRegion", "Name")]
    [InlineData("Compare-NvdimmInventory", "InputObject")]
    public void A_list_that_holds_itself_is_refused_in_plain_words(string command, string parameter)
    {
        var run = Run(command, new Dictionary<string, object?> { [parameter] = Loop() });
        Assert.Contains(run.Errors.Append(run.TerminatingError).OfType<ErrorRecord>(), e => $"{e}".Contains("contains itself", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_word_of_an_enumeration_is_guarded() => Assert.Empty(
        from type in typeof(NvdimmCmdlet).Assembly.GetTypes()
        where typeof(NvdimmCmdlet).IsAssignableFrom(type)
        from property in type.GetProperties()
        where property.GetCustomAttributes<ParameterAttribute>().Any()
        let word = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType.GetElementType() ?? property.PropertyType
        where word.IsEnum && !property.GetCustomAttributes<FlatAttribute>().Any()
        select $"{type.Name}.{property.Name}");

    [Fact]
    public void Lists_within_lists_are_their_elements()
    {
        var given = new object?[] { 1, new object?[] { 2, new ArrayList { "3", new PSObject(new object[] { 4 }) } }, null };
        Assert.Equal([1, 2, "3", 4, null], Nested.Items(given));
        Assert.Equal(["text"], Nested.Items("text"));
        Assert.Equal([null], Nested.Items(null));
        Assert.Single(Nested.Items(new Hashtable { ["a"] = 1, ["b"] = 2 }));
    }

    [Fact]
    public void What_stands_in_itself_many_times_over_has_an_end_too()
    {
        // Sixteen deep it would be 10 to the power of 15.
        object list = "x";
        for (var i = 0; i < Nested.MaxDepth - 1; i++)
        {
            list = Enumerable.Repeat(list, 10).ToArray();
        }

        Assert.Equal("Nvdimm.Input.Nesting", Assert.Throws<NvdimmException>(() => Nested.Items(list).Count()).ErrorId);
        Assert.Equal("Nvdimm.Input.Nesting", Assert.Throws<NvdimmException>(() => PlainValues.From(list)).ErrorId);
        Assert.Throws<NvdimmException>(() => DataObject.ToNode(FirmwareBaseline.Origin("-Baseline"), list));
        Assert.Equal("Nvdimm.Input.Nesting", Assert.Throws<NvdimmException>(() => Nested.Items(Forever()).Count()).ErrorId);

        static IEnumerable<object> Forever()
        {
            while (true)
            {
                yield return 1;
            }
        }
    }

    [Fact]
    public void Tables_that_hold_themselves_are_refused()
    {
        var table = new Hashtable();
        table["Me"] = table;
        Assert.Equal("Nvdimm.Input.Nesting", Assert.Throws<NvdimmException>(() => PlainValues.From(table)).ErrorId);
        Assert.Throws<NvdimmException>(() => DataObject.ToNode(FirmwareBaseline.Origin("-Baseline"), table));
        var run = Run("Invoke-NvdimmDsm", new { Dimm = 0, Function = 17, Argument = table, WhatIf = true });
        Assert.Equal("Nvdimm.Input.Nesting", Id(run.TerminatingError ?? run.Errors.Single()));
    }

    [Fact]
    public void A_name_that_is_an_object_which_names_itself_is_none()
    {
        var health = Custom("Dimm", null);
        health.TypeNames.Insert(0, "Deserialized.NvdimmPS.NvdimmHealth");
        health.Properties["Dimm"].Value = health;
        var run = Run("Get-NvdimmHealth", new { Dimm = health });
        Assert.NotNull(run.TerminatingError ?? run.Errors.FirstOrDefault());
    }

    [Fact]
    public void Views_of_what_holds_itself_have_an_end()
    {
        var field = Custom("Name", "f");
        field.Properties.Add(new PSNoteProperty("Elements", new object[] { field }));
        field.Properties.Add(new PSNoteProperty("Value", new object[] { new object[] { field } }));
        var payload = Custom("Fields", new object[] { field });
        Assert.NotEmpty(FieldTable.Format(new object[] { field }));
        Assert.NotEmpty(PayloadText.Format(payload));
    }

    private static ArrayList Loop()
    {
        var list = new ArrayList();
        list.Add(list);
        return list;
    }

    private static IEnumerable<object> Endless()
    {
        yield return Loop();
        var several = Loop();
        several.Add(several);
        several.Add("nmem0");
        yield return several;
        var table = new Hashtable();
        table["Dimm"] = table;
        yield return table;
        var item = Custom("Dimm", null);
        item.Properties["Dimm"].Value = item;
        yield return item;
    }
}
