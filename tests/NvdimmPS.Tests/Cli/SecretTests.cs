using System.Text;
using System.Text.Json;
using NvdimmPS.Cli;
using NvdimmPS.Dsm;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Cli;

/// <summary>What the console lets through, and what it shows of passphrases.</summary>
public sealed class SecretTests : IDisposable
{
    private const string Text = "hunter2!correct-horse-battery-32";
    private static readonly byte[] Plain = Encoding.ASCII.GetBytes(Text);
    private static readonly string Hex = HexText.Format(Plain);

    private readonly SimulatedKernel _kernel = new("1x2");

    public void Dispose() => _kernel.Dispose();

    /// <summary>The function is not sensitive; what its opcode does the DIMM's own log says.</summary>
    [Theory]
    [InlineData("--route call")]
    [InlineData("--route legacy")]
    public void An_opcode_that_changes_the_security_state_is_refused_unless_it_is_allowed_and_confirmed(string route)
    {
        var line = $"dsm nmem0 -f PassThrough -a Opcode=0x203 {route} --json --allow-in-use";
        foreach (var (options, answer, id) in new[] { ("--force", null, "Nvdimm.Dsm.Sensitive"), ("", "y\n", "Nvdimm.Dsm.Sensitive"), ("--allow-sensitive", null, "Nvdimm.Dsm.NotConfirmed"), ("--allow-sensitive", "n\n", "Nvdimm.Dsm.NotConfirmed") })
        {
            var refused = Console.Run($"{line} {options}", _kernel, answer);
            Assert.Equal((ExitCodes.Refused, id), (refused.Exit, refused.Json.GetProperty("error").GetProperty("id").GetString()));
            Assert.All(_kernel.Transcript, r => Assert.Equal(8u, r.Function)); // the log, and nothing else
        }

        Assert.Equal(ExitCodes.Success, Console.Run($"{line} --allow-sensitive --force", _kernel).Exit);
        Assert.Equal(9u, _kernel.Transcript[^1].Function);
    }

    [Theory]
    [InlineData("dsm nmem0 -f SetPassphrase --input-hex 5a5a --force --json", "Nvdimm.Dsm.Sensitive")] // before its input is looked at
    [InlineData("dsm nmem0 -f SetPassphrase -a Nope=1 --force --json", "Nvdimm.Dsm.Sensitive")]
    [InlineData("dsm ndbus0 --family IntelBus -f 9 --json --allow-in-use", "Nvdimm.Dsm.NotConfirmed")] // a function of no table
    public void What_is_sensitive_or_not_known_is_refused(string line, string id)
    {
        var refused = Console.Run(line, _kernel);
        Assert.Equal((ExitCodes.Refused, id), (refused.Exit, refused.Json.GetProperty("error").GetProperty("id").GetString()));
        Assert.Empty(_kernel.Transcript);
    }

