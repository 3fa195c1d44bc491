using NvdimmPS.Abi;
using NvdimmPS.Dsm;

namespace NvdimmPS.Cli;

/// <summary>What became of the call to one target: a result, a failure, or both where a raw answer carries a refusal.</summary>
internal sealed record DsmOutcome(string Target, Failure? Failure)
{
    public DsmResult? Result { get; init; }

    /// <summary>What was sent.</summary>
    public DsmBytes? Request { get; init; }

    /// <summary>The outcome of a call that was answered.</summary>
    public static DsmOutcome From(DsmTarget target, DsmCall call, DsmResult result) => new(target.Name, RawFailure(call, result))
    {
        Result = result,
        Request = DsmBytes.From(target, call, Enum.Parse<NdRoute>(result.Route)),
    };

    /// <summary>A raw answer comes whatever its status is; the exit code must still tell.</summary>
    private static Failure? RawFailure(DsmCall call, DsmResult result)
    {
        if (!call.Raw)
        {
            return null;
        }

        if (result.StatusCode is not { } code)
        {
            return Failure.From(CodecErrors.ShortReply(result.Target, call.Function, sizeof(uint), result.OutputBytes.Length));
        }

        if (result.Status == DsmStatus.NotReported.Word)
        {
            return result.OutputBytes.AsSpan().ContainsAnyExcept((byte)0)
                ? null
                : Failure.From(CodecErrors.NoReply(result.Target, call.Function));
        }

        var status = call.Function.Family.Describe(call.Function, code);
        return status.IsSuccess ? null : Failure.From(CodecErrors.FirmwareStatus(result.Target, call.Function, status));
    }
}

/// <summary>A request's buffer and the names of its fields.</summary>
internal sealed record DsmBytes(byte[] Bytes, IReadOnlyList<(int Offset, string Name)> Fields, string? Note)
{
    public static DsmBytes From(DsmTarget target, DsmCall call, NdRoute route)
    {
        var request = DsmCaller.Request(target, call, route);
        var bytes = request.ToEnvelope();
        (int, string)[] fields = [.. DsmExplainer.Explain(target, call, route).Rows.Select(r => (r.Offset, r.Field))];

        // What follows the package may be a passphrase; a legacy command has none before its input.
        return call.Function.IsSensitive
            ? new DsmBytes(route == NdRoute.Call ? bytes[..NdEnvelope.PackageSize] : [], fields,
                $"{Plural.Of(request.Input.Length, "byte")} of input and the room for the answer are not shown")
            : new DsmBytes(bytes, fields, null);
    }
}
