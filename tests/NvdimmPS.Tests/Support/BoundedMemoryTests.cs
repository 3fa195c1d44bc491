using NvdimmPS.Support;

namespace NvdimmPS.Tests.Support;

/// <summary>However bytes are written, there are never more than the limit.</summary>
public sealed class BoundedMemoryTests
{
    public static TheoryData<string> Ways => ["array", "span", "byte", "async", "copy"];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Every_way_to_write_heeds_the_limit(string way)
    {
        using var memory = new BoundedMemory(3);
        await memory.WriteAsync(new byte[3], TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<IOException>(() => Write(memory, way));
        Assert.Equal(3, memory.Length);
    }

    private static async Task Write(BoundedMemory memory, string way)
    {
        switch (way)
        {
            case "array": memory.Write(new byte[1], 0, 1); break;
            case "span": memory.Write((ReadOnlySpan<byte>)[1]); break;
            case "byte": memory.WriteByte(1); break;
            case "async": await memory.WriteAsync(new byte[1]); break;
            default: new MemoryStream([1]).CopyTo(memory); break;
        }
    }
}
