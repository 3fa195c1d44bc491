using NvdimmPS.Inventory;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>A document becomes a plan, the plan is carried out, and a second run changes nothing.</summary>
public sealed class SetNvdimmConfigurationTests(CmdletFixture fixture) : CmdletTest(fixture, "qemu-labelled")
{
    private const string Set = "Set-NvdimmConfiguration", Remove = "Remove-NvdimmNamespace";

    [Fact]
    public void A_layout_that_was_removed_is_made_again_and_a_second_run_changes_nothing()
    {
        Assert.Single(Objects("New-NvdimmNamespace", new { Region = "region1", Mode = "Sector", Size = "64M", SectorSize = 512, Name = "one" }));
        Assert.Single(Objects("New-NvdimmNamespace", new { Region = "region1", Mode = "DevDax", Size = "32M", Map = "Mem", Name = "two" }));
        var document = Export();
        var before = State();
        Assert.Empty(Objects(Remove, new { Namespace = "*", AllowInUse = true, Force = true }));
        Watched.BeforeWrite = attribute => Assert.Fail(attribute);
        var planned = Objects(Set, new { Reference = document, WhatIf = true }).Cast<ConfigurationChange>().ToList();
        Watched.BeforeWrite = null;
        Assert.Equal([(1, "New", "region1"), (2, "New", "region1"), (3, "New", "region1")], planned.Select(p => (p.Step, p.Action, p.Target)));
        var done = Objects(Set, new { Reference = document, Force = true, PassThru = true }).Cast<ConfigurationChange>();
        Assert.Equal(planned.Select(p => p.ToString()), done.Select(d => d.ToString()));
        Assert.Equal(before, State());
        Watched.BeforeWrite = attribute => Assert.Fail(attribute);
        Assert.Contains("already match. Nothing was written.", Run(Set, new { Reference = document, Force = true }).Verbose.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_differs_is_changed_and_what_is_in_the_way_is_told()
    {
        var document = Export();
        var changed = document.Replace("\"name\": \"fsdax-ns\"", "\"name\": \"other\"", StringComparison.Ordinal);
        // Another name is another namespace: the one there is left alone.
        var added = Assert.IsType<ConfigurationChange>(Assert.Single(Run(Set, new { Reference = changed, WhatIf = true }).Objects));
        Assert.Equal(("New", "region1"), (added.Action, added.Target));
        changed = document.Replace("\"mode\": \"fsdax\"", "\"mode\": \"sector\"", StringComparison.Ordinal);
        var step = Assert.IsType<ConfigurationChange>(Assert.Single(Objects(Set, new { Reference = changed, WhatIf = true })));
        Assert.True(step.LosesData);
        Assert.Contains("mode fsdax → sector", step.Changes);
        File.AppendAllText(Kernel.MountTable, $"99 1 {Space.DeviceNumber} / /srv rw - ext4 /dev/{Space.BlockDevice} rw\n");
        Assert.Equal("Nvdimm.Namespace.NV1267", Id(Run(Set, new { Reference = changed, Force = true })));
    }

    [Theory]
    [InlineData("\"mode\": \"fsdax\"", "\"mode\": \"FSDAX\"")]
    [InlineData("\"map\": \"dev\"", "\"map\": \"Dev\"")]
    public void The_same_in_other_letters_is_the_same(string was, string written)
    {
        var document = Export().Replace(was, written, StringComparison.Ordinal);
        Assert.Contains(written, document, StringComparison.Ordinal);
        Watched.BeforeWrite = attribute => Assert.Fail(attribute);
        Assert.Empty(Objects(Set, new { Reference = document, Force = true }));
    }

    [Fact]
    public void A_word_that_is_not_known_is_no_wish_that_is_passed_over()
    {
        var document = Export().Replace("\"namespaces\"", "\"namspaces\"", StringComparison.Ordinal);
        Watched.BeforeWrite = attribute => Assert.Fail(attribute);
        var run = Run(Set, new { Reference = document, Force = true });
        Assert.StartsWith("Nvdimm.Configuration.Unknown", run.Errors.Single().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("namspaces", run.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("Did you mean 'namespaces'?", run.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"rawSize\": 67108864", "\"rawSize\": -1")]
    [InlineData("\"rawSize\": 67108864", "\"rawSize\": 67108864.5")]
    [InlineData("\"mode\": \"fsdax\"", "\"mode\": \"+1\"")]
    public void What_is_no_value_is_refused_before_the_first_write(string was, string written)
    {
        var document = Export().Replace(was, written, StringComparison.Ordinal);
        Assert.Contains(written, document, StringComparison.Ordinal);
        Watched.BeforeWrite = attribute => Assert.Fail(attribute);
        var run = Run(Set, new { Reference = document, Force = true });
        var error = run.TerminatingError ?? Assert.Single(run.Errors);
        Assert.StartsWith("Nvdimm.Configuration.Value", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_disabled_is_left_alone()
    {
        var document = Export();
        Objects("Disable-NvdimmNamespace", new { Namespace = Space.Name, Force = true });
        Watched.BeforeWrite = attribute => Assert.Fail(attribute);
        var run = Run(Set, new { Reference = document, Force = true });
        Assert.Empty(run.Errors);
        Assert.Contains("is disabled", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_document_lacks_is_left_alone()
    {
        var document = Export();
        Assert.Single(Objects("New-NvdimmNamespace", new { Region = "region1", Mode = "Raw", Size = "32M" }));
        var run = Run(Set, new { Reference = document, Force = true });
        Assert.Contains("left as it is", Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.Equal(2, new Topology(Kernel).GetNamespaces().Count());
    }

    [Fact]
    public void A_size_without_the_raw_one_is_what_is_left_for_data()
    {
        var document = """{"format":"nvdimmps-configuration","version":1,"regions":{"region1":{"namespaces":{"a":{"mode":"fsdax","size":31457280},"namespace1.0":{}}}}}""";
        Assert.Empty(Objects(Set, new { Reference = document, Force = true }));
        Assert.Contains(new Topology(Kernel).GetNamespaces(), n => n is { RawSize: 32 << 20, Size: 30 << 20 });
    }

    [Theory]
    [InlineData("""{"format":"nvdimmps-configuration","version":1,"regions":{"region1":{"namespaces":{"a":{"mode":"fast"}}}}}""", "Nvdimm.Configuration.Value")]
    [InlineData("""{"format":"nvdimmps-configuration","version":1,"regions":{"region9":{"namespaces":{"a":{"mode":"raw"}}}}}""", "Nvdimm.Configuration.NoRegion")]
    [InlineData("""{"format":"nvdimmps-configuration","version":1,"regions":{"region1":{"namespaces":{"a":{"mode":"raw","rawSize":1}}}}}""", "Nvdimm.Namespace.NV1258")]
    public void What_cannot_be_is_told_and_nothing_written(string document, string id)
    {
        Watched.BeforeWrite = attribute => Assert.Fail(attribute);
        Assert.Equal(id, Id(Run(Set, new { Reference = document, Force = true })));
    }

    private NvdimmNamespace Space => new Topology(Kernel).FindNamespace("namespace1.0")!;

    private string Export() => Assert.IsType<string>(Assert.Single(Objects("Export-NvdimmConfiguration")));

    private string State() => string.Join('\n', new Topology(Kernel).GetNamespaces().Select(n => $"{n.Mode} {n.RawSize} {n.Size} {n.AlternateName} {n.SectorSize} {n.Map}").Order(StringComparer.Ordinal));
}
