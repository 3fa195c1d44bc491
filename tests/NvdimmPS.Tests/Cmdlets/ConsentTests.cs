using System.Collections;
using System.Management.Automation;
using NvdimmPS.Tests.Harness;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>Who is asked what before a call is sent.</summary>
public sealed class ConsentTests(CmdletFixture fixture) : ConsentTest(fixture)
{
    private static readonly Hashtable Threshold = new() { ["MediaTemperature"] = 85 };
    private static readonly Hashtable Label = new() { ["Offset"] = 0, ["Data"] = "01020304" };

    [Fact]
    public void Reading_needs_no_consent()
    {
        Assert.Empty(Run(Invoke, Call("GetSmart")).Prompts);
        Assert.Equal(2, Requests.Count());
    }

    [Fact]
    public void Reading_asks_when_it_is_told_to()
    {
        var run = Run(Invoke, Call("GetSmart", null, ("Confirm", true)), answer: _ => Answer.NoToAll);
        Assert.Contains("Send Intel 1 GetSmart", Assert.Single(run.Prompts).Message, StringComparison.Ordinal);
        NothingHappened(run);
    }

    [Fact]
    public void Writing_goes_through_ShouldProcess()
    {
        var run = Run(Invoke, Call("SetSmartThreshold", Threshold));
        Assert.Empty(run.Prompts);
        Assert.Equal(["nmem0 Call 2", "nmem0 Call 17", "nmem1 Call 2", "nmem1 Call 17"], Requests); // what it takes away is read first

        run = Run(Invoke, Call("SetSmartThreshold", Threshold, ("Confirm", true)), answer: _ => Answer.Yes);
        Assert.Equal(2, run.Prompts.Count);
        Assert.Contains("\"Send Intel 17 SetSmartThreshold\" on target \"nmem0\"", run.Prompts[0].Message, StringComparison.Ordinal);
        Assert.Equal(8, Requests.Count());
    }

    [Fact]
    public void A_no_is_no_error()
    {
        var run = Run(Invoke, Call("SetSmartThreshold", Threshold, ("Confirm", true)), answer: _ => Answer.No);
        Assert.Empty(run.Errors);
        Assert.Empty(run.Output);
        Assert.All(Requests, r => Assert.EndsWith(" Call 2", r, StringComparison.Ordinal));
    }

    [Fact]
    public void What_can_lose_data_must_be_confirmed()
    {
        var run = Run(Invoke, Call(6, Label), answer: _ => Answer.No);
        Assert.Equal(2, run.Prompts.Count);
        Assert.All(run.Prompts, p => Assert.True(p is { OffersAll: true, DefaultsToNo: true }));
        Assert.Contains("Send Intel 6 SetNamespaceLabelData on nmem0", run.Prompts[0].Message, StringComparison.Ordinal);
        Assert.Contains("lose data", run.Prompts[0].Message, StringComparison.Ordinal);
        NothingHappened(run);

        run = Run(Invoke, Call(6, Label), answer: p => p.Message.Contains("nmem1", StringComparison.Ordinal) ? Answer.Yes : Answer.No);
        Assert.Equal(["nmem1 Call 6"], Requests);
        Assert.Equal("nmem1", ((DsmResult)Assert.Single(run.Objects)!).Dimm);
    }

    [Theory]
    [InlineData(Answer.YesToAll, 2)]
    [InlineData(Answer.NoToAll, 0)]
    public void An_answer_to_all_is_asked_for_once(Answer answer, int sent)
    {
        var run = Run(Invoke, Call(6, Label), answer: _ => answer);
        Assert.Single(run.Prompts);
        Assert.Equal(sent, Requests.Count());

        run = Run(Invoke, new { Function = 6, Argument = Label }, ["nmem0", "nmem1"], _ => answer);
        Assert.Single(run.Prompts);
        Assert.Equal(2 * sent, Requests.Count());
    }

    [Theory]
    [InlineData("Force", true)]
    [InlineData("Confirm", false)]
    public void Consent_can_be_given_beforehand(string name, bool value)
    {
        var run = Run(Invoke, Call(6, Label, (name, value)), answer: _ => throw new InvalidOperationException("Nobody is to be asked."));
        Assert.Empty(run.Prompts);
        Assert.Empty(run.Errors);
        Assert.Equal(["nmem0 Call 6", "nmem1 Call 6"], Requests);
    }

