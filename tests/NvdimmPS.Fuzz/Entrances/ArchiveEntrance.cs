using System.IO.Compression;
using NvdimmPS.Fuzz.Expected;
using NvdimmPS.Fuzz.Making;
using NvdimmPS.Tracing;

namespace NvdimmPS.Fuzz.Entrances;

/// <summary>
/// Support bundles and what looks like one: the trace of one that is whole is read as its text says, one with a name that is none of
/// ours is refused, and what is left of a damaged one is read or refused.
/// </summary>
/// <param name="read">Who reads; the product where nobody else is named.</param>
internal sealed class ArchiveEntrance(TraceBytesReader? read = null)
    : Entrance("archive", "support bundles as somebody else packed them, whole and damaged")
{
    /// <summary>What an archive may take besides what is in it, damaged as it is.</summary>
    private const long Most = 64 << 20;

    private const int PerByte = 80, LargeEntry = 4 << 20;
    private const string Trace = TraceArchive.EntryName;

    private static readonly string[] Foreign =
        ["../trace.jsonl", "/trace.jsonl", "a/../../x", "C:\\x", "a\\b", "TRACE.JSONL", "x\u001b[31m", new('n', 300), "./x", "a:b"];

    private readonly TraceBytesReader _read = read ?? (bytes =>
        Tracing.Trace.Read(ScratchFile.Write("bundle.zip", bytes), CancellationToken.None));

    public override void Try(FuzzCase current)
    {
        var dice = current.Dice;
        var trace = TraceMaker.Make(dice);
        var foreign = dice.OneIn(6) ? dice.Of(Foreign) : null;
        var hasTrace = !dice.OneIn(15);
        var bytes = Pack(dice, hasTrace ? trace : null, foreign);
        var isWhole = !dice.OneIn(2);
        bytes = isWhole ? bytes : ByteMutant.Of(dice, bytes, Heads(bytes));
        current.Throws(bytes,
            () => $"archive{(isWhole ? "" : ", damaged")}{(foreign is null ? "" : $", with {Uri.EscapeDataString(foreign)}")}:");
        var has = Product(current, Most + (PerByte * ((long)bytes.Length + trace.Length)), () => _read(bytes), out var refusal);
        Hold(refusal is null || refusal.ErrorId.StartsWith("Nvdimm.Trace.", StringComparison.Ordinal),
            $"it is refused as {refusal?.ErrorId}");
        if (!isWhole)
        {
            return;
        }

        Hold(has is null || (hasTrace && foreign is null), "an archive that is no bundle is read as one");
        if (hasTrace && foreign is null)
        {
            var alone = Product(current, Most + (PerByte * (long)trace.Length), () => Tracing.Trace.Read("trace.jsonl", trace), out _);
            Hold((alone is null) == (has is null), $"the trace alone is {(alone is null ? "refused" : "read")}: {refusal?.Message}");
            var difference = has is null ? null : TraceComparison.Difference(TraceText.Read(trace), has);
            Hold(difference is null, $"{difference}");
        }
    }

    private static byte[] Pack(Dice dice, byte[]? trace, string? foreign)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            var names = new List<string>(
                dice.Some((string[])["README.txt", "index.json", "machine/dimms.json", "dimms/nmem0/health.json"]));
            names.Insert(dice.Below(names.Count + 1), Trace);
            if (foreign is not null)
            {
                names.Insert(dice.Below(names.Count + 1), foreign);
            }

            foreach (var name in names.Where(n => n != Trace || trace is not null))
            {
                using var entry = archive.CreateEntry(name, dice.Of(CompressionLevel.Optimal, CompressionLevel.NoCompression)).Open();
                entry.Write(name == Trace ? trace : dice.OneIn(30) ? new byte[LargeEntry] : dice.Bytes(dice.Of(0, 10, 1000)));
            }
        }

        return bytes.ToArray();
    }

    /// <summary>The numbers of each entry's heads and of the end, by which everything is found.</summary>
    private static List<int> Heads(byte[] bytes)
    {
        var places = new List<int>();
        foreach (var (signature, size) in ((byte[], int)[])
            [("PK\u0001\u0002"u8.ToArray(), 46), ("PK\u0003\u0004"u8.ToArray(), 30), ("PK\u0005\u0006"u8.ToArray(), 22)])
        {
            for (var at = 0; bytes.AsSpan(at).IndexOf(signature) is >= 0 and var next; at += next + signature.Length)
            {
                places.AddRange(Enumerable.Range(at + next, size).Where(place => place % 2 == (at + next) % 2));
            }
        }

        return places;
    }
}
