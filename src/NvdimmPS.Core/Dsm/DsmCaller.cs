using System.Buffers.Binary;
using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.Dsm;

/// <summary>What is to be sent.</summary>
public sealed record DsmCall(DsmFunction Function, ReadOnlyMemory<byte> Input)
{
    /// <summary>Room for the answer; null takes the function's default.</summary>
    public int? OutputSize { get; init; }

    /// <summary>The wanted route.</summary>
    public DsmRoute Route { get; init; }

    /// <summary>True where the answer is wanted as it is: no decoding, and no error for the firmware's status.</summary>
    public bool Raw { get; init; }
}

/// <summary>
/// Sends functions to targets, by either route. Keeps each node open until it is disposed, so that a batch opens a DIMM
/// once. Not thread-safe: one a pipeline.
/// </summary>
public sealed class DsmCaller(INdKernel kernel, TimeProvider? time = null) : IDisposable
{
    /// <summary>The kernel passes on functions 0 to 31 (NVDIMM_CMD_MAX).</summary>
    public const uint LastFunction = 31;

    private readonly Dictionary<(NdNode, NdAccess), INdDevice> _open = [];
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Sends one function and decodes the answer.</summary>
    /// <exception cref="NvdimmException">It cannot be sent, the kernel refused, the firmware refused, or the answer is malformed.</exception>
    public DsmResult Invoke(DsmTarget target, DsmCall call)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(call);
        var routes = target.Routes(call.Function, call.Route);
        for (var i = 0; ; i++)
        {
            var last = i == routes.Length - 1;
            try
            {
                var started = _time.GetUtcNow().UtcDateTime;
                var request = Request(target, call, routes[i]);
                var reply = NdCaller.Send(Open(target.Node, request.Command.Access), request);
                if (reply.Errno == 0)
                {
                    return Result(target, call, request, reply, started);
                }

                // ENOTTY says that this spelling is not known, so nothing was done and the other one may be.
                if (last || reply.Errno != Errno.ENOTTY)
                {
                    throw Errors.Ioctl(target, call.Function, request, reply.Errno);
                }
            }
            catch (NdOpenException e) when (!last && e.Kind == NvdimmErrorKind.PermissionDenied)
            {
                // A legacy command may do with a read-only node.
            }
        }
    }

    /// <summary>The ioctl that a call becomes on a route.</summary>
    public static NdRequest Request(DsmTarget target, DsmCall call, NdRoute route)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(call);
        var function = call.Function;
        var size = OutputSize(call, route);
        if ((long)call.Input.Length + size + NdEnvelope.PackageSize > NdCommands.MaxLength)
        {
            throw Errors.TooLarge(target.Name, (long)call.Input.Length + size + NdEnvelope.PackageSize);
        }

        if (route == NdRoute.Call)
        {
            return NdRequest.Call(target.Node.Kind, function.Family.Code, function.Number, call.Input, size, function.Family.InPlace);
        }

        var request = NdRequest.Legacy(function.LegacyCommand!, call.Input, size);
        CheckLegacy(target, request);
        return request;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var device in _open.Values)
        {
            device.Dispose();
        }

        _open.Clear();
    }

    /// <summary>
    /// The generic call takes any room; a legacy command's is fixed by the kernel, or by the input's length word
    /// (get_data), or preset by the caller (vendor, ars_status).
    /// </summary>
    private static int OutputSize(DsmCall call, NdRoute route)
    {
        var function = call.Function;
        if (LabelOutput(call) is { } labels && (route == NdRoute.Legacy || call.OutputSize is null))
        {
            return (int)Math.Min(labels, int.MaxValue / 2);
        }

        return route == NdRoute.Legacy && function.Output is { Tail: null } layout
            ? layout.FixedSize
            : call.OutputSize ?? function.DefaultOutputSize;
    }

    /// <summary>A legacy input carries its own lengths; the kernel would believe them and run past the buffer.</summary>
    private static void CheckLegacy(DsmTarget target, in NdRequest request)
    {
        var command = request.Command;
        var fixedInput = command.Inputs.Where(i => i > 0).Sum();
        if (request.Input.Length < fixedInput)
        {
            throw Errors.UnsafeEnvelope(target.Name, $"'{command.Name}' has at least {fixedInput} input bytes, not {request.Input.Length}.");
        }

        var size = NdEnvelope.Measure(command, request.ToEnvelope());
        if (size.Problem != NdEnvelopeProblem.None || size.Input != request.Input.Length || size.Output != request.OutputSize)
        {
            throw Errors.UnsafeEnvelope(target.Name,
                $"the length words in the input of '{command.Name}' do not fit it: they say {size.Input} bytes in and {size.Output} out, there are {request.Input.Length} and {request.OutputSize}.");
        }
    }

    private INdDevice Open(NdNode node, NdAccess access)
    {
        if (access == NdAccess.ReadOnly && _open.TryGetValue((node, NdAccess.ReadWrite), out var writable))
        {
            return writable;
        }

        if (!_open.TryGetValue((node, access), out var device))
        {
            device = kernel.Open(node, access);
            _open.Add((node, access), device);
        }

        return device;
    }

    private DsmResult Result(DsmTarget target, DsmCall call, in NdRequest request, NdReply reply, DateTime started)
    {
        var function = call.Function;
        var answer = Answer(target, call, reply);
        return new DsmResult
        {
            Target = target.Name,
            Dimm = target.Node.Kind == NdNodeKind.Dimm ? target.Name : null,
            Bus = target.Node.Kind == NdNodeKind.Bus ? target.Name : null,
            Family = (request.Route == NdRoute.Legacy && target.Family is { } own ? own : function.Family).Name,
            Function = function.Number,
            FunctionName = function.Name,
            Route = request.Route.ToString(),
            Status = answer?.Status.Word ?? "None",
            StatusCode = answer?.Status.Code,
            StatusMessage = answer?.Status.Message ?? "the answer is too short to have a status",
            Fields = answer?.Fields ?? [],
            InputBytes = function.IsSensitive ? [] : call.Input.ToArray(),
            OutputBytes = reply.Output,
            FirmwareSize = reply.FirmwareSize,
            Truncated = reply.Truncated,
            ReturnValue = reply.Result,
            Latency = reply.Latency,
            Time = started,
            Source = kernel.Source,
        };
    }

    private static DsmAnswer? Answer(DsmTarget target, DsmCall call, NdReply reply)
    {
        if (call.Raw)
        {
            return reply.Output.Length < sizeof(uint)
                ? null
                : new DsmAnswer(call.Function.Family.Describe(call.Function, BinaryPrimitives.ReadUInt32LittleEndian(reply.Output)), []);
        }

        if (!reply.Written && reply.Output.AsSpan().IndexOfAnyExcept((byte)0) < 0)
        {
            throw Errors.NoReply(target.Name, call.Function);
        }

        var answer = DsmDecoder.DecodeOutput(call.Function, reply.Output, reply.Truncated, target.Name);
        if (answer.Status.IsSuccess)
        {
            CheckLabels(target, call, reply);
        }

        if (!reply.Written)
        {
            // Some providers fill in the rest and leave the status alone (nfit_test's translation, papr_scm's labels).
            return answer with { Status = DsmStatus.NotReported };
        }

        return answer.Status.IsSuccess ? answer : throw Errors.FirmwareStatus(target.Name, call.Function, answer.Status);
    }

    /// <summary>Labels come without a count of their own: as many as the input asks for belong to a success.</summary>
    private static void CheckLabels(DsmTarget target, DsmCall call, NdReply reply)
    {
        if (LabelOutput(call) is { } expected && reply.Output.Length < expected && !reply.Truncated)
        {
            throw Errors.ShortReply(target.Name, call.Function, (int)Math.Min(expected, int.MaxValue), reply.Output.Length);
        }
    }

    private static long? LabelOutput(DsmCall call) => call.Function.LegacyCommand == NdCommands.GetConfigData && call.Input.Length >= 8
        ? sizeof(uint) + (long)BinaryPrimitives.ReadUInt32LittleEndian(call.Input.Span[4..])
        : null;
}
