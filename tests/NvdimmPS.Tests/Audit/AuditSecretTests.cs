using System.Security.Cryptography;
using System.Text;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Audit;

/// <summary>A passphrase leaves nothing in the log that it could be guessed by.</summary>
public sealed class AuditSecretTests : AuditTest
{
    private static byte[] Secret(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)('A' + (i % 26)))];

    public static TheoryData<string, uint> Functions() => new(DsmFamilies.All.Where(f => f.Node == NdNodeKind.Dimm)
        .SelectMany(f => f.Functions.Where(x => x.HasSecret || x.HasVendorPayload || (x.IsSensitive && x.Input is null)).Select(x => (f.Name, x.Number))));

    [Theory]
    [MemberData(nameof(Functions))]
    public void Of_a_secret_there_is_neither_bytes_nor_hash(string family, uint number)
    {
        var function = DsmFamilies.All.First(f => f.Name == family).Get(number);
        foreach (var size in new[] { function.Input?.FixedSize ?? 32, 32, 7 })
        {
            Ask(function, Secret(size));
        }
    }

    [Theory]
    [InlineData(31u)] // in no table
    [InlineData(1u)] // a read that gets more than its table has
    public void What_no_table_describes_may_be_one(uint number) => Ask(DsmFamilies.Intel.Get(number), Secret(32));

    [Theory]
    [InlineData("\"input\": [ { \"name\": \"Words\", \"kind\": \"Bytes\", \"size\": 64 } ]")]
    [InlineData("\"input\": [ { \"name\": \"All\", \"kind\": \"Bytes\", \"tail\": true } ]")]
    [InlineData("\"sizes\": { \"input\": 64 }")]
    public void A_table_that_was_imported_does_not_make_it_less_of_one(string input)
    {
        using var isolated = DsmFamilies.Isolate();
        DsmFamilies.Import(DsmSchema.Parse("mine.json", $$"""
            { "format": "nvdimmps-dsm-schema", "version": 1, "families": [ { "name": "Intel", "functions": [ { "number": 20, "name": "GetNothing", "danger": "Read", {{input}}, "output": [ { "name": "Status", "size": 4 } ] } ] } ] }
            """), replace: true);
        Ask(DsmFamilies.Intel.Get(20), Secret(64));
        Assert.Contains("\"danger\":\"Destructive\",\"sensitive\":true", Lines[^1], StringComparison.Ordinal);
        Assert.Contains("\"functionName\":\"SetPassphrase\"", Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_none_has_its_hash()
    {
        using var kernel = new SimulatedKernel("1x1");
        Send(kernel, "nmem0", "SetSmartThreshold", Threshold);
        Assert.Contains(HexText.Format(SHA256.HashData(Threshold)), Lines[0], StringComparison.Ordinal);
    }

    private void Ask(DsmFunction function, byte[] secret)
    {
        var kernel = new NvdimmPS.Tests.Dsm.ScriptedKernel((_, _) => -Errno.EIO);
        using var caller = new DsmCaller(kernel);
        Assert.Throws<NdIoctlException>(() => caller.Invoke(NvdimmMachine.Imagine(NdNodeKind.Dimm, "nmem0", function.Family), new DsmCall(function, secret) { Route = DsmRoute.Call, RawInput = true }));
        var text = string.Concat(Lines);
        Assert.Contains("\"inputSha256\":\"hidden\"", Lines[^1], StringComparison.Ordinal);
        Assert.Contains($"\"inputLength\":{secret.Length}", Lines[^1], StringComparison.Ordinal);
        foreach (var part in new[] { secret, secret[..Math.Min(32, secret.Length)], secret[(secret.Length / 2)..] })
        {
            string[] forms = [Encoding.ASCII.GetString(part), HexText.Format(part), Convert.ToBase64String(part), HexText.Format(SHA256.HashData(part)), Convert.ToBase64String(SHA256.HashData(part)), HexText.Format(SHA512.HashData(part))];
            Assert.All(forms, form => Assert.DoesNotContain(form, text, StringComparison.OrdinalIgnoreCase));
        }
    }
}
