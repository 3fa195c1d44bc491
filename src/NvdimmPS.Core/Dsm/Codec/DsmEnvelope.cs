using System.Buffers.Binary;
using NvdimmPS.Abi;

namespace NvdimmPS.Dsm;

/// <summary>What an ioctl's buffer is: by the numbers in it, and by the tables' names for them.</summary>
internal readonly record struct DsmEnvelope
{
    /// <summary>The ioctl command; null where the kernel knows none of that number.</summary>
    public NdCommand? Command { get; private init; }

    /// <summary>Generic call or legacy command.</summary>
    public NdRoute Route { get; private init; }

    /// <summary>nd_family; of a legacy command the number of the family whose function it spells.</summary>
    public ulong FamilyCode { get; private init; }

    /// <summary>The function's number, of which the kernel keeps 32 bits.</summary>
    public uint Number { get; private init; }

    /// <summary>The family, or null where no table has it.</summary>
    public DsmFamily? Family { get; private init; }

    /// <summary>The function, or null where no table has it.</summary>
    public DsmFunction? Function { get; private init; }

    /// <summary>Where the input starts.</summary>
    public int InputOffset { get; private init; }

    /// <summary>How long the buffer itself says the input is; that may be past its end.</summary>
    public long InputSize { get; private init; }

    /// <summary>Where the output, with the status word, starts.</summary>
    public long OutputOffset => InputOffset + (Family is { InPlace: true } && Route == NdRoute.Call ? 0 : InputSize);

    /// <summary>The function's name, or its number where no table has it.</summary>
    public string FunctionName => Function?.Name ?? $"Function{Number}";

    /// <summary>Reads it; a buffer that is no envelope at all is all input.</summary>
    public static DsmEnvelope Read(NdNodeKind node, uint request, ReadOnlySpan<byte> buffer)
    {
        var number = IoctlNumber.Number(request);
        var command = NdCommands.Find(node, number);
        if (number == NdCommands.CallNumber && buffer.Length >= NdEnvelope.PackageSize)
        {
            var code = BinaryPrimitives.ReadUInt64LittleEndian(buffer);
            var function = BinaryPrimitives.ReadUInt32LittleEndian(buffer[8..]);
            var family = code <= uint.MaxValue ? DsmFamilies.Find(node, (uint)code) : null;
            return new DsmEnvelope
            {
                Command = command,
                Route = NdRoute.Call,
                FamilyCode = code,
                Number = function,
                Family = family,
                Function = family?.Find(function),
                InputOffset = NdEnvelope.PackageSize,
                InputSize = BinaryPrimitives.ReadUInt32LittleEndian(buffer[16..]),
            };
        }

        var spelled = command is null || number == NdCommands.CallNumber ? null : DsmFamilies.FunctionOf(command);
        return new DsmEnvelope
        {
            Command = command,
            Route = NdRoute.Legacy,
            FamilyCode = spelled?.Family.Code ?? 0,
            Number = (uint)number,
            Family = spelled?.Family,
            Function = spelled,
            InputSize = spelled is null ? buffer.Length : LegacyInput(command!, buffer),
        };
    }

    private static long LegacyInput(NdCommand command, ReadOnlySpan<byte> buffer)
    {
        const int lengthWord = sizeof(uint), fixedPart = 2 * sizeof(uint);
        return Array.IndexOf(command.Inputs, NdCommand.Variable) < 0 ? command.Inputs.Sum()
            : buffer.Length < fixedPart ? buffer.Length
            : fixedPart + (long)BinaryPrimitives.ReadUInt32LittleEndian(buffer[lengthWord..]); // set_data, vendor: in_length
    }
}
