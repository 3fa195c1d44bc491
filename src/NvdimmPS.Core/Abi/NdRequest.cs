using NvdimmPS.Kernel;

namespace NvdimmPS.Abi;

/// <summary>Which spelling of a request is sent.</summary>
public enum NdRoute
{
    /// <summary>The generic call (ND_CMD_CALL): a package names family, function and sizes.</summary>
    Call,

    /// <summary>The command's own ioctl.</summary>
    Legacy,
}

/// <summary>One request: input bytes, room for output bytes. Both routes carry the same bytes.</summary>
public readonly record struct NdRequest
{
    private NdRequest(NdCommand command, NdRoute route, ulong family, ulong function, ReadOnlyMemory<byte> input, int outputSize,
        bool inPlace)
    {
        Command = command;
        Route = route;
        Family = family;
        Function = function;
        Input = input;
        OutputSize = outputSize;
        InPlace = inPlace;
    }

    /// <summary>A generic call.</summary>
    public static NdRequest Call(NdNodeKind node, ulong family, ulong function, ReadOnlyMemory<byte> input, int outputSize,
        bool inPlace = false) =>
        new(NdCommands.Call(node), NdRoute.Call, family, function, input, outputSize, inPlace);

    /// <summary>A legacy command. <paramref name="outputSize"/> counts from the status word to the end.</summary>
    public static NdRequest Legacy(NdCommand command, ReadOnlyMemory<byte> input, int outputSize) =>
        new(command, NdRoute.Legacy, 0, (ulong)command.Number, input, outputSize, inPlace: false);

    /// <summary>The ioctl command.</summary>
    public NdCommand Command { get; }

    /// <summary>The route.</summary>
    public NdRoute Route { get; }

    /// <summary>nd_family; 0 on the legacy route, which has none.</summary>
    public ulong Family { get; }

    /// <summary>nd_command on the call route, the command number on the legacy one.</summary>
    public ulong Function { get; }

    /// <summary>The function's input payload.</summary>
    public ReadOnlyMemory<byte> Input { get; }

    /// <summary>Room for the function's output, status word included.</summary>
    public int OutputSize { get; }

    /// <summary>True where the output overwrites the input (PAPR).</summary>
    public bool InPlace { get; }

    /// <summary>The buffer as it is sent, but for the two marks that <see cref="NdCaller"/> sets.</summary>
    public byte[] ToEnvelope()
    {
        var buffer = new byte[NdEnvelope.Size(this)];
        NdEnvelope.Build(this, buffer);
        return buffer;
    }
}
