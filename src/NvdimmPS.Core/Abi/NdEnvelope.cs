using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace NvdimmPS.Abi;

/// <summary>
/// The ioctl buffer of one request: for the generic call a package, then input, then output; for a legacy command
/// input, then output. What differs between the routes lives here and nowhere else.
/// </summary>
public static class NdEnvelope
{
    /// <summary>The size of <see cref="nd_cmd_pkg"/>.</summary>
    public const int PackageSize = 64;

    /// <summary>
    /// What <c>nd_fw_size</c> and the status word hold before a call, so that an unwritten word can be recognised. Not all
    /// ones: that is what a dead bus reads as.
    /// </summary>
    public const uint NotWritten = 0xB7C3_91E6;

    /// <summary>The buffer's length.</summary>
    public static int Size(in NdRequest request) => checked(OutputOffset(request) + OutputArea(request));

    /// <summary>Where the output starts. PAPR's payload is one structure in place, so there it is where the input starts.</summary>
    public static int OutputOffset(in NdRequest request) =>
        (request.Route == NdRoute.Call ? PackageSize : 0) + (request.InPlace ? 0 : request.Input.Length);

    /// <summary>Fills a zeroed buffer of <see cref="Size"/> bytes with the request as it is sent.</summary>
    public static void Build(in NdRequest request, Span<byte> buffer)
    {
        if (request.Route == NdRoute.Call)
        {
            ref var package = ref MemoryMarshal.AsRef<nd_cmd_pkg>(buffer);
            package.nd_family = request.Family;
            package.nd_command = request.Function;
            package.nd_size_in = (uint)request.Input.Length;
            package.nd_size_out = (uint)request.OutputSize;
            request.Input.Span.CopyTo(buffer[PackageSize..]);
            return;
        }

        request.Input.Span.CopyTo(buffer);
        var lengthWord = OutputOffset(request) + sizeof(uint);
        if (request.Command == NdCommands.Vendor)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(buffer[lengthWord..], (uint)(request.OutputSize - (2 * sizeof(uint))));
        }
        else if (request.Command == NdCommands.ArsStatus)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(buffer[lengthWord..], (uint)request.OutputSize);
        }
    }

    /// <summary>Marks <c>nd_fw_size</c> and the status word as not written: a provider that fills neither is then found out.</summary>
    internal static void Arm(in NdRequest request, Span<byte> buffer)
    {
        if (request.Route == NdRoute.Call)
        {
            MemoryMarshal.AsRef<nd_cmd_pkg>(buffer).nd_fw_size = NotWritten;
        }

        if (request.OutputSize >= sizeof(uint))
        {
            BinaryPrimitives.WriteUInt32LittleEndian(buffer[OutputOffset(request)..], NotWritten);
        }
    }

    /// <summary>
    /// How many bytes of input and output the kernel takes an envelope to have (bus.c, <c>nd_cmd_in_size</c> and
    /// <c>nd_cmd_out_size</c>, in its u32 arithmetic), or the field that has no size.
    /// </summary>
    public static NdEnvelopeSize Measure(NdCommand command, ReadOnlySpan<byte> buffer) => Measure(command, buffer, out _);

    /// <param name="command">The command.</param>
    /// <param name="buffer">The envelope.</param>
    /// <param name="looked">Where the kernel's look at the fields ends, which it has before it checks the sum.</param>
    private static NdEnvelopeSize Measure(NdCommand command, ReadOnlySpan<byte> buffer, out long looked)
    {
        uint input = 0;
        looked = 0;
        for (var i = 0; i < command.Inputs.Length; i++)
        {
            var size = command.Inputs[i] == NdCommand.Variable ? VariableInput(command, buffer) : (uint)command.Inputs[i];
            if (size == uint.MaxValue)
            {
                return new NdEnvelopeSize(0, 0, NdEnvelopeProblem.Input);
            }

            looked = Math.Max(looked, Looked(0, input, size));
            input += size;
        }

        uint output = 0;
        for (var i = 0; i < command.Outputs.Length; i++)
        {
            var size = command.Outputs[i] == NdCommand.Variable ? VariableOutput(command, buffer, input) : (uint)command.Outputs[i];
            if (size == uint.MaxValue)
            {
                return new NdEnvelopeSize(input, 0, NdEnvelopeProblem.Output);
            }

            looked = Math.Max(looked, Looked(input, output, size));
            output += size;
        }

        return new NdEnvelopeSize(input, output, NdEnvelopeProblem.None);
    }

    /// <summary>Refuses a buffer that the kernel would read or write past its end.</summary>
    internal static void EnsureInside(NdNodeKind node, uint request, ReadOnlySpan<byte> buffer)
    {
        if (NdCommands.Find(node, IoctlNumber.Number(request)) is { } command && Needed(command, buffer) is var needed
            && buffer.Length < needed)
        {
            throw new ArgumentException($"The envelope of '{command.Name}' spans {needed} bytes, the buffer has {buffer.Length}.",
                nameof(buffer));
        }
    }

    /// <summary>How much the kernel touches: all of it, or what it looks at before it refuses.</summary>
    private static long Needed(NdCommand command, ReadOnlySpan<byte> buffer)
    {
        var size = Measure(command, buffer, out var looked);
        var sum = (long)size.Input + size.Output;
        return size.Problem == NdEnvelopeProblem.None && sum <= NdCommands.MaxLength ? Math.Max(sum, looked) : looked;
    }

    /// <summary>Where the look at one field ends: the kernel copies fields up to ND_CMD_MAX_ENVELOPE, each way, as they stand.</summary>
    private static long Looked(uint start, uint before, uint size)
    {
        const uint window = 256;
        return before < window && size > 0 ? (long)start + before + Math.Min(window - before, size) : 0;
    }

    private static int OutputArea(in NdRequest request) =>
        request.InPlace ? checked(request.Input.Length + request.OutputSize) : request.OutputSize;

    private static uint VariableInput(NdCommand command, ReadOnlySpan<byte> buffer) =>
        command.Number == NdCommands.CallNumber
            ? Word(buffer, 16)
            : Word(buffer, 4); // set_data, vendor: in_length

    private static uint VariableOutput(NdCommand command, ReadOnlySpan<byte> buffer, uint input)
    {
        if (command.Number == NdCommands.CallNumber)
        {
            return Word(buffer, 20);
        }

        if (command == NdCommands.GetConfigData)
        {
            return Word(buffer, 4);
        }

        var outLength = Word(buffer, (long)input + sizeof(uint));
        if (command == NdCommands.Vendor)
        {
            return outLength;
        }

        // ars_status: the two words before the tail are counted in out_length, unless exactly the length word is.
        return outLength < 4 ? 0 : outLength == 4 ? 0 : outLength - 8;
    }

    private static uint Word(ReadOnlySpan<byte> buffer, long offset) =>
        offset + sizeof(uint) <= buffer.Length
            ? BinaryPrimitives.ReadUInt32LittleEndian(buffer[(int)offset..])
            : throw new ArgumentException($"The buffer ends before the length word at byte {offset}.", nameof(buffer));
}

/// <summary>What the kernel takes an envelope's parts to be.</summary>
public readonly record struct NdEnvelopeSize(uint Input, uint Output, NdEnvelopeProblem Problem);

/// <summary>Which part of an envelope has no size.</summary>
public enum NdEnvelopeProblem
{
    None,
    Input,
    Output,
}
