namespace NvdimmPS.Simulation.Firmware;

/// <summary>The operating system's area: functions 4, 5 and 6 of HPE's first family.</summary>
internal sealed class Hpe1OsData(byte[] area)
{
    private const uint MaxTransfer = 1024;

    public byte[] Evaluate(int function, ReadOnlySpan<byte> input) => function switch
    {
        4 => Size(),
        5 => Read(input.U32(0), input.U32(4)),
        _ => Write(input.U32(0), input.U32(4), input[8..]),
    };

    private byte[] Size()
    {
        var answer = new byte[12];
        answer.U32(4, (uint)area.Length);
        answer.U32(8, MaxTransfer);
        return answer;
    }

    private byte[] Read(uint offset, uint length) => IsInside(offset, length)
        ? [0, 0, 0, 0, .. area.AsSpan((int)offset, (int)length)]
        : Answer.Status(HpeStatus.InvalidInput);

    private byte[] Write(uint offset, uint length, ReadOnlySpan<byte> data)
    {
        if (length != data.Length || !IsInside(offset, length))
        {
            return Answer.Status(HpeStatus.InvalidInput);
        }

        data.CopyTo(area.AsSpan((int)offset));
        return Answer.Success();
    }

    private bool IsInside(uint offset, uint length) => length <= MaxTransfer && (ulong)offset + length <= (ulong)area.Length;
}
