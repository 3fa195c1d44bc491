using System.Management.Automation;
using NvdimmPS.Tests.Harness;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>Security and firmware activation: the kernel would let them through.</summary>
public sealed class SensitiveTests(CmdletFixture fixture) : ConsentTest(fixture)
{
    [Theory]
    [InlineData("GetSecurityState", "")]
    [InlineData("FreezeLock", "")]
    [InlineData("SetPassphrase", "5a")]
    public void What_is_sensitive_is_refused_whatever_else_is_given(string function, string digit)
    {
        var input = string.Concat(Enumerable.Repeat(digit, 64));
        foreach (var (name, value) in new[] { ("Force", true), ("Confirm", false), ("Confirm", true) })
        {
            var run = Run(Invoke, Call(function, null, ("InputHex", input), (name, value)));
            Assert.Equal(["Nvdimm.Dsm.Sensitive", "Nvdimm.Dsm.Sensitive"], run.Errors.Select(Id));
            Assert.All(run.Errors, e => Assert.Equal(ErrorCategory.SecurityError, e.CategoryInfo.Category));
            Assert.All(run.Errors, e => Assert.Contains("-AllowSensitive", e.ErrorDetails!.RecommendedAction, StringComparison.Ordinal));
            Assert.Empty(run.Prompts);
            Assert.Empty(Requests);
        }
    }

    /// <summary>A passphrase of the wrong size must not become an error about its size, as if it had nearly been sent.</summary>
    [Theory]
    [InlineData("InputHex", "5a5a")]
    [InlineData("Argument", null)]
    public void It_is_refused_before_the_input_is_looked_at(string parameter, string? hex)
    {
        var run = Run(Invoke, Call("SetPassphrase", null, (parameter, (object?)hex ?? new System.Collections.Hashtable { ["Nope"] = 1 }), ("Force", true)));
        Assert.Equal(["Nvdimm.Dsm.Sensitive", "Nvdimm.Dsm.Sensitive"], run.Errors.Select(Id));
    }

    [Fact]
    public void What_is_sensitive_and_allowed_must_still_be_confirmed()
    {
        var run = Run(Invoke, Call("GetSecurityState", null, ("AllowSensitive", true)), answer: _ => Answer.No);
        Assert.Equal(2, run.Prompts.Count);
        NothingHappened(run);

        run = Run(Invoke, Call("GetSecurityState", null, ("AllowSensitive", true), ("Force", true)));
        Assert.Empty(run.Prompts);
        Assert.Equal(["nmem0 Call 19", "nmem1 Call 19"], Requests);
    }
}
