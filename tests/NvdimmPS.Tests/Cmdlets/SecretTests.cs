using System.Collections;
using System.Management.Automation;
using NvdimmPS.Dsm;
using NvdimmPS.Tests.Harness;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>A passphrase goes to the DIMM and nowhere else.</summary>
public sealed class SecretTests(CmdletFixture fixture) : CmdletTest(fixture, "1x1")
{
    private const string Invoke = "Invoke-NvdimmDsm";

    /// <summary>A current and a new passphrase of 32 bytes each.</summary>
    private static readonly byte[] Secret = [.. new byte[32], .. Enumerable.Repeat((byte)0x5a, 32)];

    private CmdletRun Send(string function, byte[] input, Action<Dictionary<string, object?>>? change = null, Answer answer = Answer.Yes)
    {
        var parameters = new Dictionary<string, object?> { ["Dimm"] = 0, ["Function"] = function, ["InputBytes"] = input, ["AllowSensitive"] = true, ["Verbose"] = true };
        change?.Invoke(parameters);
        return Run(Invoke, parameters, answer: _ => answer);
    }

    [Fact]
    public void It_arrives_and_shows_nowhere()
    {
        var run = Send("SetPassphrase", Secret);
        Assert.Empty(run.Errors);
        Assert.Equal(SimulatedSecurity.Unlocked, Kernel.Dimm("nmem0").Security);
        Assert.NotEmpty(run.Verbose);
        Assert.NotEmpty(run.Prompts);
        Assert.Empty(((DsmResult)Assert.Single(run.Objects)!).InputBytes);
        IsHidden(run);
    }

    [Theory]
    [InlineData("Force", true)]
    [InlineData("Confirm", true)]
    [InlineData("Confirm", false)]
    [InlineData("Raw", true)]
    [InlineData("WhatIf", true)]
    public void It_shows_nowhere_whatever_is_given(string name, bool value) => IsHidden(Send("SetPassphrase", Secret, p => p[name] = value));

    [Fact]
    public void It_shows_nowhere_when_it_is_wrong()
    {
        Send("SetPassphrase", Secret);
        var run = Send("DisablePassphrase", [.. Enumerable.Repeat((byte)0x5b, 32)]);
        Assert.Equal(("Nvdimm.Dsm.FirmwareStatus", ErrorCategory.SecurityError), (Id(run), run.Errors[0].CategoryInfo.Category));
        IsHidden(run);
    }

    [Fact]
    public void It_shows_nowhere_when_it_cannot_be_sent()
    {
        IsHidden(Send("SetPassphrase", Secret[1..]));
        IsHidden(Send("SetPassphrase", Secret, p => p["InputHex"] = "5a5a"));
        IsHidden(Send("SetPassphrase", Secret, p => p["AllowSensitive"] = false));
        IsHidden(Send("SetPassphrase", [], p => (p["InputBytes"], p["InputHex"]) = (null, "5a5a5a5a5a5aZZZZ")));
        IsHidden(Send("SetPassphrase", [], p => (p["InputBytes"], p["Argument"]) = (null, new Hashtable { ["NewPassphrase"] = "ZZZZ" })));
        Kernel.Faults.Add(new SimulatorFault { Kind = SimulatorFaultKind.Errno, Value = 5 });
        IsHidden(Send("SetPassphrase", Secret));
    }

    [Fact]
    public void A_number_that_means_a_sensitive_function_is_sensitive() =>
        Assert.Equal("Nvdimm.Dsm.Sensitive", Id(Run(Invoke, new { Dimm = 0, Function = "0x14", InputBytes = Secret, Force = true })));

    [Fact]
    public void What_is_no_secret_would_be_found() =>
        Assert.Contains(Said(Run(Invoke, new { Dimm = 0, Function = 5, InputHex = "005a5a00 10000000", Raw = true })), s => s.Contains("5a5a", StringComparison.OrdinalIgnoreCase));

    private void IsHidden(CmdletRun run)
    {
        var said = Said(run).ToList();
        foreach (var secret in new[] { "5a5a", "5b5b", "ZZZZ" })
        {
            Assert.DoesNotContain(said, s => s.Contains(secret, StringComparison.OrdinalIgnoreCase));
        }
    }

    /// <summary>Everything that a person, a log or a transcript gets to see.</summary>
    private IEnumerable<string> Said(CmdletRun run) =>
    [
        .. run.Verbose, .. run.Warnings, .. run.HostLines,
        .. run.Prompts.Select(p => p.Caption + p.Message),
        .. run.Errors.Append(run.TerminatingError).OfType<ErrorRecord>().Select(e => $"{e} {e.Exception} {e.ErrorDetails?.RecommendedAction} {e.TargetObject}"),
        .. run.Output.SelectMany(o => o!.Properties).Select(p => Text(p.Value)),
        .. Kernel.Transcript.Select(r => Convert.ToHexString(r.Before.Span) + Convert.ToHexString(r.After.Span)),
    ];

    private static string Text(object? value) => value switch
    {
        byte[] bytes => Convert.ToHexString(bytes),
        string text => text,
        IEnumerable list => string.Join(' ', list.Cast<object?>().Select(Text)),
        _ => $"{value}",
    };
}
