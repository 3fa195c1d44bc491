using NvdimmPS.Dsm;
using NvdimmPS.Simulation;

namespace NvdimmPS;

/// <summary>A line of a simulator's transcript.</summary>
public sealed class SimulatorRequest
{
    private SimulatorRequest(SimulatedRequest request)
    {
        var envelope = DsmEnvelope.Read(request.Node.Kind, request.Request, request.Before.Span);
        Sequence = request.Sequence;
        Time = request.Time;
        Target = request.Node.ObjectName;
        Access = request.Access.ToString();
        Route = request.Route.ToString();
        Command = envelope.Command?.Name;
        Family = envelope.Family?.Name;
        Function = request.Function;
        FunctionName = envelope.Function?.Name;
        Result = request.Result;
        Errno = request.Result < 0 ? Abi.Errno.Name(-request.Result) : null;
        SentHex = HexText.Format(request.Before.Span);
        ReturnedHex = HexText.Format(request.After.Span);
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

    /// <summary>The buffer as it was sent, as hexadecimal digits; <c>SentBytes</c> in PowerShell.</summary>
    public string SentHex { get; }

    /// <summary>The buffer as it came back, as hexadecimal digits; <c>ReturnedBytes</c> in PowerShell.</summary>
    public string ReturnedHex { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Sequence} {Target} {FunctionName ?? Command}";

    internal static SimulatorRequest From(SimulatedRequest request) => new(request);
}
