using System.Buffers.Binary;
using NvdimmPS.Abi;

namespace NvdimmPS.Simulation.Namespaces;

/// <summary>
/// The label commands as the kernel itself sends them, so that they meet the provider, its firmware and its faults. Errors are
/// errnos, 0 for none.
/// </summary>
internal sealed class LabelCommands(SimulatedDimm dimm)
{
    private const int Header = 8, Status = 4;

    public int AreaSize { get; private set; }

    private int MaxTransfer { get; set; }

    /// <summary>nvdimm_init_nsarea().</summary>
    public int ReadSize()
    {
        Span<byte> answer = stackalloc byte[12];
        if (Send(NdCommands.GetConfigSize, [], answer) is > 0 and var errno)
        {
            return errno;
        }

        AreaSize = BinaryPrimitives.ReadInt32LittleEndian(answer[4..]);
        MaxTransfer = BinaryPrimitives.ReadInt32LittleEndian(answer[8..]);
        return AreaSize <= 0 || MaxTransfer <= 0 ? Errno.ENXIO : 0;
    }

    /// <summary>nvdimm_get_config_data().</summary>
    public int Read(int offset, Span<byte> bytes)
    {
        Span<byte> header = stackalloc byte[Header];
        for (var done = 0; done < bytes.Length;)
        {
            var length = Math.Min(bytes.Length - done, MaxTransfer);
            BinaryPrimitives.WriteInt32LittleEndian(header, offset + done);
            BinaryPrimitives.WriteInt32LittleEndian(header[4..], length);
            var answer = new byte[Status + length];
            if (Send(NdCommands.GetConfigData, header, answer) is > 0 and var errno)
            {
                return errno;
            }

            answer.AsSpan(Status).CopyTo(bytes[done..]);
            done += length;
        }

        return 0;
    }

    /// <summary>nvdimm_set_config_data().</summary>
    public int Write(int offset, ReadOnlySpan<byte> bytes)
    {
        Span<byte> answer = stackalloc byte[Status];
        for (var done = 0; done < bytes.Length;)
        {
            var length = Math.Min(bytes.Length - done, MaxTransfer);
            var input = new byte[Header + length];
            BinaryPrimitives.WriteInt32LittleEndian(input, offset + done);
            BinaryPrimitives.WriteInt32LittleEndian(input.AsSpan(4), length);
            bytes.Slice(done, length).CopyTo(input.AsSpan(Header));
            if (Send(NdCommands.SetConfigData, input, answer) is > 0 and var errno)
            {
                return errno;
            }

            done += length;
        }

        return 0;
    }

    private int Send(NdCommand command, ReadOnlySpan<byte> input, Span<byte> output)
    {
        var bus = dimm.Bus;
        var length = input.Length + output.Length;
        var pages = bus.LendPages(length);
        try
        {
            input.CopyTo(pages);
            var result = bus.NdProvider.Control(dimm, command, pages, length, out var commandResult);
            pages.AsSpan(input.Length, output.Length).CopyTo(output);
            return result < 0 ? -result : commandResult < 0 ? -commandResult : 0;
        }
        finally
        {
            bus.ReturnPages(pages);
        }
    }
}