    [Fact]
    public void An_opcode_that_changes_the_security_state_is_shown_like_a_passphrase()
    {
        foreach (var route in new[] { "call", "legacy" })
        {
            var input = "0302000000000000";
            var json = Console.Run($"dsm nmem0 -f 9 --route {route} --input-hex {input} --allow-sensitive --allow-in-use --force --json", _kernel).Json.GetProperty("results")[0];
            Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (json.GetProperty("requestBytes").ValueKind, json.GetProperty("inputBytes").ValueKind));
            Assert.Contains("not shown", Console.Run($"dsm nmem0 -f 9 --route {route} --input-hex {input} --allow-sensitive --allow-in-use --force --hex", _kernel).Out, StringComparison.Ordinal);
            Assert.Equal("0500000000000000", Console.Run($"dsm nmem0 -f 9 --route {route} --input-hex 0500000000000000 --allow-in-use --force --json", _kernel).Json.GetProperty("results")[0].GetProperty("inputBytes").GetString());
        }
    }

    [Theory]
    [InlineData("decode --family Intel -f UnlockUnit --input-hex {0}")]
    [InlineData("decode --family Intel -f UnlockUnit --input-hex {0} --json")]
    [InlineData("decode --package-hex {1}")]
    [InlineData("decode --package-hex {1} --json")]
    [InlineData("dsm nmem0 -f UnlockUnit --input-hex {0} --what-if --hex")]
    [InlineData("dsm nmem0 -f UnlockUnit --input-hex {0} --allow-sensitive --allow-in-use --force --hex")]
    [InlineData("dsm nmem0 -f UnlockUnit --input-hex {0} --allow-sensitive --allow-in-use --force --json")]
    [InlineData("dsm nmem0 -f UnlockUnit --input-hex {0}")]
    [InlineData("dsm nmem0 -f UnlockUnit --input-hex {2}")]
    [InlineData("dsm nmem0 -f UnlockUnit -a CurrentPassphrase={2} --allow-sensitive --force")]
    [InlineData("dsm nmem0 -f UnlockUnit -a {2}=1 --allow-sensitive --force")]
    [InlineData("dsm nmem0 -f UnlockUnit -a {2}=1 -a {2}=1 --allow-sensitive --force")]
    [InlineData("dsm nmem0 -f UnlockUnit -a {2} --allow-sensitive --force")]
    [InlineData("dsm nmem0 -f UnlockUnit -a CurrentPassphrase {2} --allow-sensitive --force")]
    [InlineData("dsm nmem0 -f UnlockUnit {2} --allow-sensitive --force")]
    [InlineData("dsm nmem0 -f UnlockUnit --passphrase={2} --allow-sensitive --force")]
    [InlineData("dsm --passphrase={2} -f UnlockUnit")]
    [InlineData("dsm nmem0 -f UnlockUnit --force={2} --allow-sensitive")]
    [InlineData("decode --family Intel -f UnlockUnit {2}")]
    [InlineData("decode --family Intel -f UnlockUnit --input-hex {2}")]
    [InlineData("decode --family Intel -f UnlockUnit --output-hex {2}")]
    public void A_passphrase_is_repeated_nowhere(string line)
    {
        var package = HexText.Format([.. new byte[8], 22, .. new byte[7], 32, 0, 0, 0, 4, .. new byte[43], .. Plain, 0, 0, 0, 0]);
        var ran = Console.Run(string.Format(System.Globalization.CultureInfo.InvariantCulture, line, Hex, package, Text), _kernel);
        Assert.NotEmpty(ran.Out + ran.Error);
        var said = ran.Out + ran.Error;
        Assert.All(Surface.Spellings(Plain), s => Assert.DoesNotContain(s, said, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(Hex[..16], said.Replace(" ", string.Empty, StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("hunter2", said, StringComparison.Ordinal);
    }

    /// <summary>The same lines without a passphrase say what they are about.</summary>
    [Theory]
    [InlineData("decode --family Intel -f SetSmartThreshold --input-hex 02000060040000", "MediaTemperature")]
    [InlineData("dsm nmem0 --output-sze=5 -f 1", "There is no option '--output-sze'. Did you mean '--output-size'?")]
    [InlineData("dsm nmem0 -f 17 -a Nope=1", "no input field 'Nope'")]
    [InlineData("decode --family HyperV -f 3 --input-hex 0102 ", "0102")]
    public void What_is_none_is_shown(string line, string words) => Assert.Contains(words, Console.Run(line, _kernel) is var ran ? (ran.Out + ran.Error).Replace("01 02", "0102", StringComparison.Ordinal) : "", StringComparison.Ordinal);

    [Fact]
    public void What_of_a_sensitive_function_nobody_describes_is_not_shown()
    {
        using var isolated = DsmFamilies.Isolate();
        DsmFamilies.Import(DsmSchema.Parse("test", """
            { "format": "nvdimmps-dsm-schema", "version": 1, "families": [ { "name": "Quiet", "number": 20, "statuses": [ { "code": 0, "name": "Success", "success": true } ], "functions": [
                { "number": 1, "name": "Unlock", "danger": "Write", "sensitive": true, "sizes": { "input": 32, "output": 4 } } ] } ] }
            """));
        foreach (var json in new[] { "", " --json" })
        {
            var said = Console.Run($"decode --family Quiet -f Unlock --input-hex {Hex}{json}", _kernel).Out;
            Assert.DoesNotContain(Hex[..16], said.Replace(" ", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }
}
