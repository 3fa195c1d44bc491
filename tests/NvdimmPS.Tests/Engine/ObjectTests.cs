using System.Management.Automation;

namespace NvdimmPS.Tests.Engine;

/// <summary>Wrappers and records, the same on both engines.</summary>
public sealed class ObjectTests
{
    private sealed record Thing(string Name, int Handle)
    {
        public override string ToString() => Name;
    }

    [Fact]
    public void A_wrapper_adds_to_an_object()
    {
        var thing = new Thing("x", 1);
        var wrapper = PSObject.AsPSObject(thing);
        Assert.Same(thing, new PSObject(wrapper).BaseObject);
        Assert.Same(wrapper, PSObject.AsPSObject(wrapper));
        Assert.Equal("x", wrapper.ToString());
        Assert.Equal([typeof(Thing).FullName!, "System.Object"], wrapper.TypeNames);

        wrapper.Properties.Add(new PSNoteProperty("Extra", 7));
        Assert.Equal(["Extra", "Name", "Handle"], PSObject.AsPSObject(thing).Properties.Select(property => property.Name));
        Assert.Equal(1, wrapper.Properties["handle"].Value);
        wrapper.Properties.Add(new PSNoteProperty("name", "hidden"));
        Assert.Equal("hidden", wrapper.Properties["Name"].Value);
        Assert.Null(wrapper.Properties["Other"]);
    }

    [Fact]
    public void A_custom_object_is_nothing_but_its_wrapper()
    {
        var custom = new PSObject();
        custom.TypeNames.Insert(0, "Thing");
        custom.Properties.Add(new PSNoteProperty("Name", "x"));
        custom.Properties.Add(new PSNoteProperty("Handle", 2));
        custom.Properties["HANDLE"].Value = 3;
        Assert.Equal("@{Name=x; Handle=3}", custom.ToString());
        Assert.Equal("Thing", custom.TypeNames[0]);
        Assert.IsType<PSCustomObject>(custom.BaseObject);
        Assert.Empty(new PSObject().Properties);
    }

    [Fact]
    public void A_list_is_said_element_by_element() => Assert.Equal("1 2", new PSObject(new[] { 1, 2 }).ToString());

    [Theory]
    [InlineData(null, false)]
    [InlineData(false, false)]
    [InlineData(0, false)]
    [InlineData("", false)]
    [InlineData(true, true)]
    [InlineData(1, true)]
    [InlineData("no", true)]
    public void A_value_counts_as_true(object? value, bool expected) => Assert.Equal(expected, LanguagePrimitives.IsTrue(value));

    [Fact]
    public void A_record_tells_what_and_where()
    {
        var record = new ErrorRecord(new InvalidOperationException("short"), "Id", ErrorCategory.DeviceError, new Thing("x", 1))
        {
            ErrorDetails = new ErrorDetails("long") { RecommendedAction = "do" },
        };
        Assert.Equal(("Id", "long", "do"), (record.FullyQualifiedErrorId, record.ToString(), record.ErrorDetails.RecommendedAction));
        Assert.Equal(("x", "Thing", "InvalidOperationException"), (record.CategoryInfo.TargetName, record.CategoryInfo.TargetType, record.CategoryInfo.Reason));
        Assert.ThrowsAny<ArgumentNullException>(() => new ErrorRecord((Exception)null!, "Id", ErrorCategory.DeviceError, null));
    }

    [Fact]
    public void A_completion_has_no_empty_part() =>
        Assert.ThrowsAny<ArgumentException>(() => new CompletionResult("a", "a", CompletionResultType.ParameterValue, ""));
}
