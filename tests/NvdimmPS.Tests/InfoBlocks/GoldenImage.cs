using System.Text.Json;
using NvdimmPS.Abi;
using NvdimmPS.InfoBlocks;
using NvdimmPS.Kernel;
using NvdimmPS.Tests.Golden;

namespace NvdimmPS.Tests.InfoBlocks;

/// <summary>An image that Golden/infoblocks/make.py made from the documents, as a disk. What is not in it is zeros.</summary>
internal sealed class GoldenImage : INdDisk
{
    private const int Piece = 4096;

    private static readonly string Folder = Path.Combine(GoldenFile.Folder, "infoblocks");

    private readonly Dictionary<ulong, byte[]> _pieces = [];

    private GoldenImage(JsonElement root)
    {
        (Root, Size) = (root, root.GetProperty("size").GetUInt64());
        foreach (var run in root.GetProperty("runs").EnumerateArray())
        {
            Write(run[0].GetUInt64(), Convert.FromHexString(run[1].GetString()!));
        }
    }

    public JsonElement Root { get; }

    public string Name => "pmem0";

    public ulong Size { get; }

    /// <summary>Ranges that cannot be read: where they begin and end.</summary>
    public List<(ulong From, ulong To)> Bad { get; } = [];

    public Guid Parent => Root.GetProperty("parent").GetGuid();

    public InfoBlockPlace Place => new("namespace0.0", "namespace0.0", Parent, "Simulated", IsWhole: true);

    /// <summary>The ids of what a check must find.</summary>
    public string[] Findings => [.. Root.GetProperty("findings").EnumerateArray().Select(f => f.GetString()!)];

    /// <summary>The bytes that mend it.</summary>
    public (ulong Offset, string Hex)[] Repairs => [.. Root.GetProperty("repairs").EnumerateArray().Select(r => (r[0].GetUInt64(), r[1].GetString()!))];

    public static GoldenImage Load(string name) => new(GoldenFile.Load("infoblocks/" + name));

    public static TheoryData<string> Names(string prefix) =>
        [.. Directory.EnumerateFiles(Folder, prefix + "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    public int Read(ulong offset, Span<byte> buffer)
    {
        var length = (int)Math.Min((ulong)buffer.Length, Size - Math.Min(Size, offset));
        if (Bad.Exists(b => offset < b.To && b.From < offset + (ulong)length))
        {
            return -Errno.EIO;
        }

        for (var done = 0; done < length;)
        {
            var (piece, at) = Math.DivRem(offset + (ulong)done, Piece);
            var count = Math.Min(length - done, Piece - (int)at);
            var target = buffer.Slice(done, count);
            target.Clear();
            if (_pieces.TryGetValue(piece, out var bytes))
            {
                bytes.AsSpan((int)at, count).CopyTo(target);
            }

            done += count;
        }

        return length;
    }

    public int Write(ulong offset, ReadOnlySpan<byte> bytes)
    {
        for (var done = 0; done < bytes.Length;)
        {
            var (piece, at) = Math.DivRem(offset + (ulong)done, Piece);
            var count = Math.Min(bytes.Length - done, Piece - (int)at);
            if (!_pieces.TryGetValue(piece, out var into))
            {
                _pieces[piece] = into = new byte[Piece];
            }

            bytes.Slice(done, count).CopyTo(into.AsSpan((int)at));
            done += count;
        }

        return bytes.Length;
    }

    public int Flush() => 0;

    public void Dispose()
    {
    }
}
