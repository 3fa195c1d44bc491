using System.Collections;
using System.Management.Automation;
using NvdimmPS.Shell.Fleet;

namespace NvdimmPS.Tests.Fleet;

/// <summary>What hosts send, on its way to a person.</summary>
public sealed class FarRecordTests
{
    [Fact]
    public void AnErrorThatCanBeShownIsHandedOnAsItCame()
    {
        var error = new ErrorRecord(new RemoteException("There is no DIMM 'nmem9'."), "Nvdimm.Dimm.NotFound,X", ErrorCategory.ObjectNotFound, "nmem9");
        Assert.Same(error, FarRecord.From(error));
    }

    [Fact]
    public void AnErrorIsMarkedWithItsHostWhateverItSays()
    {
        var error = new ErrorRecord(new RemoteException("no"), "Oops", ErrorCategory.NotSpecified, null);
        PSObject.AsPSObject(error).Properties.Add(new PSNoteProperty("PSComputerName", "victim"));
        Assert.Equal("liar", PSObject.AsPSObject(FarRecord.From(error, "liar")).Properties["PSComputerName"].Value);
    }

    public static TheoryData<string> Places() => new("message", "id", "target", "details", "action", "activity", "reason", "target name", "target type");

    [Theory]
    [MemberData(nameof(Places))]
    public void NoPartOfAnErrorSteersATerminal(string place)
    {
        string At(string here) => here == place ? Hostile.Line : "plain";
        var error = new ErrorRecord(new RemoteException(At("message")), At("id"), ErrorCategory.DeviceError, At("target"))
        {
            ErrorDetails = new ErrorDetails(At("details")) { RecommendedAction = At("action") },
        };
        error.CategoryInfo.Activity = At("activity");
        error.CategoryInfo.Reason = At("reason");
        error.CategoryInfo.TargetName = At("target name");
        error.CategoryInfo.TargetType = At("target type");

        var shown = FarRecord.From(error);

        string[] texts =
        [
            shown.ToString(), shown.Exception.Message, shown.FullyQualifiedErrorId, $"{shown.TargetObject}", shown.ErrorDetails.Message, shown.ErrorDetails.RecommendedAction,
            shown.CategoryInfo.ToString(), shown.CategoryInfo.Activity, shown.CategoryInfo.Reason, shown.CategoryInfo.TargetName, shown.CategoryInfo.TargetType,
        ];
        Assert.All(texts, text => Assert.Empty(Hostile.In(text)));
        Assert.Equal(ErrorCategory.DeviceError, shown.CategoryInfo.Category);
    }

    [Fact]
    public void AnIdOfOursAboutAHostIsMarkedAsSomebodyElses()
    {
        var error = new ErrorRecord(new RemoteException("down"), "Nvdimm.Fleet.Network", ErrorCategory.ConnectionError, "victim");
        Assert.Equal("Far.Nvdimm.Fleet.Network", FarRecord.From(error).FullyQualifiedErrorId);
    }

    [Fact]
    public void InformationCanBeShownAndHasItsTags()
    {
        var record = new InformationRecord(Hostile.Line, Hostile.Line) { TimeGenerated = DateTime.UnixEpoch };
        record.Tags.Add("PSHOST");
        record.Tags.Add(Hostile.Line);

        var shown = FarRecord.From(record, "node1");

        Assert.Empty(Hostile.In($"{shown} {shown.Source} {shown.User} {string.Join(' ', shown.Tags)}"));
        Assert.Equal(("node1", DateTime.UnixEpoch), (shown.Source, shown.TimeGenerated));
        Assert.Contains("PSHOST", shown.Tags);
        var plain = new InformationRecord("told", "script");
        Assert.Same(plain, FarRecord.From(plain, "node1"));
    }

    [Fact]
    public void AnObjectIsTheSameOrItsTextsAreReplacedHoweverDeepTheyAre()
    {
        var inner = Custom("Meaning", "plain");
        var item = Custom("Reason", new PSObject(new ArrayList { "a", inner }));
        Assert.Same(item, FarObject.Clean(item));

        inner.Properties["Meaning"].Value = Hostile.Text;
        item.Properties.Add(new PSNoteProperty(Hostile.Line, new Hashtable { ["key"] = Hostile.Line, [Hostile.Line] = 1 }));
        item.Properties.Add(new PSNoteProperty("Bytes", new byte[] { 27 }));
        item.Properties.Add(new PSNoteProperty("Number", 5));
        item.TypeNames.Insert(0, "Deserialized.NvdimmPS." + Hostile.Line);

        var shown = FarObject.Clean(item);

        Assert.DoesNotContain(Texts(shown).Select(Hostile.In), text => text.Length > 0);
        Assert.Equal(5, shown.Properties["Number"].Value);
        Assert.Equal(new byte[] { 27 }, shown.Properties["Bytes"].Value);
        Assert.True(FarObject.IsOurs(shown));
    }

    [Fact]
    public void A_type_is_shown_too_and_so_is_the_name_of_a_property()
    {
        var typed = Custom("Name", "plain");
        typed.TypeNames.Insert(0, Hostile.Line);
        var named = Custom(Hostile.Line, "plain");
        Assert.All(new[] { typed, named }, item => Assert.DoesNotContain(Texts(FarObject.Clean(item)).Select(Hostile.In), text => text.Length > 0));
    }

    [Fact]
    public void AnObjectThatHoldsItselfHasAnEnd()
    {
        var item = Custom("Name", Hostile.Line);
        item.Properties.Add(new PSNoteProperty("Me", item));
        Assert.Empty(Hostile.In($"{FarObject.Clean(item).Properties["Name"].Value}"));
        var list = new ArrayList();
        list.Add(list);
        Assert.NotNull(FarObject.Clean(new PSObject(list)));
    }

    private static PSObject Custom(string name, object? value)
    {
        var item = new PSObject();
        item.Properties.Add(new PSNoteProperty(name, value));
        return item;
    }

    private static IEnumerable<string> Texts(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        string text => [text],
        PSCustomObject => ((PSObject)value!).Properties.SelectMany(p => Texts(p.Value).Prepend(p.Name)).Concat(((PSObject)value).TypeNames).Append(value.ToString()!),
        IDictionary table => table.Cast<DictionaryEntry>().SelectMany(e => Texts(e.Key).Concat(Texts(e.Value))),
        IEnumerable list => list.Cast<object?>().SelectMany(Texts),
        _ => [],
    };
}