    [Fact]
    public void Confirm_asks_once_and_not_twice()
    {
        var run = Run(Invoke, Call(6, Label, ("Confirm", true)));
        Assert.Equal(2, run.Prompts.Count);
        Assert.Equal(2, run.Objects.Count);
    }

    [Fact]
    public void What_nobody_knows_counts_as_destructive()
    {
        var run = Run(Invoke, new { Bus = 0, Family = "IntelBus", Function = 9 }, answer: _ => Answer.No);
        Assert.Contains("no published table", Assert.Single(run.Prompts).Message, StringComparison.Ordinal);
        NothingHappened(run);
    }

    [Theory]
    [InlineData(6, "01020304", false)]
    [InlineData("GetSecurityState", null, true)]
    public void Where_nobody_can_be_asked_nothing_is_sent(object function, string? data, bool sensitive)
    {
        var argument = data is null ? null : Label;
        var run = Run(Invoke, Call(function, argument, ("AllowSensitive", sensitive)), answer: _ => throw new InvalidOperationException("There is no user."));
        Assert.Null(run.TerminatingError);
        Assert.Equal(["Nvdimm.Dsm.NotConfirmed", "Nvdimm.Dsm.NotConfirmed"], run.Errors.Select(Id));
        Assert.All(run.Errors, e => Assert.Equal(ErrorCategory.InvalidOperation, e.CategoryInfo.Category));
        Assert.All(run.Errors, e => Assert.Contains("-Force", e.ErrorDetails!.RecommendedAction, StringComparison.Ordinal));
        Assert.Equal(["nmem0", "nmem1"], run.Errors.Select(e => e.TargetObject?.ToString()));
        Assert.Empty(Requests);
        Assert.Empty(Watched.Opened);
    }

    /// <summary>A host without a user throws whatever it likes.</summary>
    [Fact]
    public void Whatever_the_host_throws_nothing_is_sent()
    {
        foreach (var thrown in new Exception[] { new System.Management.Automation.Host.HostException("no"), new ArgumentException("no"), new RuntimeException("no") })
        {
            var run = Run(Invoke, Call(6, Label), answer: _ => throw thrown);
            Assert.Equal(["Nvdimm.Dsm.NotConfirmed", "Nvdimm.Dsm.NotConfirmed"], run.Errors.Select(Id));
            Assert.Empty(Requests);
        }
    }

    [Theory]
    [InlineData(0x1, 0)]
    [InlineData(0xE05, 0)]
    [InlineData(0xF05, 1)]
    [InlineData(0x777, 1)]
    public void A_vendor_opcode_is_as_dangerous_as_the_effect_log_says(int opcode, int questions)
    {
        var run = Run(Invoke, new { Dimm = 0, Function = "PassThrough", Argument = new Hashtable { ["Opcode"] = opcode } }, answer: _ => Answer.No);
        Assert.Equal(questions, run.Prompts.Count);
        Assert.Equal(questions == 0 ? ["nmem0 Call 8", "nmem0 Call 9"] : ["nmem0 Call 8"], Requests);
    }

    [Fact]
    public void An_opcode_that_changes_the_security_state_is_sensitive()
    {
        var run = Run(Invoke, new { Dimm = 0, Function = "PassThrough", Argument = new Hashtable { ["Opcode"] = 0x203 }, Force = true });
        Assert.Equal("Nvdimm.Dsm.Sensitive", Id(run));
        Assert.Equal(["nmem0 Call 8"], Requests);
        Assert.Single(Run(Invoke, new { Dimm = 0, Function = "PassThrough", Argument = new Hashtable { ["Opcode"] = 0x203 }, Force = true, AllowSensitive = true }).Objects);
    }

    [Fact]
    public void Without_its_effect_log_an_opcode_stays_dangerous()
    {
        Kernel.Faults.Add(new() { Kind = SimulatorFaultKind.Garbage, Function = 8, Seed = 3 });
        var run = Run(Invoke, new { Dimm = 0, Function = "PassThrough", Argument = new Hashtable { ["Opcode"] = 1 } }, answer: _ => Answer.No);
        Assert.Single(run.Prompts);
        Assert.DoesNotContain("nmem0 Call 9", Requests);
    }

    [Fact]
    public void The_question_comes_after_everything_that_can_be_checked()
    {
        var run = Run(Invoke, Call(6, new Hashtable { ["Offset"] = 0 }));
        Assert.Equal(["Nvdimm.Dsm.MissingArgument", "Nvdimm.Dsm.MissingArgument"], run.Errors.Select(Id));
        Assert.Empty(run.Prompts);
    }
}
