using System.Buffers.Binary;
using NvdimmPS.Abi;

namespace NvdimmPS.Simulation.Providers;

/// <summary>How <c>acpi_nfit_ctl</c> copies an answer into a legacy envelope: field by field, by what the firmware says of sizes.</summary>
internal static class AcpiLegacyOutput
{
    public static int Deliver(NdCommand command, Span<byte> buffer, int inputLength, ReadOnlySpan<byte> answer, out int commandResult)
    {
        commandResult = -Errno.EINVAL;
        uint offset = 0;
        var fields = 0;
        foreach (var declared in command.Outputs)
        {
            var size = declared == NdCommand.Variable ? Variable(command, buffer, answer, offset) : (uint)declared;
            if ((long)offset + size > answer.Length)
            {
                break; // underflow: the rest keeps what the caller had there
            }

            if ((long)inputLength + offset + size > buffer.Length)
            {
                return -Errno.ENXIO; // overrun, and nothing is copied back
            }

            answer.Slice((int)offset, (int)size).CopyTo(buffer[(inputLength + (int)offset)..]);
            offset += size;
            fields++;
        }

        var unfilled = buffer.Length - inputLength - (int)offset;
        if (unfilled > 0 && fields == 0)
        {
            return -Errno.ENXIO;
        }

        commandResult = Translate(command, buffer, answer);
        return unfilled;
    }

    /// <summary><c>nd_cmd_out_size</c> with the firmware's words.</summary>
    private static uint Variable(NdCommand command, ReadOnlySpan<byte> buffer, ReadOnlySpan<byte> answer, uint offset)
    {
        if (command == NdCommands.GetConfigData)
        {
            return BinaryPrimitives.ReadUInt32LittleEndian(buffer[4..]);
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(answer[4..]);
        if (command == NdCommands.Vendor)
        {
            return length;
        }

        // ars_status: ACPI leaves open whether the length counts the status word before it; both are taken.
        var remainder = (uint)answer.Length - offset;
        return length < 4 ? 0 : length - 4 == remainder ? remainder : length - 8;
    }

    /// <summary><c>xlat_status</c>, as far as anything depends on it: the kernel forgets errors only when they were cleared.</summary>
    private static int Translate(NdCommand command, ReadOnlySpan<byte> buffer, ReadOnlySpan<byte> answer)
    {
        var status = answer.Length >= sizeof(uint) ? BinaryPrimitives.ReadUInt32LittleEndian(answer) : 0;
        if (command != NdCommands.ClearError)
        {
            return (status & 0xFFFF) != 0 ? -Errno.EIO : 0;
        }

        var cleared = BinaryPrimitives.ReadUInt64LittleEndian(buffer[24..]);
        return (status & 0xFFFF) != 0 || cleared == 0 ? -Errno.EIO : 0;
    }
}
