using System.Globalization;
using System.Text.Json;
using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.KernelRing;

/// <summary>One line of the corpus: a request with the answer that a real kernel gave, or a pause.</summary>
/// <param name="Id">A unique name.</param>
/// <param name="Node">Whom it goes to.</param>
/// <param name="Access">How the node is opened.</param>
/// <param name="Request">The ioctl's request number.</param>
/// <param name="Before">The buffer as sent.</param>
/// <param name="Result">The answer: a return value, or a negated errno.</param>
/// <param name="After">The buffer as it came back; as sent where the kernel refused.</param>
/// <param name="Pause">How long to wait instead.</param>
/// <param name="Within">The answer holds only this soon after the line before; null for any time.</param>
public sealed record CorpusLine(string Id, NdNode Node, NdAccess Access, uint Request, byte[] Before, int Result, byte[] After, TimeSpan Pause, TimeSpan? Within)
{
    /// <summary>Reads a corpus file.</summary>
    public static IEnumerable<CorpusLine> Read(string path) => File.ReadLines(path).Where(l => l.Length > 0).Select(Parse);

    private static CorpusLine Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        if (root.TryGetProperty("wait_ms", out var wait))
        {
            return new CorpusLine("wait", default, default, 0, [], 0, [], TimeSpan.FromMilliseconds(wait.GetInt32()), null);
        }

        if (!NdNode.TryParse(root.GetProperty("node").GetString(), out var node))
        {
            throw new InvalidDataException($"no node in {line}");
        }

        var before = Convert.FromHexString(root.GetProperty("before").GetString()!);
        var after = root.GetProperty("after").GetString();
        var result = root.GetProperty("rc").GetInt32();
        return new CorpusLine(
            root.GetProperty("id").GetString()!,
            node,
            root.GetProperty("access").GetString() == "ro" ? NdAccess.ReadOnly : NdAccess.ReadWrite,
            uint.Parse(root.GetProperty("request").GetString()!.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
            before,
            result == -1 ? -root.GetProperty("errno").GetInt32() : result,
            after is null ? before : Convert.FromHexString(after),
            TimeSpan.Zero,
            root.TryGetProperty("within_ms", out var within) ? TimeSpan.FromMilliseconds(within.GetInt32()) : null);
    }
}
