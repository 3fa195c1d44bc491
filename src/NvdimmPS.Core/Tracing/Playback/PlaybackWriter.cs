using System.Buffers.Binary;
using System.Text;
using static NvdimmPS.Tracing.Playback.PlaybackFormat;

namespace NvdimmPS.Tracing.Playback;

/// <summary>Writes a playback file, as ipmctl loads it.</summary>
internal static class PlaybackWriter
{
    public static byte[] Write(PlaybackFile file)
    {
        var parts = new List<(string Signature, byte[] Bytes, int Items)>();
        var calls = Items(file.Calls.Select(Call), out var starts);
        parts.Add((Calls, calls, file.Calls.Count));
        parts.AddRange(file.Tables.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => (t.Key, Items([t.Value], out _), 1)));
        if (file.Tags.Count > 0)
        {
            parts.Add((Tags, Items(file.Tags.Select((tag, i) => Tag(tag, i, starts)), out _), file.Tags.Count));
        }

        var bytes = new byte[HeaderSize + parts.Sum(p => p.Bytes.Length)];
        FileSignature.CopyTo(bytes);
        Text(bytes.AsSpan(SoftwareVersion, SoftwareVersionSize), file.SoftwareVersion);
        Text(bytes.AsSpan(OsVersion, OsSize), file.OsVersion);
        Text(bytes.AsSpan(OsName, OsSize), file.OsName);
        Text(bytes.AsSpan(Description, DescriptionSize), file.Description);
        var at = HeaderSize;
        for (var i = 0; i < parts.Count; i++)
        {
            var entry = bytes.AsSpan(PartitionTable + (i * PartitionEntry), PartitionEntry);
            Text(entry[..4], parts[i].Signature, terminated: false);
            U32(entry[4..], parts[i].Bytes.Length);
            U32(entry[8..], at);
            U32(entry[12..], parts[i].Items);
            parts[i].Bytes.CopyTo(bytes, at);
            at += parts[i].Bytes.Length;
        }

        return bytes;
    }

    /// <summary>The data of an item: the command, then its answer.</summary>
    public static byte[] Call(PlaybackCall call)
    {
        var answer = RequestHead + call.Input.Length + call.LargeInput.Length;
        var bytes = new byte[answer + AnswerHead + call.Output.Length + call.LargeOutput.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, RequestTime);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), call.Handle);
        (bytes[12], bytes[13]) = (call.Opcode, call.SubOpcode);
        U32(bytes.AsSpan(16), call.Input.Length);
        U32(bytes.AsSpan(20), call.LargeInput.Length);
        call.Input.CopyTo(bytes, RequestHead);
        call.LargeInput.CopyTo(bytes, RequestHead + call.Input.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(answer), AnswerTime);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(answer + 8), call.Result);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(answer + 16), call.Handle);
        U32(bytes.AsSpan(answer + 20), call.Output.Length);
        U32(bytes.AsSpan(answer + 24), call.LargeOutput.Length);
        bytes[answer + 28] = call.Status;
        call.Output.CopyTo(bytes, answer + AnswerHead);
        call.LargeOutput.CopyTo(bytes, answer + AnswerHead + call.Output.Length);
        return bytes;
    }

    private static byte[] Tag(PlaybackTag tag, int number, List<int> starts)
    {
        const int head = 28, kind = 4, id = 8, size = 12, partitions = 16, signature = 20, offset = 24;
        var (line, result) = (Encoding.ASCII.GetBytes(tag.Line + '\0'), Encoding.ASCII.GetBytes(tag.Result + '\0'));
        var bytes = new byte[head + line.Length + result.Length];
        Text(bytes.AsSpan(0, 4), Tags, terminated: false);
        Text(bytes.AsSpan(kind, 4), CommandTag, terminated: false);
        U32(bytes.AsSpan(id), number);
        U32(bytes.AsSpan(size), bytes.Length);
        U32(bytes.AsSpan(partitions), 1);
        Text(bytes.AsSpan(signature, 4), Calls, terminated: false);
        U32(bytes.AsSpan(offset), tag.FirstCall < starts.Count ? starts[tag.FirstCall] : 0);
        line.CopyTo(bytes, head);
        result.CopyTo(bytes, head + line.Length);
        return bytes;
    }

    private static byte[] Items(IEnumerable<byte[]> all, out List<int> starts)
    {
        using var bytes = new MemoryStream();
        starts = [];
        Span<byte> head = stackalloc byte[ItemHead];
        foreach (var data in all)
        {
            ItemSignature.CopyTo(head);
            U32(head[4..], data.Length);
            U32(head[8..], starts.Count);
            starts.Add((int)bytes.Length);
            bytes.Write(head);
            bytes.Write(data);
        }

        return bytes.ToArray();
    }

    private static void U32(Span<byte> at, int value) => BinaryPrimitives.WriteInt32LittleEndian(at, value);

    private static void Text(Span<byte> at, string text, bool terminated = true)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        bytes.AsSpan(0, Math.Min(bytes.Length, at.Length - (terminated ? 1 : 0))).CopyTo(at);
    }
}
