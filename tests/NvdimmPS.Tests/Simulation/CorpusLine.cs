using System.Globalization;
using System.Text.Json;
using NvdimmPS.Abi;

namespace NvdimmPS.Tests.Simulation;

/// <summary>One request that a real kernel answered, or a pause before the next one.</summary>
internal sealed record CorpusLine(
    TimeSpan? Wait, string Id, NdNode Node, NdAccess Access, uint Request, byte[] Before, int Result, int ErrorNumber, byte[]? After)
{
    public static IEnumerable<CorpusLine> Read(string path)
    {
        foreach (var text in File.ReadLines(path))
        {
            using var json = JsonDocument.Parse(text);
            yield return Parse(json.RootElement);
        }
    }

    private static CorpusLine Parse(JsonElement line)
    {
        if (line.TryGetProperty("wait_ms", out var wait))
        {
            return new CorpusLine(TimeSpan.FromMilliseconds(wait.GetInt32()), "", default, default, 0, [], 0, 0, null);
        }

        Assert.True(NdNode.TryParse(line.GetProperty("node").GetString(), out var node));
        return new CorpusLine(
            null, line.GetProperty("id").GetString()!, node,
            line.GetProperty("access").GetString() == "ro" ? NdAccess.ReadOnly : NdAccess.ReadWrite,
            uint.Parse(line.GetProperty("request").GetString()![2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            Convert.FromHexString(line.GetProperty("before").GetString()!),
            line.GetProperty("rc").GetInt32(), line.GetProperty("errno").GetInt32(),
            line.GetProperty("after").GetString() is { } after ? Convert.FromHexString(after) : null);
    }
}
