namespace NvdimmPS.Simulation.Firmware;

/// <summary>The large payloads of the mailbox, which FD:01 writes and FD:02 reads in pieces.</summary>
internal sealed class LargeMailbox
{
    private const int Size = 1 << 20, TransferSize = 4 << 10, Head = 2 * sizeof(uint);

    private readonly byte[] _input = new byte[Size];

    /// <summary>What the last command left there; zeros follow.</summary>
    public byte[] Output { get; set; } = [];

    /// <summary>What was written there for the next command.</summary>
    public ReadOnlySpan<byte> Input => _input;

    public static byte[] Sizes()
    {
        var answer = new byte[12];
        answer.U32(0, Size);
        answer.U32(4, Size);
        answer.U32(8, TransferSize);
        return answer;
    }

    public VendorAnswer Write(ReadOnlySpan<byte> input)
    {
        var (size, offset) = (input.U32(0), input.U32(4));
        if (size > TransferSize || offset > Size - size || input.Length < Head + size)
        {
            return FisStatus.InvalidParameter;
        }

        input.Slice(Head, (int)size).CopyTo(_input.AsSpan((int)offset));
        return VendorAnswer.Done;
    }

    public VendorAnswer Read(ReadOnlySpan<byte> input)
    {
        var (size, offset) = (input.U32(0), input.U32(4));
        return size <= TransferSize && offset <= Size - size ? Part(Output, offset, (int)size) : FisStatus.InvalidParameter;
    }

    /// <summary>A piece of something that zeros follow.</summary>
    public static byte[] Part(byte[] bytes, ulong offset, int size = VendorAnswer.Size)
    {
        var part = new byte[size];
        var start = (int)Math.Min(offset, (ulong)bytes.Length);
        bytes.AsSpan(start, Math.Min(size, bytes.Length - start)).CopyTo(part);
        return part;
    }
}
