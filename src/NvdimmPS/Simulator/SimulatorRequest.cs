using System.Buffers.Binary;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Kernel;
using NvdimmPS.Simulation;

namespace NvdimmPS;

/// <summary>A line of a simulator's transcript.</summary>
public sealed class SimulatorRequest
{
    private SimulatorRequest(SimulatedRequest request)
    {
        var isLegacy = request.Route == NdRoute.Legacy;
        var command = NdCommands.Find(request.Node.Kind, IoctlNumber.Number(request.Request));
        var family = isLegacy && command is not null ? DsmFamilies.FunctionOf(command).Family : DsmFamilies.Find(request.Node.Kind, (uint)request.Family);
        Sequence = request.Sequence;
        Time = request.Time;
        Target = request.Node.ObjectName;
        Access = request.Access.ToString();
        Route = request.Route.ToString();
        Command = command?.Name;
        Family = family?.Name;
        Function = request.Function;
        FunctionName = family?.Find(request.Function)?.Name;
        Result = request.Result;
        Errno = request.Result < 0 ? NvdimmPS.Kernel.Errno.Name(-request.Result) : null;
        var hasSecret = !isLegacy && family?.Find(request.Function) is { } function && function.HasSecret;
        SentBytes = Shown(request.Before, hasSecret);
        ReturnedBytes = Shown(request.After, hasSecret);
    }

    /// <summary>Counts from 1.</summary>
    public long Sequence { get; }

    /// <summary>When it was answered (UTC).</summary>
    public DateTime Time { get; }

    /// <summary>The DIMM or bus.</summary>
    public string Target { get; }

    /// <summary>How the node was open: ReadOnly or ReadWrite.</summary>
    public string Access { get; }

    /// <summary>Call or Legacy.</summary>
    public string Route { get; }

    /// <summary>The ioctl command's sysfs name.</summary>
    public string? Command { get; }

    /// <summary>The family's name.</summary>
    public string? Family { get; }

    /// <summary>The function's number.</summary>
    public uint Function { get; }

    /// <summary>The function's name, where a table has it.</summary>
    public string? FunctionName { get; }

    /// <summary>What the ioctl returned.</summary>
    public int Result { get; }

    /// <summary>The error, or null.</summary>
    public string? Errno { get; }

    /// <summary>The buffer as it was sent.</summary>
    public byte[] SentBytes { get; }

    /// <summary>The buffer as it came back.</summary>
    public byte[] ReturnedBytes { get; }

    /// <summary>The simulator blanks the passphrases that it knows; those of an imported family only its table names.</summary>
    private static byte[] Shown(ReadOnlyMemory<byte> buffer, bool hasSecret)
    {
        var bytes = buffer.ToArray();
        if (hasSecret && bytes.Length > NdEnvelope.PackageSize)
        {
            var payload = bytes.AsSpan(NdEnvelope.PackageSize);
            payload[..(int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(16)), (uint)payload.Length)].Clear();
        }

        return bytes;
    }

    internal static SimulatorRequest Of(SimulatedRequest request) => new(request);
}
