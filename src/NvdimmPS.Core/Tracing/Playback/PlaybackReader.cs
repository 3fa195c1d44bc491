using System.Buffers.Binary;
using System.Text;
using static NvdimmPS.Tracing.Playback.PlaybackFormat;

namespace NvdimmPS.Tracing.Playback;

/// <summary>Reads a playback file. Sizes in it are held against the file, and counts are not believed.</summary>
internal sealed class PlaybackReader
{
    private const int MostOfFile = 256 << 20, MostItems = 1_000_000;

    private readonly string _path;
    private readonly byte[] _bytes;
    private readonly CancellationToken _stop;

    private PlaybackReader(string path, byte[] bytes, CancellationToken stop) => (_path, _bytes, _stop) = (path, bytes, stop);

    /// <summary>Reads what is open.</summary>
    /// <exception cref="NvdimmException">It is none, or damaged; the message names the offset.</exception>
    public static PlaybackFile Read(string path, TraceLines file) =>
        Read(path, file.ReadRest(MostOfFile) ?? throw TraceErrors.TooLarge(path, MostOfFile), file.Stop);

    /// <summary>Reads bytes.</summary>
    public static PlaybackFile Read(string path, byte[] bytes, CancellationToken stop = default) =>
        new PlaybackReader(path, bytes, stop).Read();

    private PlaybackFile Read()
    {
        if (_bytes.Length < HeaderSize)
        {
            throw Bad(_bytes.Length, $"the header has {HeaderSize} bytes and ends here");
        }

        var file = new PlaybackFile
        {
            SoftwareVersion = Text(SoftwareVersion, SoftwareVersionSize),
            OsVersion = Text(OsVersion, OsSize),
            OsName = Text(OsName, OsSize),
            Description = Text(Description, DescriptionSize),
        };
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < Partitions; i++)
        {
            var entry = PartitionTable + (i * PartitionEntry);
            if (U32(entry) == 0)
            {
                continue;
            }

            var (signature, size, start) = (Signature(entry), U32(entry + 4), U32(entry + 8));
            if (start < HeaderSize || start > _bytes.Length || size > _bytes.Length - start)
            {
                throw Bad(entry, $"partition {signature} goes from {start} to {(long)start + size}, which is not within the file");
            }

            if (!seen.Add(signature))
            {
                throw Bad(entry, $"partition {signature} is there twice");
            }

            Read(file, signature, (int)start, (int)(start + size));
        }

        return file.Calls.Count == 0 ? throw Bad(PartitionTable, $"it has no {Calls} with a vendor command") : file;
    }

    private void Read(PlaybackFile file, string signature, int start, int end)
    {
        var items = 0;
        for (var at = start; end - at >= ItemHead && _bytes.AsSpan(at, 4).SequenceEqual(ItemSignature);)
        {
            var size = U32(at + 4);
            if (size > end - at - ItemHead)
            {
                throw Bad(at, $"an item of {signature} has {size} bytes, and {end - at - ItemHead} are left of the partition");
            }

            if (++items > MostItems)
            {
                throw Bad(at, $"{signature} has more than {MostItems:N0} items");
            }

            _stop.ThrowIfCancellationRequested();
            var data = at + ItemHead;
            switch (signature)
            {
                case Calls:
                    file.Calls.Add(Call(data, (int)size));
                    break;
                case Nfit or Pcat or Pmtt or Smbios:
                    file.Tables.TryAdd(signature, _bytes.AsSpan(data, (int)size).ToArray());
                    break;
            }

            at = data + (int)size;
        }
    }

    private PlaybackCall Call(int at, int size)
    {
        if (size < RequestHead + AnswerHead)
        {
            throw Bad(at, $"a command and its answer have {RequestHead + AnswerHead} bytes at least, and this item {size}");
        }

        var (input, large) = (U32(at + 16), U32(at + 20));
        var before = (long)RequestHead + input + large;
        if (before + AnswerHead > size)
        {
            throw Bad(at, $"the inputs of {input} and {large} bytes do not fit in an item of {size}");
        }

        Limit(at, input, MostOfInput);
        Limit(at, large, MostOfPayload);
        var answer = at + (int)before;
        var (output, largeOutput) = (U32(answer + 20), U32(answer + 24));
        if (before + AnswerHead + output + largeOutput != size)
        {
            throw Bad(answer, $"command and answer make {before + AnswerHead + output + largeOutput} bytes of an item of {size}");
        }

        Limit(answer, output, MostOfPayload);
        Limit(answer, largeOutput, MostOfPayload);
        if (U32(at + 8) is var handle && handle != U32(answer + 16))
        {
            throw Bad(answer, $"the command went to DIMM 0x{handle:x4}, and DIMM 0x{U32(answer + 16):x4} answered");
        }

        return new PlaybackCall(handle, _bytes[at + 12], _bytes[at + 13], Slice(at + RequestHead, input),
            Slice(at + RequestHead + (int)input, large), BinaryPrimitives.ReadUInt64LittleEndian(_bytes.AsSpan(answer + 8)),
            _bytes[answer + 28], Slice(answer + AnswerHead, output), Slice(answer + AnswerHead + (int)output, largeOutput));
    }

    private void Limit(int at, uint size, int most)
    {
        if (size > most)
        {
            throw Bad(at, $"a payload has {size:N0} bytes, and {most:N0} are the most");
        }
    }

    private byte[] Slice(int at, uint size) => _bytes.AsSpan(at, (int)size).ToArray();

    private uint U32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(at));

    private string Signature(int at) => Printable.Line(Encoding.Latin1.GetString(_bytes, at, 4));

    private string Text(int at, int size)
    {
        var text = _bytes.AsSpan(at, size);
        var end = text.IndexOf((byte)0);
        return Printable.Quote(Encoding.Latin1.GetString(end < 0 ? text : text[..end]));
    }

    private NvdimmException Bad(int offset, string why) => TraceErrors.Playback(_path, offset, why);
}
