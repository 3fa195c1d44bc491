using System.Collections;
using System.Management.Automation;
using System.Text;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Simulation;
using NvdimmPS.Tests.Harness;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>A passphrase goes to the DIMM and nowhere else.</summary>
public sealed class SecretTests(CmdletFixture fixture) : CmdletTest(fixture, "1x1")
{
    private const string Invoke = "Invoke-NvdimmDsm";

    /// <summary>A current and a new passphrase of 32 bytes each.</summary>
    private static readonly byte[] Secret = [.. new byte[32], .. Enumerable.Repeat((byte)0x5a, 32)];

    private static readonly byte[] Plain = [.. "hunter2!correct-horse-battery-32"u8];

    private CmdletRun Send(string function, byte[] input, Action<Dictionary<string, object?>>? change = null, Answer answer = Answer.Yes)
    {
        var parameters = new Dictionary<string, object?> { ["Dimm"] = 0, ["Function"] = function, ["InputBytes"] = input, ["AllowSensitive"] = true, ["AllowInUse"] = true, ["Verbose"] = true };
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
        Assert.Equal("Nvdimm.Dsm.Sensitive", Id(Run(Invoke, new { Dimm = 0, Function = "0x14", InputBytes = Secret, Force = true, AllowInUse = true })));

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

    /// <summary>What decodes and encodes passphrases goes through files, jobs and JSON.</summary>
    [Theory]
    [InlineData("UnlockUnit", "CurrentPassphrase", 0)]
    [InlineData("SetPassphrase", "NewPassphrase", 32)]
    [InlineData("SetMasterPassphrase", "CurrentPassphrase", 0)]
    public void A_payload_hides_it_in_every_property_and_gives_it_when_asked(string function, string field, int offset)
    {
        var input = new byte[DsmFamilies.Intel.Find(function)!.Input!.FixedSize];
        Plain.CopyTo(input, offset);
        var argument = new Hashtable { [field] = Convert.ToHexString(Plain) };
        if (offset == 0 && input.Length == 64)
        {
            argument["NewPassphrase"] = "00";
        }

        CmdletRun[] runs =
        [
            Run("ConvertTo-NvdimmDsm", new { Family = "Intel", Function = function, Argument = argument }),
            Run("ConvertFrom-NvdimmDsm", new { Family = "Intel", Function = function, InputHex = Convert.ToHexString(input) }),
            Run("ConvertFrom-NvdimmDsm", new { Family = "Intel", Function = function, InputBytes = input }),
            Run("ConvertFrom-NvdimmDsm", new { PackageHex = Convert.ToHexString(NdRequest.Call(NdNodeKind.Dimm, 0, DsmFamilies.Intel.Find(function)!.Number, input, 4).ToEnvelope()) }),
        ];
        foreach (var run in runs)
        {
            Assert.Empty(run.Errors);
            Surface.Hides(Plain, run.Output);
            var payload = (DsmPayload)Assert.Single(run.Output)!.BaseObject;
            Assert.Equal(input, payload.GetBytes());
            Assert.Equal(input, Assert.IsType<SecretBytes>(payload.Bytes).GetBytes());
            Assert.Equal(input.Length, payload.Length);
            Assert.Equal(new string('x', 64), payload.Hex[(2 * offset)..(2 * offset + 64)]);
        }
    }

    [Fact]
    public void What_is_made_for_sending_can_be_sent()
    {
        var made = Objects("ConvertTo-NvdimmDsm", new { Family = "Intel", Function = "SetPassphrase", Argument = new Hashtable { ["NewPassphrase"] = Plain } });
        Assert.Empty(Run(Invoke, new { Dimm = 0, AllowSensitive = true, Force = true, AllowInUse = true }, made).Errors);
        Assert.Equal(SimulatedSecurity.Unlocked, Kernel.Dimm("nmem0").Security);
        var disable = ((DsmPayload)Objects("ConvertTo-NvdimmDsm", new { Family = "Intel", Function = "DisablePassphrase", Argument = new Hashtable { ["CurrentPassphrase"] = Plain } })[0]!).Bytes;
        Assert.Empty(Run(Invoke, new { Dimm = 0, Function = "DisablePassphrase", InputBytes = disable, AllowSensitive = true, Force = true, AllowInUse = true }).Errors);
        Assert.Equal(SimulatedSecurity.Disabled, Kernel.Dimm("nmem0").Security);
        Surface.Hides(Plain, Objects("ConvertFrom-NvdimmDsm", null, made));
    }

    /// <summary>A result has no property from which zeros, which may be somebody's passphrase, could be sent by mistake.</summary>
    [Fact]
    public void What_was_hidden_is_not_sent_as_zeros()
    {
        var result = Objects(Invoke, new { Dimm = 0, Function = "SetPassphrase", InputBytes = Secret, AllowSensitive = true, Force = true, AllowInUse = true });
        Assert.Equal("Nvdimm.Input.Size", Id(Run(Invoke, new { AllowSensitive = true, Force = true, AllowInUse = true }, result)));
    }

    [Fact]
    public void What_was_given_is_in_no_error_whatever_is_wrong_with_it()
    {
        var text = Encoding.ASCII.GetString(Plain);
        object[] bad =
        [
            new { Argument = new Hashtable { [text] = 1 } },
            new { Argument = new Hashtable { ["NewPassphrase"] = text } },
            new { Argument = new Hashtable { ["NewPassphrase"] = new object[] { text } } },
            new { Argument = new Hashtable { ["NewPassphrase"] = new object[] { 999 } } },
            new { Argument = new Hashtable { ["NewPassphrase"] = new Hashtable { [text] = text } } },
            new { InputHex = text },
            new { InputBytes = text },
            new { InputBytes = new object[] { 1, text } },
            new { InputBytes = Plain[..^1] },
        ];
        foreach (var given in bad)
        {
            var parameters = given.GetType().GetProperties().ToDictionary(p => p.Name, p => p.GetValue(given));
            (parameters["Dimm"], parameters["Function"], parameters["AllowSensitive"], parameters["Force"], parameters["AllowInUse"]) = (0, "SetPassphrase", true, true, true);
            Told(Run(Invoke, parameters));
        }

        Told(Run("ConvertTo-NvdimmDsm", new { Family = "Intel", Function = "SetPassphrase", Argument = new Hashtable { [text] = 1 } }));
        Told(Run("ConvertFrom-NvdimmDsm", new { Family = "Intel", Function = "SetPassphrase", InputBytes = text }));
        Told(Run("ConvertFrom-NvdimmDsm", new { Family = "Intel", Function = "SetPassphrase", InputHex = text }));
        Told(Run("ConvertFrom-NvdimmDsm", new { Family = "Intel", Function = "SetPassphrase" }, [Custom("InputBytes", new object[] { text })]));
        Told(Run("ConvertFrom-NvdimmDsm", new { Family = "Intel", Function = "SetPassphrase" }, [Custom("InputBytes", text)]));

        void Told(CmdletRun run)
        {
            var error = Assert.Single(run.Errors.Append(run.TerminatingError).OfType<ErrorRecord>());
            Assert.DoesNotContain(Surface.Spellings(Plain), s => $"{error} {error.Exception} {error.ErrorDetails} {error.ErrorDetails?.RecommendedAction} {error.TargetObject} {error.CategoryInfo}".Contains(s, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain("999", $"{error}", StringComparison.Ordinal);
            Assert.Empty(error.Exception.Data);
        }
    }

    [Fact]
    public void A_vendors_opcode_that_concerns_security_is_hidden_like_a_passphrase()
    {
        byte[] input = [3, 2, 0, 0, 32, 0, 0, 0, .. Plain];
        var run = Run(Invoke, new { Dimm = 0, Function = "PassThrough", InputBytes = input, AllowSensitive = true, Force = true, AllowInUse = true });
        Assert.Empty(((DsmResult)Assert.Single(run.Objects)!).InputBytes);
        Assert.True(Surface.Shows(Plain, Run(Invoke, new { Dimm = 0, Function = "PassThrough", InputBytes = (byte[])[5, 0, .. input[2..]], Force = true, AllowInUse = true }).Output.ToArray()));
    }

    /// <summary>Everything that a person, a log or a transcript gets to see.</summary>
    private IEnumerable<string> Said(CmdletRun run) =>
    [
        .. run.Verbose, .. run.Warnings, .. run.HostLines,
        .. run.Prompts.Select(p => p.Caption + p.Message),
        .. run.Errors.Append(run.TerminatingError).OfType<ErrorRecord>().Select(e => $"{e} {e.Exception} {e.ErrorDetails?.RecommendedAction} {e.TargetObject}"),
        .. run.Output.SelectMany(o => o!.Properties).Where(p => p is not PSScriptProperty).Select(p => Text(p.Value)), // which need a session
        .. run.Output.Where(o => o!.BaseObject is DsmExplanation).Select(o => NvdimmPS.Shell.Output.ExplanationText.Format(o!)),
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
