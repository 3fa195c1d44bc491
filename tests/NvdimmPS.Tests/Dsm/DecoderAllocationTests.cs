using System.Runtime.CompilerServices;
using NvdimmPS.Dsm;
using NvdimmPS.Tests.Golden;

namespace NvdimmPS.Tests.Dsm;

/// <summary>Decoding allocates what it returns and nothing beside.</summary>
public sealed class DecoderAllocationTests
{
    private const int Header = 16, Reference = 8;

    [Theory]
    [InlineData("intel-01-GetSmart")]
    [InlineData("msft-11-GetNvdimmNHealth")]
    [InlineData("hpe1-01-GetSmart")]
    [InlineData("intel-08-GetCommandEffectLog")]
    public void Only_the_result_is_allocated(string file)
    {
        var root = GoldenFile.Load("dsm/" + file);
        var function = GoldenFile.Function(root);
        foreach (var reply in GoldenFile.Cases(root, "replies").Where(r => r.GetProperty("success").GetBoolean()))
        {
            ReadOnlyMemory<byte> bytes = GoldenFile.Hex(reply, "hex");
            var answer = DsmDecoder.DecodeOutput(function, bytes);
            var allocated = Enumerable.Range(0, 8).Min(_ => Allocated(function, bytes)); // a pool may need a new array once in a while
            Assert.True(allocated <= Size(answer), $"{reply.GetProperty("name")}: {allocated} bytes for a result of {Size(answer)}");
        }
    }

    private static long Allocated(DsmFunction function, ReadOnlyMemory<byte> bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        DsmDecoder.DecodeOutput(function, bytes);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>What an answer holds, object by object; its texts that stand in no table are part of it.</summary>
    private static long Size(DsmAnswer answer) => Header + Unsafe.SizeOf<DsmStatus>() + (3 * Reference) + Size(answer.Fields) + (answer.GenerationReason?.Contains(" too, ", StringComparison.Ordinal) == true ? Text(answer.GenerationReason) : 0);

    private static long Size(IReadOnlyList<DsmFieldValue> fields) => Array(fields.Count, Reference) + fields.Sum(Size);

    private static long Size(DsmFieldValue field) =>
        Header + (3 * Reference) + Unsafe.SizeOf<ReadOnlyMemory<byte>>() + Reference + Text(field.Reason) + field.Value switch
        {
            null => 0,
            string[] words => Array(words.Length, Reference) + words.Sum(Text),
            string word => Text(word),
            byte[] bytes => Array(bytes.Length, 1),
            DsmFieldValue[][] records => Array(records.Length, Reference) + records.Sum(r => Size(r)),
            _ => Header + Reference,
        };

    private static long Text(string? text) => text is null ? 0 : Aligned(Header + 6 + (2 * text.Length));

    private static long Array(int length, int element) => Aligned(Header + Reference + ((long)length * element));

    private static long Aligned(long size) => (size + 7) & ~7;
}
